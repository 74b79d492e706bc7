import type { Run, StoredRequest } from '../model.ts';

/**
 * The words of a curl call that sends a stored request again to the target of its run: what rules
 * made of it is sent, and what the run sent with every request; secrets, and what was filled in, as they are stored. What the log held beside method and target is not stored.
 */
export function curlWords({ target: reached, options }: Run, request: StoredRequest): string[] {
  const [, socketPath] = /^unix:(.*)$/.exec(reached) ?? [];
  const origin = socketPath === undefined ? reached : 'http://localhost';
  const { method } = request.endpoint;
  const target = (request.sentTarget ?? request.target).replace(NOT_PLAIN, percentEncode);
  const how = method === 'HEAD' ? ['-I'] : method === 'GET' ? ['-i'] : ['-i', '-X', method];
  // Braces and dots are meant as they stand; what curl would take off or turn round is given to it in another way.
  const where = CURL_CHANGES.test(target)
    ? ['--request-target', target, `${origin}/`]
    : ['-g', '--path-as-is', `${origin}${target}`];
  const through = socketPath === undefined ? [] : ['--unix-socket', socketPath];
  return ['curl', ...how, ...through, ...transportWords(origin, options), ...headerWords(options), ...where];
}

/** What the run sent and the call lacks, as it is not stored, in words; none where that is nothing that was asked for. */
export function lackingInCurl({ options: { host, bodies, servername } }: Run): string[] {
  const lacking: string[] = [];
  if (host === 'log') lacking.push("the log's host (--host log)");
  if (Array.isArray(bodies) && bodies.length > 0) lacking.push('payloads (--body)');
  if (typeof servername === 'string') lacking.push('the name for TLS (--servername)');
  return lacking;
}

const NOT_PLAIN = /[^\x21-\x7e]+/g;
/** A fragment, backslashes, and whatever is no path. */
const CURL_CHANGES = /[#\\]|^(?!\/)/;

/** How the run reached its target, in curl's own options. */
function transportWords(origin: string, options: Run['options']): string[] {
  const { http2, insecure, resolve } = options;
  const version = origin.startsWith('https:') ? '--http2' : '--http2-prior-knowledge';
  const files = [
    ['--cacert', options.ca],
    ['--cert', options.cert],
    ['--key', options.key],
  ].flatMap(([option, file]) => (typeof file === 'string' ? [option as string, file] : []));
  const rules = Array.isArray(resolve) ? resolve.flatMap((rule) => ['--resolve', String(rule)]) : [];
  return [...(http2 === true ? [version] : []), ...(insecure === true ? ['-k'] : []), ...files, ...rules];
}

function headerWords({ host, headers }: Run['options']): string[] {
  const sent: string[] = [];
  if (typeof host === 'object' && host !== null && 'name' in host) sent.push(`Host: ${host.name}`);
  if (Array.isArray(headers)) for (const [name, value] of headers) sent.push(`${name}: ${value}`);
  return sent.flatMap((header) => ['-H', header]);
}

function percentEncode(text: string): string {
  return Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
    '',
  );
}
