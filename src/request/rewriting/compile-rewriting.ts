import type { Header, Placeholder } from '../../model.ts';
import type { BodyRule } from '../body-rules.ts';
import { givenContentType, type HeaderChanges, headerRules } from './header-rules.ts';
import { parseRule } from './parse-rule.ts';
import { type MarkedPayload, payloadTemplate } from './payload-template.ts';
import type { KnownNames } from './placeholder-value.ts';
import { Placeholders } from './placeholders.ts';
import type { RewriteRule } from './rewrite-rule.ts';
import { type ChangeTarget, targetRules } from './target-rules.ts';

/** What the rules come to, for all requests of a run. */
export interface Rewriting {
  /** Undefined where no rule changes targets. */
  readonly changeTarget: ChangeTarget | undefined;
  readonly headers: HeaderChanges;
  /** The payloads that have placeholders, or that lose an escape; any other is sent as the rule has it. */
  readonly payloads: ReadonlyMap<BodyRule, MarkedPayload>;
  /** Requests name them by their place here. */
  readonly placeholders: readonly Placeholder[];
}

/** What rules are given, and what they may name. */
export interface RewritingTerms extends KnownNames {
  readonly rules: readonly RewriteRule[];
  /** Given to every request before any rule. */
  readonly extraHeaders: readonly Header[];
  readonly bodies: readonly BodyRule[];
}

/** Reads the rules and finds out what their placeholders stand for; complains of what is none. */
export function compileRewriting({ rules, extraHeaders, bodies, ...names }: RewritingTerms): Rewriting {
  const parsed = rules.map(parseRule);
  const placeholders = new Placeholders(names);
  const changeTarget = targetRules(parsed, placeholders);
  const headers = headerRules(parsed, placeholders, extraHeaders);
  const payloads = new Map<BodyRule, MarkedPayload>();
  for (const rule of bodies) {
    const type = givenContentType(headers) ?? rule.contentType;
    const payload = payloadTemplate(rule.body, type, `--body ${rule.name}`, placeholders);
    if (payload.body !== rule.body) payloads.set(rule, payload);
  }
  return { changeTarget, headers, payloads, placeholders: placeholders.list };
}
