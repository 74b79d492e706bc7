import { decodeBytes } from '../decode-bytes.ts';
import type { Header, LogRecord } from '../model.ts';
import { type FindSpans, matchSpans } from './match-spans.ts';
import { redactEscaped } from './redact-escaped.ts';
import { redactHeader } from './redact-header.ts';
import { redactLine } from './redact-line.ts';
import { redactBody, redactHead } from './redact-message.ts';
import { redactSpans } from './redact-spans.ts';
import { redactTarget } from './redact-target.ts';

/**
 * Replaces what must not be stored or shown: what can be told to be a secret, and what the user's own expressions match. Text
 * goes in and comes out with one character per byte, but for `text`.
 */
export interface Redactor {
  /** How many expressions of the user's it has. */
  readonly expressions: number;
  readonly target: (target: string) => string;
  readonly header: (header: Header) => Header;
  readonly line: (line: string) => string;
  /** Of a request as it is written. */
  readonly head: (head: string) => string;
  readonly body: (body: string) => string;
  readonly record: (record: LogRecord) => LogRecord;
  /** What the user's expressions match, and no more: for text that is no log's, for people. */
  readonly text: (text: string) => string;
}

/** Makes one for a user's expressions (RE2); without any, what can be told to be a secret is all. Complains of what is no expression. */
export function createRedactor(expressions: readonly string[] = []): Redactor {
  const find = expressions.length === 0 ? null : matchSpans(expressions, '--redact');
  const also = (builtIn: (text: string) => string) => (find === null ? builtIn : withOwn(builtIn, find));
  const target = also(redactTarget);
  const body = also(redactBody);
  const text = find === null ? asItIs : withOwn(asItIs, find);
  const header = ([name, value]: Header): Header => {
    const shown = redactHeader([name, value])[1];
    return [text(name), find === null ? shown : withOwn(() => shown, find)(value)];
  };
  return {
    expressions: expressions.length,
    target,
    header,
    line: also(redactLine),
    head: also(redactHead),
    body,
    record: (record) => redactRecord(record, { target, header, body, text }),
    text,
  };
}

/** Expressions are matched as text where it is that, and what is escaped also as what it stands for. */
function withOwn(builtIn: (text: string) => string, find: FindSpans): (text: string) => string {
  return (bytes) => {
    const shown = builtIn(bytes);
    const text = decodeBytes(bytes);
    const own = redactEscaped(redactSpans(text, decodeBytes(shown), find), find);
    return text === bytes ? own : Buffer.from(own).toString('latin1');
  };
}

function asItIs(text: string): string {
  return text;
}

function redactRecord(
  record: LogRecord,
  redact: Pick<Redactor, 'target' | 'header' | 'body' | 'text'>,
): LogRecord {
  const { method, target, headers, body, host, client } = record;
  return {
    ...record,
    method: redact.text(method),
    target: redact.target(target),
    ...(headers && { headers: headers.map(redact.header) }),
    ...(host !== undefined && { host: redact.text(host) }),
    ...(client !== undefined && { client: redact.text(client) }),
    ...(body && { body: Buffer.from(redact.body(Buffer.from(body).toString('latin1')), 'latin1') }),
  };
}
