import { nowUs } from './clock.ts';
import { followLogs } from './follow-log.ts';
import { type OpenLog, openLog } from './open-log.ts';
import { planReplay } from './plan-replay.ts';
import { isClosed, isFollowing, type ReplayOptions } from './replay-options.ts';
import { nothingToReplay } from './request/nothing-to-replay.ts';
import { redactBody, redactHead } from './request/redact-message.ts';
import { RequestSource } from './request-source.ts';
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
export async function* dryRun(options: DryRunOptions): AsyncGenerator<DryRequest> {
  const log = await (isFollowing(options) ? followLogs(options) : openLog(options));
  try {
    yield* dryRunOf(log, options);
  } finally {
    await log.close();
  }
}

async function* dryRunOf(log: OpenLog, options: DryRunOptions): AsyncGenerator<DryRequest> {
  const target = parseTarget(options.target);
  const rules = { ...options.rules, targetHost: target.host };
  const source = await RequestSource.open(log, rules, options.endpoints);
  await source.check();
  const plan = await planReplay(options, log, rules);
  const { http2 } = readTransport(target, options.transport ?? {}, isClosed(options));
  const writer = http2 ? new Http2Writer(target.origin) : new RequestWriter(target.origin);
  const beganUs = nowUs();
  let left = options.count;
  try {
    for await (const page of plan.arrivals(source.passes(options.once), () => nowUs() - beganUs)) {
      for (const arrival of page.slice(0, left)) {
        const { seq, dueAtUs, request } = arrival;
        yield {
          seq,
          dueAtUs: isClosed(options) ? null : dueAtUs,
          endpoint: request.endpoint,
          protocol: http2 ? 'HTTP/2' : 'HTTP/1.1',
          ...(await writer.write(arrival).then((bytes) => shown(bytes, options.showSecrets), refused)),
        };
        left--;
      }
      if (left <= 0) break;
    }
    if (left === options.count) throw nothingToReplay(source.skipped, source.otherMethods);
    for (const text of source.notes) options.onWarning?.({ text });
  } finally {
    await writer.close();
  }
}

type Written = Pick<DryRequest, 'head' | 'body' | 'redacted' | 'refusal'>;

function shown(bytes: Buffer, showSecrets: boolean): Written {
  const headEnd = bytes.indexOf('\r\n\r\n') + 4;
  const head = bytes.toString('latin1', 0, headEnd);
  const body = bytes.toString('latin1', headEnd);
  if (showSecrets) return { head, body, redacted: false, refusal: null };
  const blotted = { head: redactHead(head), body: redactBody(body) };
  return { ...blotted, redacted: blotted.head !== head || blotted.body !== body, refusal: null };
}

/** It would fail as `protocol` in a run. */
function refused(error: Error): Written {
  return { head: '', body: '', redacted: false, refusal: error.message };
}
