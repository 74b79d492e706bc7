import { decodeBytes } from '../decode-bytes.ts';
import type { DryRequest } from './dry-request.ts';

/**
 * A request that would be sent, as one line of JSON:
 *
 *     seq due_s        its place in the plan, and seconds from the start of the run (null with --rate max)
 *     session          with --sessions: whose it is, counted from 1 as they come up (null: nobody's)
 *     method endpoint  how it will be counted
 *     protocol         HTTP/1.1, or HTTP/2: then head has the headers as the target unpacks them, a line each
 *     head body        as text: UTF-8 where they are that, ISO 8859-1 where they are not; body null where there is none
 *     bytes_base64     all of it, to the byte
 *     redacted         whether something stands for a secret, in the bytes too (--show-secrets tells them as they are)
 *     refusal          why it cannot be written, and would fail; null otherwise
 */
export function dryRequestJson({
  seq,
  dueAtUs,
  session,
  endpoint,
  protocol,
  head,
  body,
  redacted,
  refusal,
}: DryRequest): string {
  return JSON.stringify({
    seq,
    due_s: dueAtUs === null ? null : dueAtUs / 1e6,
    session,
    method: endpoint.method,
    endpoint: endpoint.path,
    protocol,
    head: decodeBytes(head),
    body: body === '' ? null : decodeBytes(body),
    bytes_base64: Buffer.from(head + body, 'latin1').toString('base64'),
    redacted,
    refusal,
  });
}
