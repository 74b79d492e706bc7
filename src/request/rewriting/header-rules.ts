import { ReplayError } from '../../errors.ts';
import { type Header, MARK } from '../../model.ts';
import type { ParsedRule } from './parse-rule.ts';
import type { Template } from './parse-template.ts';
import { marked, type Placeholders } from './placeholders.ts';

/** What the rules make of the headers of every request. */
export interface HeaderChanges {
  /** Lower-case names of those that are not sent as they were recorded. */
  readonly taken: ReadonlySet<string>;
  /** Sent after the others: names and values in turn, one character per byte, placeholders marked. */
  readonly given: readonly string[];
}

/**
 * Puts the rules that change headers together: whatever a request holds, they come to the same. `before` is what every
 * request is given before any rule.
 */
export function headerRules(
  rules: readonly ParsedRule[],
  placeholders: Placeholders,
  before: readonly Header[] = [],
): HeaderChanges {
  const taken = new Set(before.map(([name]) => name.toLowerCase()));
  let given = before;
  for (const rule of rules) {
    if (rule.does !== 'set-header' && rule.does !== 'unset-header') continue;
    const lower = rule.name.toLowerCase();
    taken.add(lower);
    if (rule.does === 'unset-header' || !rule.keepsGiven) {
      given = given.filter(([name]) => name.toLowerCase() !== lower);
    }
    if (rule.does === 'set-header') given = [...given, [rule.name, headerText(rule, placeholders)]];
  }
  return { taken, given: given.flat() };
}

/** The Content-Type that every request is given, if any. */
export function givenContentType({ given }: Pick<HeaderChanges, 'given'>): string | undefined {
  const at = given.findLastIndex((text, i) => i % 2 === 0 && text.toLowerCase() === 'content-type');
  return at === -1 ? undefined : given[at + 1];
}

function headerText(rule: ParsedRule & { does: 'set-header' }, placeholders: Placeholders): string {
  const { option, value, inBase64 } = rule;
  const text = markedText(value, option, placeholders);
  if (!inBase64) return text;
  if (text.includes(MARK)) return `Basic ${marked(placeholders.base64(text, option))}`;
  return `Basic ${Buffer.from(text, 'latin1').toString('base64')}`;
}

function markedText(template: Template, where: string, placeholders: Placeholders): string {
  return template
    .map((part) => {
      if (typeof part === 'string') return Buffer.from(part).toString('latin1');
      const number = placeholders.number(part.written, 'text', where);
      const { value } = placeholders.list[number]!;
      if (value.kind === 'fixed' && NOT_IN_HEADER.test(value.text)) {
        const holder = part.written.startsWith('file:') ? '' : 'the environment variable ';
        throw new ReplayError(
          'usage',
          `${where}: no header can carry what ${holder}${part.written} holds`,
          'it has a line break or another control character in it: give it without',
        );
      }
      return marked(number);
    })
    .join('');
}

const NOT_IN_HEADER = /[\x00-\x08\x0a-\x1f\x7f]/;
