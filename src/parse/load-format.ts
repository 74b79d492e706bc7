import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, ReplayError } from '../errors.ts';
import type { LogFormat } from './log-format.ts';

/** Loads a user's own format: a file whose default export is a `LogFormat`. */
export async function loadFormat(file: string): Promise<LogFormat> {
  const module = await import(pathToFileURL(resolve(file)).href).catch((cause: unknown) => {
    const reason = messageOf(cause).split('\n')[0];
    throw new ReplayError('usage', `--parser ${file}: cannot be loaded: ${reason}`, SHAPE, cause);
  });
  const format: unknown = module.default;
  if (!isLogFormat(format)) {
    throw new ReplayError('usage', `--parser ${file}: its default export is not a log format`, SHAPE);
  }
  return format;
}

const SHAPE =
  'export default { name, title, samples, open: () => (line) => record } (type LogFormat of reprise/parser)';

function isLogFormat(value: unknown): value is LogFormat {
  const format = value as Partial<LogFormat> | null | undefined;
  try {
    return (
      typeof format?.name === 'string' &&
      typeof format.open === 'function' &&
      typeof format.open() === 'function'
    );
  } catch {
    return false; // It cannot be opened.
  }
}
