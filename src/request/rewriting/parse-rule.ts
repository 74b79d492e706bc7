import type { RE2JS } from 're2js';
import { ReplayError } from '../../errors.ts';
import { compileRe2 } from '../path-pattern.ts';
import { redactTarget } from '../redact-target.ts';
import { parseTemplate, type Replacement, type Template } from './parse-template.ts';
import type { RewriteRule, RuleKind } from './rewrite-rule.ts';

/** What a rule says, read from its text. Names and values are text for people still. */
export type ParsedRule =
  | { readonly does: 'rewrite'; readonly expression: RE2JS; readonly replacement: Replacement }
  /** `keepsGiven`: beside what another rule gave under this name, not instead of it. */
  | {
      readonly does: 'set-header';
      /** The option that says so. */
      readonly option: string;
      readonly name: string;
      readonly value: Template;
      readonly inBase64: boolean;
      readonly keepsGiven: boolean;
    }
  | { readonly does: 'unset-header'; readonly name: string }
  | { readonly does: 'set-query'; readonly name: string; readonly value: Template }
  | { readonly does: 'unset-query'; readonly name: string };

/** Reads one rule; complains where it is none. Whether its placeholders are known is another question. */
export function parseRule({ kind, text }: RewriteRule): ParsedRule {
  return PARSERS[kind](text, `--${kind}`);
}

const PARSERS: Readonly<Record<RuleKind, (text: string, option: string) => ParsedRule>> = {
  rewrite: parseRewrite,
  header: (text, option) => ({ ...parseHeader(text, option), keepsGiven: true }),
  'set-header': parseHeader,
  'unset-header': (text, option) => ({ does: 'unset-header', name: headerName(text, option) }),
  'set-query': parseSetQuery,
  'unset-query': parseUnsetQuery,
  basic: parseBasic,
  bearer: parseBearer,
};

function parseRewrite(text: string, option: string): ParsedRule {
  const arrow = text.search(/\s=>/);
  const [source, written] = [text.slice(0, Math.max(0, arrow)).trim(), text.slice(arrow + 3).trim()];
  if (source === '') {
    const hint = `it is an expression, => and what takes the place of its match: ${option} '^/v1/(.*) => /v2/$1'`;
    throw new ReplayError(
      'usage',
      `${option} ${redactTarget(text)}: there is no => with something before it`,
      hint,
    );
  }
  const expression = compileRe2(source, option);
  const groups = expression.namedGroups();
  const count = expression.groupCount();
  const replacement = parseTemplate(written, 'replacement', option).map((part) => {
    if (typeof part === 'string') return part;
    const group = 'group' in part ? part.group : groupNamed(part.written, groups);
    if (group === undefined) return part;
    if (group <= count) return { group };
    const has = count === 0 ? 'no groups' : `only ${count === 1 ? '1 group' : `${count} groups`}`;
    const hint = `a group is a part of the expression in parentheses; a digit that follows one: \${1}0`;
    throw new ReplayError(
      'usage',
      `${option} ${redactTarget(text)}: the expression has ${has}, so $${group} is nothing`,
      hint,
    );
  });
  return { does: 'rewrite', expression, replacement };
}

/** Groups come before placeholders of the same name. */
function groupNamed(written: string, groups: Readonly<Record<string, number>>): number | undefined {
  if (/^\d+$/.test(written)) return Number(written);
  return Object.hasOwn(groups, written) ? groups[written] : undefined;
}

function parseHeader(text: string, option: string) {
  const colon = text.indexOf(':');
  if (colon === -1) {
    throw new ReplayError('usage', `${option}: there is no colon in it`, `a header is 'Name: value'`);
  }
  const name = headerName(text.slice(0, colon), option);
  return givenHeader(name, text.slice(colon + 1).trim(), option);
}

function givenHeader(name: string, written: string, option: string, before = '') {
  const template = parseTemplate(written, 'value', option);
  const value: Template = before === '' ? template : [before, ...template];
  if (value.some((part) => typeof part === 'string' && NOT_IN_HEADER.test(part))) {
    const hint = 'it may hold no line break and no other control character';
    throw new ReplayError('usage', `${option}: no header can carry the value of ${name}`, hint);
  }
  return { does: 'set-header', option, name, value, inBase64: false, keepsGiven: false } as const;
}

function headerName(text: string, option: string): string {
  const name = text.trim();
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    const hint = `a header is 'Name: value', its name letters, digits and hyphens`;
    throw new ReplayError(
      'usage',
      `${option}: ${JSON.stringify(name.slice(0, 40))} is no name of a header`,
      hint,
    );
  }
  if (!/^(?:host|content-length|transfer-encoding|connection|keep-alive|upgrade|expect)$/i.test(name))
    return name;
  const hint = /^host$/i.test(name) ? 'use --host' : 'leave it out';
  throw new ReplayError('usage', `${option}: ${name} is set by reprise itself`, hint);
}

function parseBasic(text: string, option: string): ParsedRule {
  if (!text.includes(':')) {
    throw new ReplayError(
      'usage',
      `${option}: there is no colon in it`,
      `it is user:password: ${option} 'anna:\${PASSWORD}'`,
    );
  }
  return { ...givenHeader('Authorization', text, option), inBase64: true };
}

function parseBearer(text: string, option: string): ParsedRule {
  if (/^(?:Bearer\s|\s*$)/i.test(text)) {
    throw new ReplayError(
      'usage',
      `${option}: it is no token`,
      `give the token alone: ${option} '\${TOKEN}'`,
    );
  }
  return givenHeader('Authorization', text.trim(), option, 'Bearer ');
}

function parseSetQuery(text: string, option: string): ParsedRule {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw new ReplayError(
      'usage',
      `${option}: it has no name and =`,
      `it is a name and a value: ${option} 'page=1'`,
    );
  }
  return {
    does: 'set-query',
    name: text.slice(0, equals),
    value: parseTemplate(text.slice(equals + 1), 'value', option),
  };
}

function parseUnsetQuery(text: string, option: string): ParsedRule {
  if (/^$|[=&?]/.test(text)) {
    throw new ReplayError(
      'usage',
      `${option}: it is no name alone`,
      `it is the name of a parameter: ${option} page`,
    );
  }
  return { does: 'unset-query', name: text };
}

const NOT_IN_HEADER = /[\x00-\x08\x0a-\x1f\x7f]/;
