import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from './clock.ts';
import { ReplayError } from './errors.ts';
import type { HttpRequest } from './model.ts';
import type { ReplayOptions } from './replay-options.ts';
import { failureReason } from './send/failure-reason.ts';
import { parseTarget } from './send/parse-target.ts';
import { readTransport } from './send/read-transport.ts';
import { resolveAddresses } from './send/resolve-addresses.ts';
import { sendOnce } from './send/send-once.ts';
import type { TransportOptions, TransportWishes } from './send/transport-options.ts';

type WaitOptions = Pick<
  ReplayOptions,
  'target' | 'transport' | 'waitForTargetUs' | 'health' | 'rules' | 'onNote'
>;

/** Asks the target for its health, once a second, until the answer is 2xx; throws once that took too long. Says that it waits. */
export async function waitForTarget(options: WaitOptions, signal?: AbortSignal): Promise<void> {
  const { waitForTargetUs, onNote = () => {} } = options;
  if (waitForTargetUs === undefined) return;
  const { url, transport, request } = healthOf(options);
  const beganUs = nowUs();
  const elapsedS = () => Math.round((nowUs() - beganUs) / 1e6);
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted();
    const leftMs = Math.max(MIN_TIMEOUT_MS, (waitForTargetUs - (nowUs() - beganUs)) / 1000);
    const said = await ask(request, { ...transport, timeoutMs: Math.min(TIMEOUT_MS, leftMs) }, signal);
    signal?.throwIfAborted();
    if (said === null) {
      if (tries > 0) onNote(`${url} is well after ${elapsedS()} s`);
      return;
    }
    const over = nowUs() - beganUs + INTERVAL_MS * 1000 > waitForTargetUs;
    if (over) {
      throw new ReplayError(
        'target',
        `${url} was not answered 2xx within ${duration(waitForTargetUs)} (--wait-for-target); at last: ${said}`,
        'look why it does not come up, or wait longer; --health names another path. Nothing else was sent',
      );
    }
    if (tries === 0)
      onNote(`waiting up to ${duration(waitForTargetUs)} for ${url} to be answered 2xx (${said})`);
    // An abort is seen to by whoever comes next.
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => {});
  }
}

const INTERVAL_MS = 1000;
const TIMEOUT_MS = 5000;
const MIN_TIMEOUT_MS = 100;

/** null: well; else what it answered. */
async function ask(
  request: HttpRequest,
  transport: TransportOptions,
  signal?: AbortSignal,
): Promise<string | null> {
  try {
    const reached = await resolveAddresses(transport);
    const { status } = await sendOnce(
      request,
      0,
      { placeholders: [], seed: 1, captured: {} },
      reached,
      signal,
    );
    return status >= 200 && status < 300 ? null : `answered ${status}`;
  } catch (error) {
    return failureReason(error as Error);
  }
}

/** A path is one of the target; an address is asked for by itself, and for nothing else. */
function healthOf({ target, transport = {}, health = '/', rules }: WaitOptions): {
  readonly url: string;
  readonly transport: TransportOptions;
  readonly request: HttpRequest;
} {
  const isPath = health.startsWith('/');
  const { pathname, search, origin } = new URL(isPath ? `http://localhost${health}` : health);
  const path = `${pathname}${search}`;
  const own = parseTarget(target);
  const asked = isPath ? own : parseTarget(origin);
  const request: HttpRequest = {
    ...{ position: 0, recorded: {}, requestId: 0, endpoint: { id: 0, method: 'GET', path } },
    method: 'GET',
    host: isPath && typeof rules.host === 'object' ? rules.host.name : undefined,
    path,
    headers: ['Accept', '*/*'],
  };
  return {
    url: `${asked.name}${path}`,
    transport: readTransport(
      asked,
      asked.name === own.name ? transport : elsewhere(transport, asked.origin),
      false,
    ),
    request,
  };
}

/** What is said of the way to the target is not about another host, but for whom to trust. */
function elsewhere({ ca, insecure }: TransportWishes, origin: string): TransportWishes {
  return origin.startsWith('https:') ? { ca, insecure } : {};
}

function duration(us: number): string {
  const seconds = us / 1e6;
  return seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60}m` : `${Math.round(seconds * 10) / 10}s`;
}
