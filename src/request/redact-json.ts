import { REDACTED } from './redacted.ts';
import { namesLoggedSecret } from './secret-names.ts';

/**
 * Replaces the values of secret members of JSON, be they texts, numbers, lists or objects, wherever in a text; what the end
 * of the text cuts off is replaced too. Takes time in proportion to the length, whatever the text.
 */
export function redactMembers(text: string): string {
  return redactValues(text, NAME, endOfValue, `"${REDACTED}"`);
}

/** The same of lists and objects in JSON that is a text of JSON itself: `"{\"token\":{\"v\":\"…\"}}"`. */
export function redactNestedMembers(text: string): string {
  return redactValues(text, NESTED_NAME, endOfNestedValue, `\\"${REDACTED}\\"`);
}

function redactValues(
  text: string,
  names: RegExp,
  endOf: (text: string, start: number) => number,
  instead: string,
): string {
  let redacted = '';
  let done = 0;
  names.lastIndex = 0;
  for (let name = names.exec(text); name !== null; name = names.exec(text)) {
    const start = names.lastIndex;
    if (!namesLoggedSecret(unescapeName(name[1]))) continue;
    const end = endOf(text, start);
    if (end === start || SAYS_NOTHING.test(text.slice(start, Math.min(end, start + 6)))) continue;
    redacted += text.slice(done, start) + instead;
    done = end;
    names.lastIndex = end;
  }
  return redacted + text.slice(done);
}

const NESTED_NAME = /\\"([^"\\]+)\\"\s*:\s*(?=[{[])/g;
const NAME = /"((?:[^"\\]|\\u[0-9a-f]{4})+)"\s*:\s*/gi;
const SAYS_NOTHING = /^(?:null|true|false)$/;

function unescapeName(name: string): string {
  return name.includes('\\')
    ? name.replace(/\\u(.{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : name;
}

/** A list or an object ends with its own bracket, not with one of what is in it. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (quoted && char === '\\') i++;
    else if (char === '"') {
      quoted = !quoted;
      if (!quoted && depth === 0) return i + 1;
    } else if (quoted) continue;
    else if (char === '{' || char === '[') depth++;
    else if (depth === 0 && /[\s,}\]]/.test(char)) return i;
    else if ((char === '}' || char === ']') && --depth === 0) return i + 1;
  }
  return text.length;
}

/** Of a list or an object; the text that it is in ends it too. */
function endOfNestedValue(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (char === '"') return i;
    if (char === '\\') {
      i++;
      if (text[i] === '"') quoted = !quoted;
      // `\\\"` is a quote within a text within the text.
      else if (text[i] === '\\') i += text[i + 1] === '\\' ? 2 : 1;
    } else if (quoted) continue;
    else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return i + 1;
  }
  return text.length;
}
