import { ReplayError } from '../errors.ts';
import type { TableColumn } from '../model.ts';
import { unknownColumn } from './choose-columns.ts';

/**
 * Refuses what is not one SQL expression, so that it can stand in brackets behind `where` and mean there what it means
 * here: what is open must be closed within it, and nothing may follow it. What SQLite makes of it comes later.
 */
export function checkWhere(text: string): void {
  if (text.trim() === '') throw wrong('--where: says nothing', EXAMPLE);
  let open = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '(') open++;
    else if (token === ')') open--;
    else if (token === ';') throw wrong(`--where ${text}: is more than one expression`, EXAMPLE);
    else if (UNENDED.test(token)) throw wrong(`--where ${text}: ${token[0]} is not closed`, EXAMPLE);
    else if (PARAMETER.test(token)) throw wrong(`--where ${text}: ${token} stands for no value`, EXAMPLE);
    if (open < 0) throw wrong(`--where ${text}: ) closes nothing`, EXAMPLE);
  }
  if (open > 0) throw wrong(`--where ${text}: ( is not closed`, EXAMPLE);
}

/** What SQLite says of such an expression; undefined where it is not the expression that is wrong. */
export function whereError(
  cause: unknown,
  text: string,
  columns: readonly TableColumn[],
): ReplayError | undefined {
  const { code = '', message } = cause as { code?: string; message: string };
  if (!code.startsWith('SQLITE_ERROR')) return undefined;
  const [, quoted] = /^no such column: "(.*)" - should this be/.exec(message) ?? [];
  if (quoted !== undefined)
    return wrong(`--where ${text}: "${quoted}" is no column`, `text stands in single quotes: '${quoted}'`);
  const [, name] = /^no such column: (.+)$/.exec(message) ?? [];
  if (name !== undefined) return unknownColumn(`--where ${text}`, name, columns);
  // The bracket is ours.
  const what = message === 'near ")": syntax error' && !text.includes(')') ? 'ends too soon' : message;
  return wrong(`--where ${text}: ${what}`, EXAMPLE, cause);
}

function wrong(message: string, hint: string, cause?: unknown): ReplayError {
  return new ReplayError('usage', message, hint, cause);
}

const EXAMPLE = `EXPR is an SQL expression over the columns of the table: --where "status >= 500 and method = 'GET'"`;

/** Text, quoted names, comments and words as a whole, each also where its end is missing; then what counts here. */
const TOKENS =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[^\]]*(?:\]|$)|--.*|\/\*[\s\S]*?(?:\*\/|$)|[?:@$]\w*|[\w\x80-\uffff]+|[();]/g;

const UNENDED = /^(?:'(?:[^']|'')*|"(?:[^"]|"")*|`[^`]*|\[[^\]]*|\/\*(?:(?!\*\/)[\s\S])*)$/;
const PARAMETER = /^[?:@$]/;
