/**
 * Undoes nginx's escaping of a logged value, `\xHH` for a byte, exactly once and from left to right: `\x5Cx22` is
 * the four characters `\x22`. Any other backslash stands for itself.
 */
export function unescapeHex(text: string): string {
  let at = text.indexOf('\\');
  if (at === -1) return text;
  let plain = '';
  let copied = 0;
  while (at !== -1) {
    const byte = text.charCodeAt(at + 1) === LOWER_X ? hexByte(text, at + 2) : -1;
    if (byte === -1) {
      at = text.indexOf('\\', at + 1);
    } else {
      plain += text.slice(copied, at) + String.fromCharCode(byte);
      copied = at + 4;
      at = text.indexOf('\\', copied);
    }
  }
  return plain + text.slice(copied);
}

const LOWER_X = 0x78;

function hexByte(text: string, at: number): number {
  const high = hexDigit(text.charCodeAt(at));
  const low = hexDigit(text.charCodeAt(at + 1));
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x41 + 10;
  if (code >= 0x61 && code <= 0x66) return code - 0x61 + 10;
  return -1;
}
