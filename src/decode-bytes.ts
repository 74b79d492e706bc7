/**
 * Makes readable text of a log's bytes, which the stages carry one character per byte: valid UTF-8 is decoded, and
 * anything else is left as it is (ISO 8859-1, or text that was decoded before).
 */
export function decodeBytes(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\x00-\xff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
