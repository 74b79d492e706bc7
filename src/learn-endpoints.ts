import { decodeBytes } from './decode-bytes.ts';
import { type Endpoint, isSkipped, type LogRecord } from './model.ts';
import type { OpenLog } from './open-log.ts';
import type { ParsedPage } from './parse/parse-lines.ts';
import { EndpointNamer } from './request/endpoint-namer.ts';
import { parseEndpointRule } from './request/endpoint-rule.ts';
import { learnPaths } from './request/learn-paths.ts';
import type { Redactor } from './request/redactor.ts';

/** How much of a log is looked at before it is replayed: this many lines, or characters. */
const SAMPLE_LINES = 20_000;
const SAMPLE_CHARACTERS = 16 * 1024 * 1024;

/**
 * Learns the endpoints of a log from its beginning: the same log gives the same ones, whatever of it is replayed.
 * What can be read only once (standard input) is learned from the lines by which its format was found out; a log that is
 * followed, from what stood in it before.
 */
export async function learnEndpoints(log: OpenLog, rules: readonly string[] = []): Promise<LearnedEndpoints> {
  const byHand = rules.map(parseEndpointRule);
  const counts = new Map<string, number>();
  const requests = new Set<string>();
  const sampled = log.earlier ?? (log.canReadAgain ? log.read : null);
  const sample = { isAll: false };
  const records = sampled ? sampleOf(sampled(), sample) : log.peeked();
  for await (const { method, target, status } of records) {
    const path = target.replace(/[?#].*/s, '');
    requests.add(`${method} ${path}`);
    // What was not there says nothing about what is: scanners try thousands of names.
    if (status === 404 || status === 400 || method === 'CONNECT') continue;
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  const learn = () =>
    new EndpointNamer(byHand, learnPaths(Array.from(counts, ([target, count]) => ({ target, count }))));
  return {
    namer: learn(),
    // By another namer, since naming is learning too.
    known: () => ({
      seen: nameAll(learn(), requests, log.redactor),
      isAll: sample.isAll && log.earlier === undefined,
    }),
  };
}

export interface LearnedEndpoints {
  readonly namer: EndpointNamer;
  readonly known: () => KnownEndpoints;
}

/** Which endpoints a log has, as far as its beginning tells. */
export interface KnownEndpoints {
  /** Some of them more than once. */
  readonly seen: readonly Pick<Endpoint, 'method' | 'path'>[];
  /** Whether the beginning was all there is. */
  readonly isAll: boolean;
}

function nameAll(
  namer: EndpointNamer,
  requests: ReadonlySet<string>,
  { target: redacted }: Redactor,
): KnownEndpoints['seen'] {
  return Array.from(requests, (request) => {
    const space = request.indexOf(' ');
    const method = request.slice(0, space);
    return { method, path: decodeBytes(redacted(namer.name(method, request.slice(space + 1)).path)) };
  });
}

async function* sampleOf(
  pages: AsyncGenerator<ParsedPage>,
  sample: { isAll: boolean },
): AsyncGenerator<LogRecord> {
  let lines = 0;
  let characters = 0;
  try {
    for await (const { parsed } of pages) {
      for (const { line, result } of parsed) {
        if (!isSkipped(result)) yield result;
        characters += line.text.length;
        if (++lines >= SAMPLE_LINES || characters >= SAMPLE_CHARACTERS) return;
      }
    }
    sample.isAll = true;
  } catch {
    // Whoever reads the log in earnest comes to the same place, and says what is wrong there.
  }
}
