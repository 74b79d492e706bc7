import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import {
  parseCapture,
  parseLogin,
  parseRule,
  type ReplayOptions,
  type RewriteRule,
  type RuleKind,
} from '../index.ts';
import { UsageError } from './usage-error.ts';

/** The options that change what is sent, but for the host: applied in the order written. */
export function addRewriteOptions(command: Command): Command {
  for (const [kind, flags, description] of RULES) {
    command.addOption(new RuleOption(kind, `--${kind} ${flags}`, description));
  }
  return command
    .option(
      "--login <'METHOD /path body'>",
      "send this before the run, body as text or @file, and again where what it brought is answered 401: 'POST /login @login.json'",
    )
    .option(
      '--capture <name=where>',
      "take ${name} out of the login's answer: 'token=$.access_token' (JSONPath), header:NAME, cookie:NAME (repeatable)",
      (text: string, before: readonly string[] = []) => [...before, text],
    );
}

const RULES: readonly (readonly [kind: RuleKind, flags: string, description: string])[] = [
  [
    'header',
    "<'Name: value'>",
    'send this with every request, or several of one name; in the value ${uuid} ${seq} ${now} ${random:1..100} ${ENV} are filled in (repeatable, as all of these, which are applied in the order written)',
  ],
  ['set-header', "<'Name: value'>", 'the same, as the one header of this name'],
  ['unset-header', '<name>', 'send no header of this name'],
  [
    'rewrite',
    "<'re => text'>",
    "in path and query, put this in the place of the first match (RE2; $1 or ${name} is a group): '^/v1/(.*) => /v2/$1'",
  ],
  ['set-query', '<name=value>', 'set this parameter of the query, percent-encoded'],
  ['unset-query', '<name>', 'take this parameter out of the query'],
  ['basic', '<user:password>', "send these credentials: 'anna:${PASSWORD}'"],
  ['bearer', '<token>', "send this token: '${TOKEN}' from the environment, or what --capture took"],
];

/** All rules go into one list: their order counts. */
class RuleOption extends Option {
  constructor(kind: RuleKind, flags: string, description: string) {
    super(flags, description);
    this.argParser((text: string, before: readonly RewriteRule[] = []): RewriteRule[] => {
      const rule = { kind, text };
      parseRule(rule);
      return [...before, rule];
    });
  }

  override attributeName(): string {
    return 'rewriting';
  }
}

export interface RewriteFlags {
  readonly rewriting?: readonly RewriteRule[];
  readonly login?: string;
  readonly capture?: readonly string[];
}

export function rewritingOf(flags: RewriteFlags): Pick<ReplayOptions, 'rewriting' | 'login'> {
  const { rewriting, login, capture = [] } = flags;
  if (login !== undefined) {
    return {
      rewriting,
      login: { rule: parseLogin(login, readFileSync), captures: capture.map(parseCapture) },
    };
  }
  if (capture.length === 0) return { rewriting };
  throw new UsageError('--capture says nothing without --login', "it is about the login's answer");
}

/** The Content-Type that every request is given, for checking payloads: nothing where it is filled in. */
export function givenTypes({ rewriting = [] }: RewriteFlags): [string, string][] {
  return rewriting
    .map((rule) => parseRule(rule))
    .flatMap((rule) => {
      if (rule.does !== 'set-header' || !/^content-type$/i.test(rule.name)) return [];
      const [value] = rule.value;
      return rule.value.length === 1 && typeof value === 'string'
        ? [[rule.name, value] as [string, string]]
        : [];
    })
    .reverse();
}
