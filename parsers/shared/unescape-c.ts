/**
 * Undoes the escapes of C in a logged value, `\xHH \" \\ \n \r \t \b \f \v`, exactly once and from left to right. Right for
 * nginx, which writes but the first, as well as for Apache. Any other backslash stands for itself.
 */
export function unescapeC(text: string): string {
  return text.includes('\\') ? text.replace(ESCAPE, unescapeOne) : text;
}

const ESCAPE = /\\(?:x([\da-fA-F]{2})|["\\nrtbfv])/g;
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

function unescapeOne(sequence: string, hex: string | undefined): string {
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  const letter = sequence.charAt(1);
  return NAMED[letter] ?? letter;
}
