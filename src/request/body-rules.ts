import { ReplayError } from '../errors.ts';
import type { Header } from '../model.ts';
import { checkJson, type GivenPayload, givenPayload, type ReadFile } from './given-payload.ts';
import { compilePath, type MatchTarget } from './path-pattern.ts';

/** A payload for the requests to a path, of those whose own the log does not hold. */
export interface BodyRule extends GivenPayload {
  /** What it is called in messages: its method and path pattern. */
  readonly name: string;
  readonly method: string;
  readonly matches: MatchTarget;
}

/**
 * Reads rules such as `POST /api/items=@body.json`: a method, a path in which `:name` is one segment and `*` is
 * anything, and a text or a file. JSON is checked where the file's name or a header that is sent with every request
 * says that it is such.
 */
export function parseBodyRules(
  texts: readonly string[],
  extraHeaders: readonly Header[],
  readFile: ReadFile,
): BodyRule[] {
  const type = extraHeaders.find(([name]) => /^content-type$/i.test(name))?.[1];
  return texts.map((text) => {
    const rule = parseBodyRule(text, readFile);
    checkJson(rule, type, `--body ${rule.name}`, HINT);
    return rule;
  });
}

function parseBodyRule(text: string, readFile: ReadFile): BodyRule {
  const match = /^([A-Za-z-]+) +(\/[^=?#\s]*|\*)=(.*)$/s.exec(text);
  if (!match) throw new ReplayError('usage', `--body ${text.slice(0, 80)}: is no rule`, HINT);
  const [, written, path, value] = match as unknown as [string, string, string, string];
  const method = written.toUpperCase();
  const name = `${method} ${path}`;
  const payload = givenPayload(value, readFile, `--body ${name}`, HINT);
  return { name, method, matches: compilePath(path), ...payload };
}

const HINT =
  "a rule is a method, a path (:name is a segment, * anything) and text or @file: --body 'POST /items/:id=@item.json'";
