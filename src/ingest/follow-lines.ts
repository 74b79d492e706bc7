import { setTimeout as sleep } from 'node:timers/promises';
import type { LinePage } from '../model.ts';
import { GrowingFile } from './growing-file.ts';
import { splitLines } from './split-lines.ts';
import type { Warn } from './warn.ts';

export interface FollowOptions {
  /** Ends the following; the lines end there, without an error. */
  readonly signal: AbortSignal;
  /** Whether the lines that are there already are read first. Without, it begins with the first new one. */
  readonly fromStart?: boolean;
  /** Whether a log that is not there is waited for, and then read from its start, instead of an error. */
  readonly waits?: boolean;
  /** Called once the log is open: what is written from then on will come. */
  readonly onOpen?: () => void;
  readonly pollMs?: number;
  readonly warn?: Warn;
}

/**
 * The lines of a log while it is written. Goes on in the new file when the log is moved away and made anew, and at the
 * start when it is emptied in place (`copytruncate`). It looks every so often rather than wait to be told: that
 * works on every file system. Lines are numbered from the first that it reads.
 */
export async function* followLines(file: string, options: FollowOptions): AsyncGenerator<LinePage> {
  const { signal, pollMs = 20, warn = () => {}, onOpen = () => {} } = options;
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});
  const first = await openFirst(file, options, () => pause(pollMs * POLLS_A_LOOK));
  if (first === undefined) return;
  let log = first;
  let splitter = splitLines();
  let firstNumber = 1;
  let quietPolls = 0;
  let quietLooks = 0;
  onOpen();

  function toPage({ texts, tooLong }: Pick<LinePage, 'texts' | 'tooLong'>): LinePage {
    const page = { file, firstNumber, texts, tooLong };
    firstNumber += texts.length;
    return page;
  }

  try {
    while (!signal.aborted) {
      const chunk = await log.read();
      if (chunk === 'was-emptied') {
        warn('was emptied while it was read: what was written just before may be missing');
        log.startOver();
        // The rest of a line that was not complete is gone.
        splitter = splitLines();
        continue;
      }
      if (chunk) {
        const split = splitter.push(chunk);
        if (split.texts.length > 0) yield toPage(split);
        quietPolls = 0;
        quietLooks = 0;
        continue;
      }
      if (++quietPolls % POLLS_A_LOOK === 0) {
        const successor = await log.successor();
        quietLooks = successor ? quietLooks + 1 : 0;
        // A server writes on into the file that was moved away until it is told to open the new one.
        if (successor && quietLooks > (successor.isEmpty ? WAIT_FOR_WRITER : 1)) {
          const next = await GrowingFile.open(file, 'start').catch(() => undefined);
          if (next) {
            const split = await splitter.end();
            if (split.texts.length > 0) yield toPage(split);
            await log.close();
            log = next;
            splitter = splitLines();
            quietLooks = 0;
            continue;
          }
        }
      }
      await pause(pollMs);
    }
  } finally {
    await log.close();
  }
}

/** Undefined: the signal came first. */
async function openFirst(
  file: string,
  { signal, fromStart, waits }: FollowOptions,
  pause: () => Promise<void>,
): Promise<GrowingFile | undefined> {
  let at: 'start' | 'end' = fromStart ? 'start' : 'end';
  while (!signal.aborted) {
    try {
      return await GrowingFile.open(file, at);
    } catch (error) {
      if (!waits || !isMissing(error)) throw error;
    }
    // What is in it then was written since.
    at = 'start';
    await pause();
  }
  return undefined;
}

function isMissing(error: unknown): boolean {
  return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}

/** Whether the log was moved away is looked at this much less often than whether it has grown. */
const POLLS_A_LOOK = 10;
/** Looks between which nothing came, until a new file is taken for the one that is written though it is empty. */
const WAIT_FOR_WRITER = 10;
