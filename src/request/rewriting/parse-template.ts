import { ReplayError } from '../../errors.ts';

/** What is to be filled in, as it is written between the braces. */
export interface Reference {
  readonly written: string;
}

/** What a group of the expression matched. */
export interface Group {
  readonly group: number;
}

/** Text and placeholders, in their order. */
export type Template = readonly (string | Reference)[];

/** The same, and what the groups of an expression matched. */
export type Replacement = readonly (string | Reference | Group)[];

/**
 * Reads text with placeholders in it. `$$` is a dollar sign; in a payload, which may be full of them, only before a brace.
 * In a replacement `$1` is a group. `where` begins a complaint.
 */
export function parseTemplate(text: string, place: 'value' | 'payload', where: string): Template;
export function parseTemplate(text: string, place: 'replacement', where: string): Replacement;
export function parseTemplate(text: string, place: keyof typeof SYNTAX, where: string): Replacement {
  const parts: (string | Reference | Group)[] = [];
  let literal = '';
  let done = 0;
  for (const { 0: found, 1: written, 2: group, index } of text.matchAll(SYNTAX[place])) {
    literal += text.slice(done, index);
    done = index + found.length;
    if (found.startsWith('$$')) {
      literal += found.slice(1);
      continue;
    }
    if (written === undefined && group === undefined) throw misplaced(found, where);
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push(written === undefined ? { group: Number(group) } : { written });
  }
  literal += text.slice(done);
  return literal === '' ? parts : [...parts, literal];
}

const SYNTAX = {
  value: /\$\$|\$\{([^{}]*)\}|\$\{/g,
  replacement: /\$\$|\$\{([^{}]*)\}|\$(\d+)|\$/g,
  payload: /\$\$\{|\$\{([^{}]*)\}|\$\{/g,
} as const;

function misplaced(found: string, where: string): ReplayError {
  if (found === '$') {
    const hint = 'a group is $1, a placeholder ${uuid}; $$ stands for a dollar sign';
    return new ReplayError(
      'usage',
      `${where}: a $ is followed by neither a number nor a name in braces`,
      hint,
    );
  }
  const hint = 'a placeholder is ${uuid}, without braces in it; to send ${ itself, write $${';
  return new ReplayError('usage', `${where}: \${ is not followed by a name and }`, hint);
}
