import { decodeBytes } from '../decode-bytes.ts';
import { isSkipped, type Line, type LogRecord, type Skipped } from '../model.ts';

/**
 * One line of a log as a format understands it, as one line of JSON: `{file, line, record}` or `{file, line, skipped}`.
 * Text that is UTF-8 is shown as such, other bytes one character each (latin1); bodies are base64.
 */
export function recordJson({ file, number }: Line, result: LogRecord | Skipped): string {
  if (isSkipped(result)) return JSON.stringify({ file, line: number, skipped: result.skipped });
  const { body, ...rest } = result;
  const record = body === undefined ? rest : { ...rest, body: Buffer.from(body).toString('base64') };
  return JSON.stringify({ file, line: number, record }, readable);
}

function readable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? decodeBytes(value) : value;
}
