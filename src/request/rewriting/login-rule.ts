import { ReplayError } from '../../errors.ts';
import { checkJson, type GivenPayload, givenPayload, type ReadFile } from '../given-payload.ts';

/** The request that logs in before a run: `POST /login @body.json`. */
export interface LoginRule extends GivenPayload {
  /** What it is called in messages: its method and path. */
  readonly name: string;
  readonly method: string;
  /** With its query; as it was written. */
  readonly path: string;
}

/** Reads a method, a path, and a payload: a text (of which `a=b` is a form) or `@file`, or none. */
export function parseLogin(text: string, readFile: ReadFile): LoginRule {
  const match = /^([A-Za-z]+)\s+(\/\S*)(?:\s+(.*))?$/s.exec(text.trim());
  if (match === null) throw new ReplayError('usage', '--login: it is no method and path', HINT);
  const [, written, path, value = ''] = match as unknown as [string, string, string, string | undefined];
  const method = written.toUpperCase();
  const name = `${method} ${path.split('?')[0]}`;
  const given = givenPayload(value, readFile, `--login ${name}`, HINT);
  const isForm = given.file === undefined && /^[^\s={["<]+=/.test(value);
  const payload = isForm ? { ...given, contentType: FORM } : given;
  checkJson(payload, undefined, `--login ${name}`, HINT);
  return { name, method, path, ...payload };
}

const FORM = 'application/x-www-form-urlencoded';

const HINT = "it is a method, a path, and a text or @file: --login 'POST /login @login.json'";
