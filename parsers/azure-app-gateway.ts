import type { Sample, Skipped } from 'reprise/parser';
import { clientAddress } from './shared/client-address.ts';
import type { Draft } from './shared/draft.ts';
import { EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { memberOf } from './shared/member-of.ts';
import { plainText } from './shared/plain-text.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: `{"resourceId":"/SUBSCRIPTIONS/X/APPLICATIONGATEWAYS/GW","operationName":"ApplicationGatewayAccess","timestamp":"2026-11-20T12:00:00.205Z","category":"ApplicationGatewayAccessLog","properties":{"instanceId":"ApplicationGatewayRole_IN_0","clientIP":"192.0.2.7","clientPort":46886,"httpMethod":"GET","requestUri":"/shop","requestQuery":"a=b&X-AzureApplicationGateway-CACHE-HIT=0&SERVER-ROUTED=10.4.0.4&X-AzureApplicationGateway-LOG-ID=874f1f0f&SERVER-STATUS=404","userAgent":"Mozilla/5.0+(X11)","httpStatus":404,"httpVersion":"HTTP/1.0","receivedBytes":65,"sentBytes":553,"timeTaken":205,"sslEnabled":"off","host":"shop.example"}}`,
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      durationMs: 205,
      host: 'shop.example',
      scheme: 'http',
      headers: [['User-Agent', 'Mozilla/5.0 (X11)']],
      status: 404,
      client: '192.0.2.7',
    },
  },
  {
    line: `{"timeStamp":"2026-11-20T12:00:00.25+00:00","resourceId":"/SUBSCRIPTIONS/X/APPLICATIONGATEWAYS/GW","listenerName":"https","category":"ApplicationGatewayAccessLog","properties":{"instanceId":"appgw_2","clientIP":"192.0.2.7","httpMethod":"GET","originalRequestUriWithArgs":"/shop?a=b","requestUri":"/rewritten","requestQuery":"a=b","userAgent":"curl/8.5.0","httpStatus":200,"httpVersion":"HTTP/1.1","timeTaken":0.25,"sslEnabled":"on","serverRouted":"10.0.0.1:80","serverStatus":"200","originalHost":"shop.example","host":"10.0.0.1"}}`,
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      durationMs: 250,
      host: 'shop.example',
      scheme: 'https',
      headers: [['User-Agent', 'curl/8.5.0']],
      status: 200,
      client: '192.0.2.7',
    },
  },
];

/** Reads the access log of Azure's Application Gateway, v1 (`timeTaken` in ms) and v2 (in s). */
export const azureAppGateway = jsonLines({
  name: 'azure-app-gateway',
  title: 'Azure Application Gateway, access log',
  samples,
  prepare,
  finish,
  // v1 writes a port that it does not know as a bare dash.
  mend: (line) => line.replace('"clientPort":-,', '"clientPort":null,'),
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['httpMethod'],
    target: ['originalRequestUriWithArgs', 'requestUri'],
    query: ['query'],
    host: ['originalHost', 'host'],
    scheme: ['scheme'],
    status: ['httpStatus', 'httpStatusCode'],
    endedAt: ['at'],
    duration: { ...EMPTY_FIELD_MAP.duration, s: ['timeTakenS'], ms: ['timeTakenMs'] },
    client: ['clientIP', 'clientIp'],
    header: { 'User-Agent': ['userAgent'], Referer: ['referer', 'referrer'] },
  },
});
export default azureAppGateway;

function prepare(object: JsonObject): JsonObject | Skipped {
  const properties = memberOf(object, 'properties');
  const known = /^ApplicationGatewayAccess/i.test(plainText(object.category ?? object.operationName));
  if (!known || !('httpMethod' in properties)) return SKIPPED['not-an-access-line'];
  const { timeTaken, requestQuery, sslEnabled, userAgent } = properties;
  const isV1 =
    /^ApplicationGatewayRole/i.test(plainText(properties.instanceId)) && !plainText(timeTaken).includes('.');
  return {
    ...properties,
    at: object.timeStamp ?? object.time ?? object.timestamp,
    [isV1 ? 'timeTakenMs' : 'timeTakenS']: timeTaken,
    query: typeof requestQuery === 'string' ? withoutOwnParameters(requestQuery) : undefined,
    scheme: sslEnabled === 'on' ? 'https' : sslEnabled === 'off' ? 'http' : undefined,
    userAgent: isV1 && typeof userAgent === 'string' ? userAgent.replaceAll('+', ' ') : userAgent,
  };
}

/** v1 appends what it did with the request to the query. */
function withoutOwnParameters(query: string): string {
  const at = query.search(/(?:^|&)X-AzureApplicationGateway-CACHE-HIT=/);
  return at === -1 ? query : query.slice(0, at);
}

function finish(record: Draft): Draft {
  const client = record.client === undefined ? undefined : clientAddress(record.client);
  if (client !== undefined) record.client = client;
  return record;
}
