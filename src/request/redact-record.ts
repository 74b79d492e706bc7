import type { LogRecord } from '../model.ts';
import { redactHeader } from './redact-header.ts';
import { redactBody } from './redact-message.ts';
import { redactTarget } from './redact-target.ts';

/** A record with its secrets replaced, for showing it. */
export function redactRecord(record: LogRecord): LogRecord {
  const { target, headers, body } = record;
  return {
    ...record,
    target: redactTarget(target),
    ...(headers && { headers: headers.map(redactHeader) }),
    ...(body && { body: Buffer.from(redactBody(Buffer.from(body).toString('latin1')), 'latin1') }),
  };
}
