import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireProgram } from './real-program.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A clock on the wall for processes of its own; the monotonic one is that of the machine. */
export interface FakeClock {
  /** For the environment of a process. */
  readonly env: Readonly<Record<string, string>>;
  /** Sets it, also in mid-run: so many seconds off the clock of the machine (`+3600`), or to a moment (`@2026-10-26 02:30:00`). */
  set(offset: string): void;
}

/** A clock that is right until it is set, by Debian's faketime; undefined where that is not there, for the test to go home. */
export function fakeClock(t: { skip(message: string): void }, offset = '+0'): FakeClock | undefined {
  const faketime = requireProgram(t, 'faketime', 'faketime');
  if (faketime === undefined) return undefined;
  const library = execFileSync(faketime, ['-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' }).trim();
  const file = join(temporaryDirectory('clock'), 'clock');
  const set = (text: string) => {
    // Never half of it.
    writeFileSync(`${file}.new`, `${text}\n`);
    renameSync(`${file}.new`, file);
  };
  set(offset);
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  return { env, set };
}
