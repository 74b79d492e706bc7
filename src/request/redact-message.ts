import { redactHeader } from './redact-header.ts';
import { redactLine } from './redact-line.ts';
import { redactTarget } from './redact-target.ts';

/**
 * Replaces the secrets in a request as it is written, for showing it: in the query and in the values of headers. With HTTP/2
 * the query is in the header `:path`.
 */
export function redactHead(head: string): string {
  const [requestLine = '', ...lines] = head.split('\r\n');
  if (requestLine.startsWith(':')) return [requestLine, ...lines].map(redactHeaderLine).join('\r\n');
  return [redactRequestLine(requestLine), ...lines.map(redactHeaderLine)].join('\r\n');
}

/** The same for a body: in members of JSON, and in the fields of a form. */
export function redactBody(body: string): string {
  const isForm = /^[^\s={["<]+=/.test(body);
  return isForm ? redactTarget(`?${body}`).slice(1) : redactLine(body);
}

function redactRequestLine(line: string): string {
  const [method = '', target = '', version = ''] = line.split(' ');
  return `${method} ${redactTarget(target)} ${version}`;
}

function redactHeaderLine(line: string): string {
  const colon = line.indexOf(':', 1);
  const name = line.slice(0, colon);
  if (colon === -1) return line;
  if (name === ':path') return `${name}: ${redactTarget(line.slice(colon + 2))}`;
  return `${name}: ${redactHeader([name, line.slice(colon + 2)])[1]}`;
}
