import { ReplayError } from '../../errors.ts';
import { MARK, type Placeholder } from '../../model.ts';
import { type KnownNames, placeholderValue } from './placeholder-value.ts';

/** What stands for placeholder `i` in a request. */
export function marked(i: number): string {
  return `${MARK}${i}${MARK}`;
}

/** A text with its placeholders as they were written, for people. */
export function withNames(text: string, placeholders: readonly Placeholder[]): string {
  return text.includes(MARK)
    ? text.replace(/\0(\d+)\0/g, (_, i) => `\${${placeholders[Number(i)]!.written}}`)
    : text;
}

/** What stands for it in a target while rules work on it: one character, which no text of UTF-8 holds. */
export function targetMark(i: number): string {
  return String.fromCharCode(FIRST_MARK + i);
}

/** Finds such characters, with the number of the placeholder as what `numberOf` gives. */
export const TARGET_MARK = /[\ud800-\udbff](?![\udc00-\udfff])/g;

export function numberOf(mark: string): number {
  return mark.charCodeAt(0) - FIRST_MARK;
}

const FIRST_MARK = 0xd800;
const MOST = 0x400;

/** The placeholders of a run, each with the number by which requests name it. */
export class Placeholders {
  readonly list: Placeholder[] = [];
  readonly #names: KnownNames;
  readonly #numbers = new Map<string, number>();

  constructor(names: KnownNames) {
    this.#names = names;
  }

  /**
   * The number of the placeholder that is written so; `where` begins a complaint. What the environment says of a target is
   * taken as if it stood in the rule, for `${PREFIX}` may be `/api`; all else is one part of an address.
   */
  number(written: string, place: Placeholder['within'], where: string): number {
    const value = placeholderValue(written, this.#names, where);
    const within = place === 'target' && value.kind !== 'fixed' ? 'component' : place;
    return this.#add({ written, within, value }, where);
  }

  /** The number of one that writes a text with marks in base64. */
  base64(of: string, where: string): number {
    return this.#add({ written: `base64:${of}`, within: 'text', value: { kind: 'base64', of } }, where);
  }

  #add(placeholder: Placeholder, where: string): number {
    const key = `${placeholder.within} ${placeholder.written}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.list.length;
    if (number === MOST) {
      throw new ReplayError('usage', `${where}: there are more than ${MOST} placeholders`, 'use fewer');
    }
    this.list.push(placeholder);
    this.#numbers.set(key, number);
    return number;
  }
}
