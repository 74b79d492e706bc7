import { MARK } from '../../model.ts';
import { parseTemplate } from './parse-template.ts';
import { marked, type Placeholders } from './placeholders.ts';

/** A payload that a rule or a login supplies. */
export interface MarkedPayload {
  readonly body: Uint8Array;
  readonly isMarked: boolean;
}

/**
 * Finds the placeholders of a payload and marks them. Values are written so that it stays what it says it is: JSON, or the
 * fields of a form. What is no text of UTF-8, a picture or something packed, has none.
 */
export function payloadTemplate(
  body: Uint8Array,
  contentType: string | undefined,
  where: string,
  placeholders: Placeholders,
): MarkedPayload {
  const text = textOf(body);
  if (!text?.includes('${')) return { body, isMarked: false };
  const parts = parseTemplate(text, 'payload', where);
  let isQuoted = false;
  const texts = parts.map((part) => {
    if (typeof part === 'string') {
      isQuoted = isQuotedAfter(part, isQuoted);
      return part;
    }
    const place = FORM.test(contentType ?? '')
      ? 'component'
      : JSON_TYPE.test(contentType ?? '') && isQuoted
        ? 'json'
        : 'text';
    return marked(placeholders.number(part.written, place, where));
  });
  return { body: Buffer.from(texts.join('')), isMarked: parts.some((part) => typeof part !== 'string') };
}

function textOf(body: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return text.includes(MARK) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Whether what follows a piece of JSON stands in quotes. */
function isQuotedAfter(json: string, before: boolean): boolean {
  let isQuoted = before;
  for (const [quote] of json.matchAll(/\\.|"/gs)) if (quote === '"') isQuoted = !isQuoted;
  return isQuoted;
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;
const FORM = /^application\/x-www-form-urlencoded\b/i;
