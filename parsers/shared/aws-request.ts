import type { Skipped } from 'reprise/parser';
import { parseRequestLine } from './request-line.ts';
import { SKIPPED } from './skipped.ts';
import { type SplitUrl, splitUrl } from './split-url.ts';
import { unescapeHex } from './unescape-hex.ts';

/** A request as AWS's load balancers log it, with what they put before the path taken off again. */
export interface AwsRequest extends SplitUrl {
  readonly method: string;
}

/**
 * Reads the request field of an ALB or a classic ELB: `GET https://shop.example:443/a?b HTTP/1.1`. The client sent the path;
 * scheme, host and port are what the load balancer adds. `- http://host:80- -` stands for a request that it could not read,
 * `- - - ` for a connection that was no HTTP.
 */
export function parseAwsRequest(field: string, status: number): AwsRequest | Skipped {
  if (/^- - -\s*$/.test(field)) return SKIPPED['not-http'];
  if (field.startsWith('- ')) return SKIPPED['bad-request-line'];
  const request = parseRequestLine(field.includes('\\x') ? unescapeHex(field) : field, status);
  if ('skipped' in request) return request;
  const url = splitUrl(request.target);
  return url === undefined ? SKIPPED['bad-request-line'] : { method: request.method, ...url };
}
