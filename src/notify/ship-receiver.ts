import { createHash } from 'node:crypto';
import type { Call } from './call.ts';
import { basicAuthorization, parseReceiver, type Receiver } from './receiver.ts';
import type { ShipLine } from './ship-line.ts';

export type ShipReceiver = Receiver<ShipKind>;

const KINDS = ['loki', 'betterstack'] as const;
type ShipKind = (typeof KINDS)[number];

/** Reads what `--ship` is given: `loki:URL`, `betterstack:URL`. */
export function parseShipReceiver(text: string): ShipReceiver {
  return parseReceiver(text, '--ship', KINDS, ({ hostname, pathname }) => {
    if (pathname.endsWith('/loki/api/v1/push')) return 'loki';
    return /\.betterstackdata\.com$|\.logs\.betterstack\.com$/.test(hostname) ? 'betterstack' : undefined;
  });
}

/** By what the lines that wait for a receiver are known: the same whatever its password is, and nothing of it can be read in it. */
export function spoolName({ kind, url, credentials }: ShipReceiver): string {
  return `${kind}-${createHash('sha256')
    .update(`${credentials?.user ?? ''}@${url}`)
    .digest('hex')
    .slice(0, 16)}`;
}

/** Some lines of one run, as the receiver wants them. */
export function shipCall(receiver: ShipReceiver, lines: readonly ShipLine[], version: string): Call {
  const call = receiver.kind === 'loki' ? lokiCall(receiver, lines) : betterStackCall(receiver, lines);
  const headers = { 'Content-Type': 'application/json', 'User-Agent': `reprise/${version}`, ...call.headers };
  return { ...call, method: 'POST', headers };
}

type OwnPart = Pick<Call, 'url' | 'headers' | 'body'>;

/** Labels are few and alike for all lines of a run: Loki makes a stream of each combination. */
function lokiCall(receiver: ShipReceiver, lines: readonly ShipLine[]): OwnPart {
  const url = new URL(receiver.url);
  const tenant = url.searchParams.get('tenant');
  url.searchParams.delete('tenant');
  if (url.pathname === '/') url.pathname = '/loki/api/v1/push';
  const name = lines[0]?.run_name ?? null;
  return {
    url: url.href,
    headers: { ...basicAuthorization(receiver), ...(tenant !== null && { 'X-Scope-OrgID': tenant }) },
    body: JSON.stringify({
      streams: [
        {
          stream: { job: 'reprise', ...(name !== null && { run_name: name }) },
          values: lines.map((line) => [line.timestamp_ns, JSON.stringify(line)]),
        },
      ],
    }),
  };
}

/** The token of a source stands before the host. */
function betterStackCall({ url, credentials }: ShipReceiver, lines: readonly ShipLine[]): OwnPart {
  return {
    url,
    headers: credentials === null ? {} : { Authorization: `Bearer ${credentials.user}` },
    body: JSON.stringify(
      lines.map((line) => ({
        dt: rfc3339(line.timestamp_ns),
        level: 'error',
        message: `${line.method} ${line.url} ${line.status ?? line.reason}`,
        ...line,
      })),
    ),
  };
}

function rfc3339(ns: string): string {
  const seconds = Number(ns.slice(0, -9));
  return `${new Date(seconds * 1000).toISOString().slice(0, -5)}.${ns.slice(-9)}Z`;
}
