import { ReplayError } from '../errors.ts';

/** Says what the system says of a file that cannot be written, in one line and with a way to mend it by its option; leaves other errors as they are. */
export function outputError(cause: unknown, path = 'the output', option = '--output'): unknown {
  const { code, syscall, message } = cause as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return cause;
  const [why, mend] = KNOWN[code] ?? [message.replace(/^[A-Z]+: |, \w+.*$/g, ''), ELSEWHERE];
  return new ReplayError('output', `${path}: cannot be written: ${why}`, `${mend} with ${option}`, cause);
}

const ELSEWHERE = 'name another file';

const KNOWN: Readonly<Record<string, readonly [why: string, mend: string]>> = {
  ENOENT: ['its folder is not there', 'make the folder, or name another file'],
  ENOTDIR: ['its folder is no folder', ELSEWHERE],
  EEXIST: ['its folder is no folder', ELSEWHERE],
  EISDIR: ['it is a folder', 'name a file in it'],
  EACCES: ['that is not allowed', 'check who owns the folder, or name another file'],
  EPERM: ['that is not allowed', 'check who owns the folder, or name another file'],
  EROFS: ['nothing can be written there', ELSEWHERE],
  ENOSPC: ['no space is left on the device', 'make room there, or name a file on another disk'],
  EDQUOT: ['the quota is used up', 'make room there, or name a file on another disk'],
};
