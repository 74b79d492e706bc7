import type { Call } from './call.ts';
import { messageText } from './message-text.ts';
import { basicAuthorization, parseReceiver, type Receiver } from './receiver.ts';
import type { RunMessage } from './run-message.ts';

/** `healthchecks` is told of start and failure, too, `betterstack` of failure; `plain` only hears of success. */
export type PingReceiver = Receiver<PingKind>;

const KINDS = ['healthchecks', 'betterstack', 'plain'] as const;
type PingKind = (typeof KINDS)[number];

/** Reads what `--ping` is given: `healthchecks:URL`, `betterstack:URL`, `plain:URL`, or a URL, which tells. */
export function parsePing(text: string): PingReceiver {
  return parseReceiver(text, '--ping', KINDS, ({ hostname, pathname }) => {
    if (hostname === 'hc-ping.com') return 'healthchecks';
    const isHeartbeat = /(?:^|\.)betterstack\.com$/.test(hostname) && pathname.includes('/heartbeat/');
    return isHeartbeat ? 'betterstack' : 'plain';
  });
}

/** That a run begins; null where nobody wants to know. */
export function startCall(ping: PingReceiver, version: string): Call | null {
  if (ping.kind !== 'healthchecks') return null;
  return { method: 'GET', url: under(ping, 'start'), headers: headersOf(ping, version) };
}

/** That it ended; null where silence is what tells of it. */
export function endCall(ping: PingReceiver, message: RunMessage): Call | null {
  const headers = headersOf(ping, message.version);
  if (message.verdict === 'passed') return { method: 'GET', url: ping.url, headers };
  if (ping.kind === 'plain') return null;
  return {
    method: 'POST',
    url: under(ping, 'fail'),
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
    body: messageText(message),
  };
}

function headersOf(ping: PingReceiver, version: string): Record<string, string> {
  return { 'User-Agent': `reprise/${version}`, ...basicAuthorization(ping) };
}

/** The query stays where it is. */
function under({ url }: PingReceiver, word: string): string {
  const address = new URL(url);
  address.pathname = `${address.pathname.replace(/\/$/, '')}/${word}`;
  return address.href;
}
