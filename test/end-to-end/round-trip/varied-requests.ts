import { createRandom, oneOf, type Random, whole } from '../../../fixtures/make/random.ts';

export interface TrafficOptions {
  /** Whether requests carry bodies that the log will hold. */
  readonly bodies: boolean;
}

/**
 * Requests as they go over the wire, one character per byte, the same for the same seed. Whatever a client may send and a log
 * has to write down is among them: percent-encoding in both cases, UTF-8 and other bytes, quotes, backslashes, brackets,
 * empty headers, `//`, `;`, escapes of escapes, long targets, many methods, bodies of any bytes, HTTP/1.0.
 */
export function variedRequests(seed: number, count: number, { bodies }: TrafficOptions): string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => variedRequest(random, bodies));
}

function variedRequest(random: Random, bodies: boolean): string {
  const withBody = bodies && random() < 0.15;
  const method = oneOf(random, withBody ? BODY_METHODS : BODYLESS);
  const version = random() < 0.02 ? '1.0' : '1.1';
  const headers = [`Host: ${oneOf(random, HOSTS)}`, 'Connection: keep-alive'];
  if (random() < 0.9) headers.push(`User-Agent: ${headerValue(random)}`);
  if (random() < 0.6) headers.push(`Referer: ${referer(random)}`);
  if (random() < 0.3)
    headers.push(`Cookie: sid=${text(random, TOKENS, 1, 12)}; theme=${headerValue(random)}`);
  const body = withBody ? text(random, BODY_PIECES, 0, 40) : '';
  if (withBody) headers.push(`Content-Type: ${oneOf(random, TYPES)}`, `Content-Length: ${body.length}`);
  return `${method} ${target(random, withBody)} HTTP/${version}\r\n${headers.join('\r\n')}\r\n\r\n${body}`;
}

function target(random: Random, withBody: boolean): string {
  const root = withBody ? '/api/' : oneOf(random, ROOTS);
  const many = random() < 0.01 ? whole(random, 200, 700) : whole(random, 0, 6);
  const path = root + text(random, withBody ? DOTLESS : PATH_PIECES, many, many);
  if (random() < 0.4) return path;
  const pairs = whole(random, 0, 4);
  return `${path}?${Array.from({ length: pairs }, () => `${text(random, QUERY_PIECES, 0, 3)}=${text(random, QUERY_PIECES, 0, 5)}`).join('&')}`;
}

function referer(random: Random): string {
  return oneOf(random, [
    () => `https://www.shop.example/${text(random, PATH_PIECES, 0, 5)}`,
    () => `https://search.example/?q=${text(random, QUERY_PIECES, 0, 6)}`,
    () => headerValue(random),
  ])();
}

/** Without the white space around it, which is not part of a value. */
function headerValue(random: Random): string {
  if (random() < 0.5) return oneOf(random, AGENTS);
  return text(random, HEADER_PIECES, 0, 10).replace(/^[ \t]+|[ \t]+$/g, '');
}

function text(random: Random, pieces: readonly string[], from: number, to: number): string {
  return Array.from({ length: whole(random, from, to) }, () => oneOf(random, pieces)).join('');
}

const BODYLESS = 'GET GET GET GET GET GET GET HEAD OPTIONS DELETE PROPFIND REPORT M-SEARCH'.split(' ');
const BODY_METHODS = ['POST', 'POST', 'PUT', 'PATCH'];
export const METHODS = [...new Set([...BODYLESS, ...BODY_METHODS])];

const HOSTS = [
  'shop.example',
  'www.shop.example',
  'WWW.Shop.Example:8080',
  '192.0.2.7',
  '[2001:db8::7]:8080',
];
const ROOTS = ['/', '/', '/', '/missing/', '/broken/', '/old/', '//'];
const TOKENS = ['a', 'b7', 'C', '-', '_', '.', '%3D', '=', '"q"'];

const PLAIN = words('shop a B 42 - _ . ~ index.html 0 \xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac \xc3\xbc');
const ENCODED = words('%20 %2F %2f %c3%a9 %C3%A9 %e2%9C%93 %25 %2500 %2522 %5C %5cx22 %7e %0A %0d');
const MARKS = words("/ // ; ;v=1 , : @ ! $ & ' ( ) * + =");
/** What clients send although they should encode it. */
const RAW = [...words(String.raw`" \ \x22 \" \\ < > [ ] { } | ^ ${'`'} \u00e9`), '\xff', '\xfe', '\x80'];
const PATH_PIECES = [...PLAIN, ...PLAIN, ...PLAIN, ...ENCODED, ...MARKS, ...RAW, '/../', '/./', '%2e%2e/'];
/** With these, what begins with `/api/` stays there. */
const DOTLESS = PATH_PIECES.filter((piece) => !/\.|%2e/i.test(piece));
const QUERY_PIECES = [...PLAIN, ...PLAIN, ...ENCODED, ...MARKS, ...RAW, ...words('? / # %00 % %zz %E')];
const SPACED = [' ', ' ', '\t', '" "', '" 200 ', ' - '];
const HEADER_PIECES = [...PLAIN, ...MARKS, ...RAW, ...SPACED, ...words(String.raw`# % - ? \x5C \t`)];
const CONTROLS = ['\r\n', '\n', '\0', '\x01', '\x1b', '\x7f', '\xc3', '\xe2\x80\xa8'];
const BODY_PIECES = [...HEADER_PIECES, ...CONTROLS, '{"a":"b\\"c"}', '&a=b'];

const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'curl/8.5.0',
  'Agent "quoted" back\\slash',
  ...['"', '\\', '\\"', '-', ''],
];
const TYPES = ['application/json', 'text/plain; charset=utf-8', 'application/octet-stream'];

function words(list: string): string[] {
  return list.split(' ');
}
