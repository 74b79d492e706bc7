import { clientsOf } from './clients-of.ts';
import { nowUs } from './clock.ts';
import { followLogs } from './follow-log.ts';
import type { Arrival } from './model.ts';
import { type OpenLog, openLog } from './open-log.ts';
import { planReplay } from './plan-replay.ts';
import { redactSpeech } from './redact-speech.ts';
import { isClosed, isFollowing, type ReplayOptions, sessionKeyOf } from './replay-options.ts';
import { nothingToReplay } from './request/nothing-to-replay.ts';
import type { Redactor } from './request/redactor.ts';
import type { Rewriting } from './request/rewriting/compile-rewriting.ts';
import { RequestSource } from './request-source.ts';
import { fillingOf, rewritingOf, shownPlaceholders } from './rewriting-of.ts';
import { Http2Writer } from './send/http2-writer.ts';
import { parseTarget } from './send/parse-target.ts';
import { readTransport } from './send/read-transport.ts';
import { RequestWriter } from './send/request-writer.ts';
import type { DryRequest } from './view/dry-request.ts';

export interface DryRunOptions extends ReplayOptions {
  /** How many requests are told, at most. */
  readonly count: number;
  /** Whether secrets are told as they are. */
  readonly showSecrets: boolean;
}

/**
 * Tells the first requests of a replay as they would be written, and when each would be due. Nothing is sent, not even the
 * target is tried, and nothing is stored.
 */
export async function* dryRun(asked: DryRunOptions): AsyncGenerator<DryRequest> {
  const { options, error } = redactSpeech(asked);
  try {
    const { rewriting } = await rewritingOf(options);
    if (await clientsOf(options)) options.onWarning?.({ text: NO_CLIENT });
    const log = await (isFollowing(options) ? followLogs(options) : openLog(options));
    try {
      yield* dryRunOf(log, options, rewriting);
    } finally {
      await log.close();
    }
  } catch (cause) {
    throw error(cause);
  }
}

const NO_CLIENT =
  '--client: requests are shown as the client gets them; it is not started, and none of its hooks is called';

async function* dryRunOf(
  log: OpenLog,
  options: DryRunOptions,
  rewriting: Rewriting,
): AsyncGenerator<DryRequest> {
  const target = parseTarget(options.target);
  const rules = { ...options.rules, rewriting, targetHost: target.host, sessionKey: sessionKeyOf(options) };
  const source = await RequestSource.open(log, rules, options.endpoints);
  await source.check();
  const plan = await planReplay(options, log, rules);
  const { http2 } = readTransport(target, options.transport ?? {}, isClosed(options));
  const write = showing(target.origin, http2, rewriting, options, log.redactor);
  const sessions = new Map<number, number>();
  const beganUs = nowUs();
  let left = options.count;
  try {
    for await (const page of plan.arrivals(source.passes(options.once), () => nowUs() - beganUs)) {
      for (const arrival of page.slice(0, left)) {
        const { seq, dueAtUs, request } = arrival;
        yield {
          seq,
          dueAtUs: isClosed(options) ? null : dueAtUs,
          session: placeOf(request.session, sessions),
          endpoint: request.endpoint,
          protocol: http2 ? 'HTTP/2' : 'HTTP/1.1',
          ...(await write.request(arrival).catch((error: Error) => refused(error, options, log.redactor))),
        };
        left--;
      }
      if (left <= 0) break;
    }
    if (left === options.count) throw nothingToReplay(source.skipped, source.otherMethods, rules.filter);
    for (const text of source.notes) options.onWarning?.({ text });
  } finally {
    await write.close();
  }
}

/** Which session of those that come up it is, from 1: what tells it apart may be a secret. */
function placeOf(session: number | undefined, known: Map<number, number>): number | null {
  if (session === undefined) return null;
  const place = known.get(session) ?? known.size + 1;
  known.set(session, place);
  return place;
}

type Written = Pick<DryRequest, 'head' | 'body' | 'redacted' | 'refusal'>;

/**
 * Writes requests for showing them. Nobody has logged in: what a login would bring stands there by its name. So does what the
 * environment holds, unless secrets are to be shown; the length of a payload is that of what would be sent all the same.
 */
function showing(
  origin: string,
  http2: boolean,
  { placeholders }: Rewriting,
  { seed, showSecrets }: DryRunOptions,
  redactor: Redactor,
) {
  const writer = (named: boolean) => {
    const filling = fillingOf({ placeholders: shownPlaceholders(placeholders, !named) }, seed);
    return http2 ? new Http2Writer(origin, filling) : new RequestWriter(origin, filling);
  };
  const exact = writer(false);
  const named = writer(true);
  return {
    async request(arrival: Arrival): Promise<Written> {
      const { head, body } = parts(await exact.write(arrival));
      if (showSecrets) return { head, body, redacted: false, refusal: null };
      const written =
        arrival.request.marked === undefined ? { head, body } : parts(await named.write(arrival));
      const length = CONTENT_LENGTH.exec(head)?.[0];
      const shownHead = redactor.head(
        length === undefined ? written.head : written.head.replace(CONTENT_LENGTH, length),
      );
      const shownBody = redactor.body(written.body);
      return {
        head: shownHead,
        body: shownBody,
        redacted: shownHead !== head || shownBody !== body,
        refusal: null,
      };
    },
    async close(): Promise<void> {
      await Promise.all([exact.close(), named.close()]);
    },
  };
}

const CONTENT_LENGTH = /^content-length: \d+/im;

function parts(bytes: Buffer): Pick<Written, 'head' | 'body'> {
  const headEnd = bytes.indexOf('\r\n\r\n') + 4;
  return { head: bytes.toString('latin1', 0, headEnd), body: bytes.toString('latin1', headEnd) };
}

/** It would fail as `protocol` in a run. */
function refused({ message }: Error, { showSecrets }: DryRunOptions, { line }: Redactor): Written {
  return { head: '', body: '', redacted: false, refusal: showSecrets ? message : line(message) };
}
