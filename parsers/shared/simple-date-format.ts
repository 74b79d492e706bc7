/** A pattern of Java's SimpleDateFormat, which Tomcat has in `%{…}t`, in the words of strftime. */
export function simpleDateFormat(pattern: string): string {
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*|%/g, (text, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll('%', '%%');
    return text === '%' ? '%%' : (WORDS[text] ?? LETTERS[text.charAt(0)] ?? unknown(text));
  });
}

const WORDS: Readonly<Record<string, string>> = { yy: '%y', MMM: '%b', MMMM: '%B', EEEE: '%A', SSS: '%L' };
const LETTERS: Readonly<Record<string, string>> = {
  y: '%Y',
  M: '%m',
  d: '%d',
  H: '%H',
  h: '%I',
  m: '%M',
  s: '%S',
  a: '%p',
  E: '%a',
  D: '%j',
  S: '%L',
  z: '%Z',
  Z: '%z',
  X: '%z',
};

function unknown(text: string): never {
  throw new TypeError(`${text}: no known part of a time`);
}
