import type { Sample, Skipped } from 'reprise/parser';
import { durationIn, EMPTY_FIELD_MAP } from './shared/empty-field-map.ts';
import type { JsonObject } from './shared/find-field.ts';
import { jsonLines } from './shared/json-lines.ts';
import { memberOf } from './shared/member-of.ts';
import { plainText } from './shared/plain-text.ts';
import { SKIPPED } from './shared/skipped.ts';

const samples: readonly Sample[] = [
  {
    line: `{"time":"2026-11-20T12:00:00.384Z","resourceId":"/SUBSCRIPTIONS/X/FRONTDOORS/FD","category":"FrontdoorAccessLog","operationName":"Microsoft.Network/FrontDoor/AccessLog/Write","properties":{"trackingReference":"0abc","httpMethod":"GET","httpVersion":"2.0.0.0","requestUri":"https://shop.example:443/shop?a=b","requestBytes":"720","responseBytes":"15","userAgent":"curl/8.5.0","clientIp":"192.0.2.7","clientPort":"4711","timeTaken":"0.384","securityProtocol":"TLS 1.2","httpStatusCode":"200","referer":"https://shop.example/"}}`,
    expect: {
      method: 'GET',
      target: '/shop?a=b',
      startedAtMs: Date.UTC(2026, 10, 20, 12),
      durationMs: 384,
      host: 'shop.example',
      scheme: 'https',
      headers: [
        ['Referer', 'https://shop.example/'],
        ['User-Agent', 'curl/8.5.0'],
      ],
      status: 200,
      client: '192.0.2.7',
    },
  },
];

/** Reads the access log of Azure Front Door: `time` is when the answer was delivered, `timeTaken` is in seconds. */
export const azureFrontDoor = jsonLines({
  name: 'azure-front-door',
  title: 'Azure Front Door, access log',
  samples,
  prepare,
  map: {
    ...EMPTY_FIELD_MAP,
    method: ['httpMethod'],
    target: ['requestUri'],
    host: ['hostName'],
    scheme: ['scheme'],
    status: ['httpStatusCode', 'httpStatus'],
    endedAt: ['at'],
    duration: durationIn('s', 'timeTaken'),
    client: ['clientIp', 'clientIP', 'socketIp'],
    header: { Referer: ['referer', 'referrer'], 'User-Agent': ['userAgent'] },
  },
});
export default azureFrontDoor;

/** Behind an origin shield the request from node to node is logged as well. */
function prepare(object: JsonObject): JsonObject | Skipped {
  const properties = memberOf(object, 'properties');
  const names = `${plainText(object.category)} ${plainText(object.operationName)}`.toLowerCase();
  const known = /front-?door/.test(names) && names.includes('access');
  if (!known || !('httpMethod' in properties)) return SKIPPED['not-an-access-line'];
  if (plainText(properties.isReceivedFromClient) === 'false') return SKIPPED.internal;
  const scheme = plainText(properties.requestProtocol).toLowerCase();
  return { ...properties, at: object.time ?? object.timestamp ?? object.timeStamp, scheme };
}
