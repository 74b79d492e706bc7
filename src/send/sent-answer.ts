import type { SentAnswer } from './client.ts';

/** What `send` of a client told of an answer; throws where that is none. */
export function readSentAnswer(sent: unknown): SentAnswer {
  if (typeof sent !== 'object' || sent === null) throw new TypeError(SHAPE);
  const { status = 0, headers = {}, body, bytes = 0 } = sent as SentAnswer;
  if (!Number.isInteger(status) || status < 0 || status > MAX_STATUS) {
    throw new TypeError('send: a status is a whole number from 1 to 999');
  }
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw new TypeError('send: bytes are a whole number');
  const isBody = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  if (!isBody) throw new TypeError('send: a body is text or bytes');
  if (typeof headers !== 'object' || headers === null) throw new TypeError('send: headers are an object');
  return sent as SentAnswer;
}

const SHAPE = 'send returned no answer: { status, headers, body, bytes }, or some of them';
const MAX_STATUS = 999;
