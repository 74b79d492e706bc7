/**
 * Gives back the bytes that a program read as ISO 8859-1 and wrote as UTF-8: `\xc3\x83\xc2\xa9` was `\xc3\xa9`. Text
 * that cannot have come about so is left as it is.
 */
export function undoDoubleUtf8(text: string): string {
  if (!HIGH.test(text) || !ONLY_LATIN1.test(text)) return text;
  return text.replace(PAIR, (_, lead: string, trail: string) =>
    String.fromCharCode(((lead.charCodeAt(0) & 0x03) << 6) | (trail.charCodeAt(0) & 0x3f)),
  );
}

const HIGH = /[\x80-\xff]/;
const ONLY_LATIN1 = /^(?:[\0-\x7f]|[\xc2\xc3][\x80-\xbf])*$/;
const PAIR = /([\xc2\xc3])([\x80-\xbf])/g;
