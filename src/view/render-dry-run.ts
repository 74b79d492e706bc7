import type { DryRequest } from './dry-request.ts';
import { formatBytes, formatCount } from './format-units.ts';
import { painter } from './paint.ts';
import { printable, printableBytes } from './printable.ts';
import type { Screen } from './screen.ts';

/** Shows a request that would be sent: when, as what it counts, and its lines as they are. */
export function renderDryRequest(request: DryRequest, { color }: Screen): string {
  const { seq, dueAtUs, session, endpoint, protocol, head, body, refusal } = request;
  const paint = painter(color);
  const due = dueAtUs === null ? 'due when a connection is free' : `due at ${(dueAtUs / 1e6).toFixed(6)} s`;
  const over = protocol === 'HTTP/2' ? '  over HTTP/2' : '';
  const whose = session === null ? '' : `  session ${session}`;
  const title = `# ${seq}  ${due}${whose}${over}  counts as ${printable(`${endpoint.method} ${endpoint.path}`)}`;
  const lines = [paint({ text: title, tone: 'faint' })];
  if (refusal !== null) lines.push(paint({ text: `cannot be sent: ${printable(refusal)}`, tone: 'bad' }));
  else lines.push(...head.split('\r\n').slice(0, -1).map(printableBytes), ...bodyLines(body));
  return `${lines.join('\n')}\n`;
}

/** Says at the end what there was, and what did not happen. */
export function renderDryRunEnd(requests: number, redacted: number): string {
  const secrets =
    redacted === 0 ? '' : `; secrets in ${formatCount(redacted)} of them are REDACTED here (--show-secrets)`;
  const what = requests === 1 ? '1 request' : `${formatCount(requests)} requests`;
  return `${what} of the plan${secrets}. Nothing was sent, nothing is stored.\n`;
}

function bodyLines(body: string): string[] {
  if (body === '') return [];
  const shown = body.slice(0, MOST_BODY).split('\n').map(printableBytes);
  if (body.length > MOST_BODY) shown.push(`… (${formatBytes(body.length)} in all; --json has them)`);
  return [...shown, ''];
}

const MOST_BODY = 4096;
