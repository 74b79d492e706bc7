import type { Sample } from 'reprise/parser';
import { byteArray } from './byte-array.ts';

const NOON_MS = Date.UTC(2026, 10, 20, 12);

/** Lines as nginx (`escape=json`), pino-http, Caddy and an ECS logger write them, with what they mean. */
export const jsonSamples: readonly Sample[] = [
  {
    line:
      `{"msec":"1795176000.250","remote_addr":"192.0.2.7","request":"GET /caf` +
      '\xc3\xa9' +
      String.raw`/\"x\"?a=1 HTTP/1.1","status":"200","http_host":"shop.example","scheme":"https","http_user_agent":"curl/8.5.0","http_referer":"","request_body":"","request_time":"0.250"}`,
    expect: {
      method: 'GET',
      target: '/caf\xc3\xa9/"x"?a=1',
      startedAtMs: NOON_MS,
      host: 'shop.example',
      scheme: 'https',
      headers: [['User-Agent', 'curl/8.5.0']],
      body: new Uint8Array(0),
      status: 200,
      durationMs: 250,
      client: '192.0.2.7',
    },
  },
  {
    line: `{"level":30,"time":1795176000004,"hostname":"web-1","req":{"id":2,"method":"POST","url":"/api/cart","headers":{"host":"shop.example","content-type":"application/json","content-length":"9"},"remoteAddress":"192.0.2.7"},"res":{"statusCode":201},"responseTime":4,"msg":"request completed"}`,
    expect: {
      method: 'POST',
      target: '/api/cart',
      startedAtMs: NOON_MS,
      host: 'shop.example',
      headers: [
        ['host', 'shop.example'],
        ['content-type', 'application/json'],
        ['content-length', '9'],
      ],
      status: 201,
      durationMs: 4,
      client: '192.0.2.7',
    },
  },
  {
    line: `{"level":"info","ts":1795176000.5,"logger":"http.log.access.log0","msg":"handled request","request":{"remote_ip":"192.0.2.7","client_ip":"192.0.2.7","proto":"HTTP/2.0","method":"GET","host":"shop.example","uri":"/shop/123","headers":{"User-Agent":["curl/8.5.0"],"Accept":["*/*"],"Cookie":["REDACTED"]},"tls":{"version":772}},"bytes_read":0,"duration":0.5,"size":512,"status":200}`,
    expect: {
      method: 'GET',
      target: '/shop/123',
      startedAtMs: NOON_MS,
      host: 'shop.example',
      scheme: 'https',
      headers: [
        ['User-Agent', 'curl/8.5.0'],
        ['Accept', '*/*'],
      ],
      status: 200,
      durationMs: 500,
      client: '192.0.2.7',
    },
  },
  {
    line: String.raw`{"@timestamp":"2026-11-20T12:00:00.020Z","http":{"request":{"method":"PUT","body":{"content":"n=\u00e9"}},"response":{"status_code":204}},"url":{"path":"/caf\u00e9","query":"a=1","domain":"shop.example","scheme":"http"},"event":{"duration":20000000},"source":{"ip":"192.0.2.7"},"user_agent":{"original":"curl/8.5.0"}}`,
    expect: {
      method: 'PUT',
      target: '/caf\xc3\xa9?a=1',
      startedAtMs: NOON_MS,
      host: 'shop.example',
      scheme: 'http',
      headers: [['User-Agent', 'curl/8.5.0']],
      body: byteArray('n=\xc3\xa9'),
      status: 204,
      durationMs: 20,
      client: '192.0.2.7',
    },
  },
  {
    line: String.raw`{"msec":"1795176000.000","request":"\u0016\u0003\u0001","method":"","status":"400"}`,
    expect: { skipped: 'not-http' },
  },
  {
    line: '{"level":30,"time":1795176000004,"msg":"listening on 3000"}',
    expect: { skipped: 'not-an-access-line' },
  },
];
