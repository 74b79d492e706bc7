import { messageOf, ReplayError } from '../errors.ts';
import type { Captured } from './request-templates.ts';
import type { WholeAnswer } from './send-once.ts';

/** A value that is taken out of an answer, for a placeholder of this name. */
export interface Capture {
  readonly name: string;
  /** Where it stands, as it was written. */
  readonly where: string;
  readonly from: 'json' | 'header' | 'cookie';
}

/** Reads `token=$.access_token`, `token=header:X-Token` or `sid=cookie:sid`. */
export function parseCapture(text: string): Capture {
  const [, name = '', where = ''] = /^([A-Za-z_]\w*)\s*=\s*(.+)$/s.exec(text.trim()) ?? [];
  const from = where.startsWith('$') ? 'json' : /^(header|cookie):\S+$/.exec(where)?.[1];
  if (name === '' || from === undefined) {
    throw new ReplayError(
      'usage',
      `--capture ${text}: it is no name with = and where its value stands`,
      "a value stands in JSON ('token=$.access_token'), in a header (token=header:X-Token) or in a cookie (sid=cookie:sid)",
    );
  }
  return { name, where, from: from as Capture['from'] };
}

/** What was found in an answer. */
export interface Findings {
  readonly captured: Captured;
  /** What was not; null: nothing, it is all there. */
  readonly lacks: string | null;
}

export type ReadCaptures = (answer: WholeAnswer) => Findings;

/** Checks what captures say of JSON, and makes one reader of them all. */
export async function compileCaptures(captures: readonly Capture[]): Promise<ReadCaptures> {
  const readers = await Promise.all(captures.map(compile));
  return (answer) => {
    const captured: Record<string, string> = {};
    let lacks: string | null = null;
    for (const [i, { name, where }] of captures.entries()) {
      const value = readers[i]!(answer);
      if (value === undefined || value === '') lacks ??= where;
      else if (NOT_IN_HEADER.test(value)) lacks ??= `${where} that a header can carry`;
      else captured[name] = value;
    }
    return { captured, lacks };
  };
}

const NOT_IN_HEADER = /[\x00-\x1f\x7f]/;

type ReadValue = (answer: WholeAnswer) => string | undefined;

async function compile({ name, from, where }: Capture): Promise<ReadValue> {
  if (from === 'json') return compilePath(name, where);
  const key = where.slice(from.length + 1);
  if (from === 'header') return ({ headers }) => [headers[key.toLowerCase()]].flat()[0];
  return ({ headers }) => {
    const cookies = [headers['set-cookie'] ?? []].flat().map(pairOf);
    return cookies.find(([name]) => name === key)?.[1];
  };
}

/** Name and value of a `Set-Cookie`. */
function pairOf(cookie: string): readonly [name: string, value: string] {
  const pair = cookie.split(';', 1)[0]!;
  const equals = pair.indexOf('=');
  return equals === -1 ? ['', ''] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}

/** The library is large, and only a run that captures from JSON needs it. */
async function compilePath(name: string, path: string): Promise<ReadValue> {
  const { jsonpath } = await import('json-p3');
  let query: ReturnType<typeof jsonpath.compile>;
  try {
    query = jsonpath.compile(path);
  } catch (error) {
    const hint = "a JSONPath is $ and the names of members: --capture 'token=$.data.access_token' (RFC 9535)";
    throw new ReplayError(
      'usage',
      `--capture ${name}=${path}: it is no JSONPath: ${messageOf(error)}`,
      hint,
      error,
    );
  }
  return ({ body }) => {
    try {
      const value: unknown = query.query(JSON.parse(body)).values()[0];
      return typeof value === 'object'
        ? undefined
        : (value as string | number | boolean | undefined)?.toString();
    } catch {
      return undefined;
    }
  };
}
