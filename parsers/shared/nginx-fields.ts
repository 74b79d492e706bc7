import { clientAddress, firstAddress } from './client-address.ts';
import { headerName } from './header-name.ts';
import { clfReader, epochReader, instantReader } from './read-time.ts';
import { clfShape, isoShape, listShape, numberShape, statusShape, tokenShape, wordShape } from './shapes.ts';
import type { TemplateField } from './template.ts';

type Field = Omit<TemplateField, 'name'>;

const NUMBER: Field = { shape: numberShape, bounded: true };
const TOKEN: Field = { shape: tokenShape, bounded: true };
const LIST: Field = { shape: listShape };
const FREE: Field = {};

/** nginx stamps a line when the request has ENDED. */
const atEnd = true;

/** Variables of nginx that mean something to a replay, or whose shape helps to tell where they end. */
const VARIABLES: Readonly<Record<string, Field>> = {
  request: { role: { is: 'request' } },
  request_method: { ...TOKEN, role: { is: 'method' } },
  request_uri: { begins: '/', role: { is: 'target' } },
  uri: { begins: '/', role: { is: 'target', decoded: true } },
  document_uri: { begins: '/', role: { is: 'target', decoded: true } },
  is_args: { begins: '?', mayVanish: true },
  args: { role: { is: 'query' } },
  query_string: { role: { is: 'query' } },
  scheme: { ...TOKEN, role: { is: 'scheme' } },
  request_scheme: { ...TOKEN, role: { is: 'scheme' } },
  https: { ...TOKEN, role: { is: 'https' } },
  http_host: { role: { is: 'host', rank: 0 } },
  host: { role: { is: 'host', rank: 1 } },
  server_name: { role: { is: 'host', rank: 2 } },
  server_port: { ...NUMBER, role: { is: 'port' } },
  server_protocol: TOKEN,
  request_body: { role: { is: 'body' } },
  content_type: { role: { is: 'header', name: 'Content-Type' } },
  content_length: { role: { is: 'contentLength' } },
  http_content_length: { role: { is: 'contentLength' } },
  msec: { ...NUMBER, role: { is: 'time', rank: 1, read: () => epochReader(0.001), atEnd } },
  time_iso8601: { shape: isoShape, bounded: true, role: { is: 'time', rank: 2, read: instantReader, atEnd } },
  time_local: { shape: clfShape, bounded: true, role: { is: 'time', rank: 3, read: clfReader, atEnd } },
  request_time: { ...NUMBER, role: { is: 'duration', rank: 0, msPerUnit: 1000 } },
  upstream_response_time: { ...LIST, role: { is: 'duration', rank: 1, msPerUnit: 1000 } },
  status: { shape: statusShape, bounded: true, role: { is: 'status', rank: 0 } },
  upstream_status: { ...LIST, role: { is: 'status', rank: 1 } },
  remote_addr: { ...TOKEN, role: { is: 'client', rank: 0 } },
  the_real_ip: { ...TOKEN, role: { is: 'client', rank: 1 } },
  realip_remote_addr: { ...TOKEN, role: { is: 'client', rank: 2 } },
  proxy_protocol_addr: { ...TOKEN, role: { is: 'client', rank: 3 } },
  proxy_add_x_forwarded_for: { ...LIST, role: { is: 'client', rank: 4, read: firstAddress } },
  binary_remote_addr: { role: { is: 'client', rank: 5, read: binaryAddress } },
  remote_user: FREE,
  body_bytes_sent: NUMBER,
  bytes_sent: NUMBER,
  bytes_received: NUMBER,
  request_length: NUMBER,
  connection: NUMBER,
  connection_requests: NUMBER,
  connection_time: NUMBER,
  remote_port: NUMBER,
  pid: NUMBER,
  gzip_ratio: NUMBER,
  req_id: TOKEN,
  request_id: TOKEN,
  hostname: TOKEN,
  server_addr: TOKEN,
  /** Not nginx's own: headers that stand without quotes, so that the first must be taken for one word. */
  bare_referer: { shape: wordShape, role: { is: 'header', name: 'Referer' } },
  bare_user_agent: { role: { is: 'header', name: 'User-Agent' } },
  http_x_forwarded_for: { ...LIST, role: { is: 'header', name: 'X-Forwarded-For' } },
};

/** What a variable of nginx is, known or not: those that are not are read over. */
export function nginxField(variable: string): TemplateField {
  const name = `$${variable}`;
  const known = Object.hasOwn(VARIABLES, variable) ? VARIABLES[variable] : undefined;
  if (known !== undefined) return { name, ...known };
  if (variable.startsWith('http_'))
    return { name, role: { is: 'header', name: headerName(variable.slice(5)) } };
  if (variable.startsWith('cookie_')) return { name, role: { is: 'cookie', name: variable.slice(7) } };
  if (variable.startsWith('upstream_') && !/^upstream_(?:http|cookie|trailer)_/.test(variable)) {
    return { name, ...LIST };
  }
  return { name };
}

function binaryAddress(bytes: string): string | undefined {
  if (bytes.length !== 4) return undefined;
  return clientAddress([...bytes].map((byte) => byte.charCodeAt(0)).join('.'));
}
