/** Undoes the escapes of a JSON string whose bytes are one character each; text beyond ASCII in `\uXXXX` becomes UTF-8. */
export function unescapeJson(text: string): string {
  return text.includes('\\') ? text.replace(ESCAPE, unescapeOne) : text;
}

const ESCAPE =
  /\\(?:u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})|u([\da-fA-F]{4})|["\\/bfnrt])/g;
const NAMED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unescapeOne(whole: string, high?: string, low?: string, single?: string): string {
  if (high === undefined && single === undefined) return NAMED[whole.charAt(1)] ?? whole.charAt(1);
  const units = [high ?? single, low].flatMap((hex) => (hex === undefined ? [] : [Number.parseInt(hex, 16)]));
  return units[0]! < 0x80
    ? String.fromCharCode(units[0]!)
    : Buffer.from(String.fromCharCode(...units), 'utf8').toString('latin1');
}
