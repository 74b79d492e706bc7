import { hasDate } from './dated-logs.ts';
import { messageOf, ReplayError } from './errors.ts';
import { asTheyCome } from './ingest/as-they-come.ts';
import { describeLog } from './ingest/describe-log.ts';
import { findFollowed } from './ingest/find-followed.ts';
import { FollowedLog } from './ingest/followed-log.ts';
import { type Earlier, readBack } from './ingest/read-back.ts';
import type { LinePage } from './model.ts';
import { chooseReadings, type LogOptions, type OpenLog, recordsOf } from './open-log.ts';
import type { LogSample, Reading } from './parse/choose-format.ts';
import { observeZone } from './parse/observe-zone.ts';
import { type ParsedPage, parseLines } from './parse/parse-lines.ts';
import { createRedactor } from './request/redactor.ts';

/** A log that is followed, and how its lines are read: null until enough of them are there to tell. */
interface Followed {
  readonly log: FollowedLog;
  readonly earlier: Earlier;
  reading: Reading | null;
  /** How they are going to be read, while that is being found out. */
  detected?: Promise<Reading>;
}

/**
 * Opens logs that are being written: what is read of them is what is written from the first read on, as it comes. Their formats
 * are found out from the last lines that are there; where no log has any, it waits for the first.
 */
export async function followLogs(options: LogOptions, signal?: AbortSignal): Promise<OpenLog> {
  const { logs, timezone = 'UTC', onWarning, onNote = () => {}, redact, ...choice } = options;
  const redactor = createRedactor(redact);
  if (logs.length === 0) {
    throw new ReplayError('usage', 'no log was named', 'name the log that is being written');
  }
  const dated = logs.find(hasDate);
  if (dated !== undefined) {
    const hint = 'name the log that is written now: --follow goes on with it when it is rotated';
    throw new ReplayError('usage', `${dated}: --follow takes no dates`, hint);
  }
  const zone = observeZone(timezone);
  const closing = new AbortController();
  const follow = {
    signal: signal ? AbortSignal.any([signal, closing.signal]) : closing.signal,
    warn: (file: string, text: string) => onWarning?.({ file, text }),
    onFollowing: (file: string) => onNote(`following ${nameOf(file)}`),
  };

  const paths = await findFollowed(logs);
  const all: Followed[] = await Array.fromAsync(paths, async (at) => {
    const earlier = at.kind === 'stream' ? NOTHING : await readBack(at.path, ENDPOINT_LINES);
    return { log: new FollowedLog(at, earlier.tail.length === 0, follow), earlier, reading: null };
  });

  async function close(): Promise<void> {
    closing.abort();
    await Promise.all(all.map(({ log }) => log.close()));
  }

  /** Reads on until the lines tell the format; once, whoever asks. */
  function detect(followed: Followed): Promise<Reading> {
    followed.detected ??= readUntilTold(followed);
    return followed.detected;
  }

  async function readUntilTold(followed: Followed): Promise<Reading> {
    const { log, earlier } = followed;
    onNote(`waiting for the first lines of ${nameOf(log.path)}`);
    for (;;) {
      const { lines, ended } = await log.more();
      try {
        const sample = { log: log.path, lines: [...earlier.head, ...lines] };
        const [reading] = await chooseReadings(choice, [sample], redactor);
        followed.reading = reading;
        return reading!;
      } catch (error) {
        const mayCome = error instanceof ReplayError && error.code === 'input';
        if (!mayCome || ended || lines.length >= SAMPLE_LINES) throw error;
      }
    }
  }

  try {
    const samples = all.map(({ log, earlier: { head, tail } }) => ({
      log: log.path,
      lines: [...head, ...tail.slice(-SAMPLE_LINES)].filter((text) => text !== ''),
    }));
    let first: Reading;
    const tells = ({ lines }: LogSample) => lines.some((line) => !line.startsWith('#'));
    if (samples.some(tells)) {
      const found = await chooseReadings(choice, samples, redactor);
      found.forEach((reading, i) => {
        all[i].reading = reading;
        if (reading || !tells(samples[i])) return;
        onWarning?.({ file: samples[i].log, text: 'none of its last lines is a request that is known here' });
      });
      first = found.find((reading) => reading !== null)!;
    } else {
      first = await Promise.any(all.map(detect)).catch(({ errors }: AggregateError) => {
        throw errors[0];
      });
    }

    const parse = (
      pages: AsyncIterable<LinePage>,
      { earlier: { head }, log: { path } }: Followed,
      as: Reading,
    ) => {
      const { candidates, wrapper } = as;
      const read = { wrapper, toUtc: zone.begin(), newestMs: Date.now() };
      return withoutHead(parseLines(afterHead(path, head, pages), candidates[0].format, read));
    };

    async function* read(followed: Followed): AsyncGenerator<ParsedPage> {
      const { log } = followed;
      // One that stood empty may be of another format than the others.
      const reading =
        followed.reading ??
        (await detect(followed).catch((error) => {
          if (!follow.signal.aborted) onWarning?.({ file: log.path, text: messageOf(error) });
          return first;
        }));
      yield* parse(log.read(), followed, reading);
    }

    const { candidates, wrapper } = first;
    return {
      files: await Array.fromAsync(paths, ({ path }) => describeLog(path).catch(() => ({ path }))),
      candidates,
      formats: formatsOf(first, all),
      share: candidates[0].share,
      inside: wrapper?.names ?? [],
      timezoneUsed: () => (zone.isUsed() ? timezone : null),
      redactor,
      canReadAgain: false,
      peeked: () =>
        all.flatMap(({ reading }) => (reading ? recordsOf(reading.lines, reading.candidates[0].format) : [])),
      earlier: async function* () {
        for (const followed of all) {
          const { earlier, reading, log } = followed;
          if (reading && earlier.tail.length > 0)
            yield* parse(onePage(log.path, earlier.tail), followed, reading);
        }
      },
      read: () => asTheyCome(all.map(read)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function formatsOf(first: Reading, all: readonly Followed[]): [string, ...string[]] {
  const name = ({ candidates: [{ format }] }: Reading) => format.name;
  const others = all.flatMap(({ reading }) => (reading ? [name(reading)] : []));
  return [name(first), ...new Set(others.filter((other) => other !== name(first)))];
}

/** What the head of a log says holds for the lines that are read, though it is none of them. */
async function* afterHead(
  file: string,
  head: readonly string[],
  pages: AsyncIterable<LinePage>,
): AsyncGenerator<LinePage> {
  yield { file, firstNumber: 1, texts: head, tooLong: [] };
  yield* pages;
}

async function* withoutHead(pages: AsyncGenerator<ParsedPage>): AsyncGenerator<ParsedPage> {
  await pages.next();
  yield* pages;
}

async function* onePage(file: string, texts: readonly string[]): AsyncGenerator<LinePage> {
  yield { file, firstNumber: 1, texts, tooLong: [] };
}

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

const NOTHING: Earlier = { head: [], tail: [] };
const SAMPLE_LINES = 1000;
/** By as many lines endpoints are learned. */
const ENDPOINT_LINES = 20_000;
