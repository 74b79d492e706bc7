/** Undoes the escapes of Tomcat's access log, `\" \\ \n \r \t \f \b \uHHHH`, where each `\u` stands for one byte. */
export function unescapeJava(text: string): string {
  return text.includes('\\') ? text.replace(ESCAPE, unescapeOne) : text;
}

const ESCAPE = /\\(?:u00([\da-fA-F]{2})|["\\nrtbfv])/g;
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

function unescapeOne(whole: string, hex: string | undefined): string {
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  return NAMED[whole.charAt(1)] ?? whole.charAt(1);
}
