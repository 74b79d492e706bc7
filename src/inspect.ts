import { learnEndpoints } from './learn-endpoints.ts';
import { isSkipped, type LogRecord } from './model.ts';
import { type LogOptions, type OpenLog, openLog } from './open-log.ts';
import { checkInTime } from './parse/check-in-time.ts';
import { loadFormat } from './parse/load-format.ts';
import type { ParsedLine } from './parse/parse-lines.ts';
import type { Problem } from './parse/problem.ts';
import { redactSpeech } from './redact-speech.ts';
import { bodyMissing } from './request/body-missing.ts';
import { Catalogue } from './request/catalogue.ts';
import type { Redactor } from './request/redactor.ts';
import { requestMaker } from './request/request-maker.ts';
import type { RequestRules } from './request/request-rules.ts';
import { SelectionNotes } from './request/selection-notes.ts';
import { SkipCounter } from './request/skip-counter.ts';
import { TrafficProfile } from './summarize/traffic-profile.ts';
import type { Inspection } from './view/inspection.ts';

export interface InspectOptions extends LogOptions {
  /** By which it is decided what would be replayed. */
  readonly rules: RequestRules;
  /** Endpoints that are named by hand, `GET /shop/{id}/…`: the first that fits. */
  readonly endpoints?: readonly string[];
}

/** Reads a whole log and tells what is in it, and what a replay would do with it. Sends nothing. */
export async function inspect(asked: InspectOptions): Promise<Inspection> {
  const { options, error } = redactSpeech(asked);
  try {
    const log = await openLog(options);
    try {
      return await inspectLog(log, options);
    } finally {
      await log.close();
    }
  } catch (cause) {
    throw error(cause);
  }
}

async function inspectLog(log: OpenLog, options: InspectOptions): Promise<Inspection> {
  const catalogue = new Catalogue((await learnEndpoints(log, options.endpoints)).namer, log.redactor);
  const notes = new SelectionNotes();
  const make = requestMaker(options.rules, catalogue, notes);
  const skips = new SkipCounter(log.redactor);
  const profile = new TrafficProfile();
  let lines = 0;
  for await (const { parsed } of log.read()) {
    lines += parsed.length;
    for (const { line, result } of parsed) {
      const made = isSkipped(result) ? result.skipped : make(result, line.text);
      if (made === 'body-missing' && options.rules.bodyMissing === 'error') {
        throw bodyMissing(result as LogRecord, line, log.redactor);
      }
      if (typeof made === 'string') {
        skips.add(made, line, result);
        if (!isSkipped(result)) profile.addLeftOut(result);
      } else profile.add({ ...(result as LogRecord), body: made.body }, made.endpoint);
    }
    // Nothing is stored here: what was to be must not pile up.
    catalogue.takeAdded();
  }
  notes.requireTimes();
  for (const sentence of notes.sentences(options.rules)) options.onWarning?.({ text: sentence });
  const found = profile.result();
  const { text } = log.redactor;
  return {
    files: log.files.map(({ path, bytes }) => ({ path: text(path), bytes: bytes ?? null })),
    format: formatOf(log),
    timezone: log.timezoneUsed(),
    lines,
    skipped: skips.counts(),
    ...found,
    methods: found.methods.map(([method, count]) => [text(method), count]),
    methodsLeftOut: found.methodsLeftOut.map(([method, count]) => [text(method), count]),
    hosts: found.hosts.map(([host, count]) => [text(host), count]),
  };
}

export interface RecordsOptions extends LogOptions {
  /** Whether secrets are told as they are; `REDACTED` stands for them otherwise. */
  readonly showSecrets?: boolean;
}

/** Every line of a log as its format understands it, for those who debug a format. */
export async function* inspectRecords(asked: RecordsOptions): AsyncGenerator<ParsedLine> {
  const { options, error } = redactSpeech(asked);
  try {
    const log = await openLog(options);
    try {
      for await (const { parsed } of log.read()) {
        yield* options.showSecrets ? parsed : parsed.map((line) => withoutSecrets(line, log.redactor));
      }
    } finally {
      await log.close();
    }
  } catch (cause) {
    throw error(cause);
  }
}

function withoutSecrets({ line, result }: ParsedLine, { record, text }: Redactor): ParsedLine {
  const file = text(line.file);
  return { line: { ...line, file }, result: isSkipped(result) ? result : record(result) };
}

/** Checks a format of somebody's own against what every format owes; resolves to what is wrong with it. */
export async function checkParser(file: string): Promise<Problem[]> {
  return checkInTime(await loadFormat(file), CHECK_MS);
}

/** A good format takes a second or two. */
const CHECK_MS = 60_000;

function formatOf({ candidates: [chosen, second], formats, share, inside }: OpenLog): Inspection['format'] {
  const { name, title } = chosen.format;
  return {
    name,
    title,
    inside,
    others: formats.slice(1),
    share,
    runnerUp: second ? { name: second.format.name, share: second.share } : null,
  };
}
