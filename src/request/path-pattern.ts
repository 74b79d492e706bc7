import { RE2JS, RE2JSSyntaxException } from 're2js';
import { decodeBytes } from '../decode-bytes.ts';
import { ReplayError } from '../errors.ts';

/** Whether a target (path and query, one character per byte) is meant. */
export type MatchTarget = (target: string) => boolean;

/**
 * Compiles a regular expression of the user's (RE2 syntax). Whatever it is and whatever stands in the log, it takes time
 * in proportion to the target's length: the targets are written by strangers, and one of them could hold up a
 * run with an expression that backtracks. A target that is UTF-8 is matched as text, any other byte by byte.
 */
export function compileExpression(source: string, option: string): MatchTarget {
  const expression = compileRe2(source, option);
  return (target) => expression.test(decodeBytes(target));
}

/** The same, to find out what matched. */
export function compileRe2(source: string, option: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    throw new ReplayError(
      'usage',
      `${option} ${source}: is no regular expression: ${error.getDescription()}`,
      "expressions are RE2's, without look-around and back-references: --include '^/api/' --exclude '\\.(css|js)$'",
      error,
    );
  }
}

/** Compiles a path in which `:name` stands for one segment and `*` for anything, slashes too. Matches the whole path. */
export function compilePath(pattern: string): MatchTarget {
  const source = pattern
    .split(/(\*|(?<=\/):\w+)/)
    .map((piece) => (piece === '*' ? '.*' : /^:\w+$/.test(piece) ? '[^/]+' : RE2JS.quote(piece)))
    .join('');
  const expression = RE2JS.compile(`(?s)^${source}$`);
  return (target) => expression.test(decodeBytes(pathOf(target)));
}

function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}
