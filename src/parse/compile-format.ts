import { ReplayError } from '../errors.ts';
import type { FormatCompiler, LogFormat } from './log-format.ts';

/** The format that `--format` describes in one of the languages in which logs are configured; nothing where it is in none. */
export function compileFormat(text: string, compilers: readonly FormatCompiler[]): LogFormat | undefined {
  const compiler = compilers.find(({ claims }) => claims(text));
  if (compiler === undefined) return undefined;
  const { name, example } = compiler;
  return compiled(`--format ${shorten(text)}`, `a format of ${name} is such as '${example}'`, () =>
    compiler.compile(text),
  );
}

/** Makes what an option describes, and of what is wrong with that a usage error. */
export function compiled<T>(option: string, hint: string, compile: () => T): T {
  try {
    return compile();
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new ReplayError('usage', `${option}: ${cause.message}`, hint, cause);
    throw cause;
  }
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
