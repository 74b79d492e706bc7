/** What a rule does; on the command line an option of this name. */
export const RULE_KINDS = [
  'rewrite',
  'header',
  'set-header',
  'unset-header',
  'set-query',
  'unset-query',
  'basic',
  'bearer',
] as const;

export type RuleKind = (typeof RULE_KINDS)[number];

/** One change to every request that is sent, as it was written: `set-header`, `X-Id: ${uuid}`. */
export interface RewriteRule {
  readonly kind: RuleKind;
  readonly text: string;
}
