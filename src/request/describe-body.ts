import { createHash } from 'node:crypto';
import { decodeBytes } from '../decode-bytes.ts';
import type { GivenPayload } from './given-payload.ts';
import { redactLine } from './redact-line.ts';

/** What is stored of a rule: enough to give it again and to see whether its file is still the same; secrets redacted. */
export function describeBody({ name, body, file, contentType }: GivenPayload & { readonly name: string }) {
  return {
    requests: name,
    file: file?.slice(1) ?? null,
    text: file === undefined ? redactLine(decodeBytes(Buffer.from(body).toString('latin1'))) : null,
    bytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
    content_type: contentType ?? null,
  };
}
