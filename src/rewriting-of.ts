import { ReplayError } from './errors.ts';
import type { Placeholder } from './model.ts';
import { readSecretFile } from './read-secret-file.ts';
import type { ReplayOptions } from './replay-options.ts';
import { compileRewriting, type Rewriting } from './request/rewriting/compile-rewriting.ts';
import { type LoginRequest, loginRequest } from './request/rewriting/login-request.ts';
import { isOwnName } from './request/rewriting/placeholder-value.ts';
import { compileCaptures, type ReadCaptures } from './send/capture.ts';
import type { Captured, FillingOptions } from './send/request-templates.ts';

/** What the rules of a run come to, for its requests and for its login. */
export interface RunRewriting {
  readonly rewriting: Rewriting;
  readonly login: RunLogin | null;
}

/** What is sent to log in, and what is taken out of its answer. */
export interface RunLogin {
  readonly request: LoginRequest;
  readonly read: ReadCaptures;
}

/** Reads the rules, and complains of them before anything is done: of placeholders that nobody knows, too. */
export async function rewritingOf(options: ReplayOptions): Promise<RunRewriting> {
  const { rules, rewriting = [], login, env = process.env } = options;
  const captured = namesOf(login?.captures ?? []);
  if (login && captured.size === 0) {
    const hint = "say what to take out of its answer: --capture 'token=$.access_token'";
    throw new ReplayError('usage', '--login without --capture brings nothing', hint);
  }
  const { extraHeaders, bodies = [] } = rules;
  const terms = { rules: rewriting, extraHeaders, bodies, captured, env, readSecret: readSecretFile };
  const host = typeof rules.host === 'object' ? rules.host.name : undefined;
  const compiled = compileRewriting(terms);
  if (!login) return { rewriting: compiled, login: null };
  const request = loginRequest(login.rule, host, terms);
  const read = await compileCaptures(login.captures);
  for (const name of captured) {
    if (compiled.placeholders.some(({ value }) => value.kind === 'captured' && value.name === name)) continue;
    options.onWarning?.({ text: `--capture ${name}: no rule uses \${${name}}` });
  }
  return { rewriting: compiled, login: { request, read } };
}

/** What requests are filled in with, before anybody logged in. */
export function fillingOf(
  rewriting: Pick<Rewriting, 'placeholders'>,
  seed: number,
  captured: Captured = {},
): FillingOptions {
  return { placeholders: rewriting.placeholders, seed, captured };
}

/** Placeholders as a dry run shows them: by their names, where nothing has brought their values, or where these are secrets. */
export function shownPlaceholders(placeholders: readonly Placeholder[], showSecrets: boolean): Placeholder[] {
  return placeholders.map((placeholder) => {
    const { kind } = placeholder.value;
    if (kind !== 'captured' && (kind !== 'fixed' || showSecrets)) return placeholder;
    return { ...placeholder, within: 'text', value: { kind: 'fixed', text: `\${${placeholder.written}}` } };
  });
}

function namesOf(captures: NonNullable<ReplayOptions['login']>['captures']): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name } of captures) {
    if (names.has(name)) {
      throw new ReplayError('usage', `--capture ${name}: it is captured twice`, 'give them different names');
    }
    if (!isOwnName(name)) {
      throw new ReplayError('usage', `--capture ${name}: \${${name}} is something else`, 'take another name');
    }
    names.add(name);
  }
  return names;
}
