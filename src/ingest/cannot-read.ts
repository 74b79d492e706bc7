import { ReplayError } from '../errors.ts';

/** Makes the error of a log whose bytes cannot be had, out of what the system says. */
export function cannotRead(file: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException)?.code;
  if (cause instanceof ReplayError || code === undefined) return cause;
  const [what, hint] = REASONS[code] ?? [`cannot be read (${code})`, 'check the file and its disk'];
  return new ReplayError('input', `${file}: ${what}`, hint, cause);
}

const REASONS: Readonly<Record<string, readonly [what: string, hint: string] | undefined>> = {
  ENOENT: ['no such file', 'check the path, or use - for standard input'],
  EISDIR: ['is a directory', 'name the log files in it'],
  EACCES: ['may not be read', 'run as a user who may read it, or copy it'],
};
