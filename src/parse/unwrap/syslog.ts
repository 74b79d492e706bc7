import type { Layer } from './wrapper.ts';

/**
 * The heads of syslog, as files and journalctl have them: RFC 5424; RFC 3164 with and without priority and host; the same
 * with an ISO stamp (rsyslog, `-o short-iso`), seconds (`short-unix`, `short-monotonic`) or the whole date (`short-full`).
 */
export const syslog: Layer = {
  name: 'syslog',
  open: () => unwrapSyslog,
};

const PRIORITY = '(?:<\\d{1,3}>)?';
const ISO = '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?';
const TRADITIONAL = '[A-Z][a-z]{2} [ \\d]\\d (?:\\d{4} )?\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?';
const FULL = '[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? [A-Z]{2,5}';
const SECONDS = '\\d{9,10}\\.\\d{6}|\\[ *\\d{1,9}\\.\\d{6}\\]';
const TAG = '[\\w./@()-]{1,64}(?:\\[[\\w.-]{1,32}\\])?:';

/** Stamp, host, tag. Where no tag follows, JSON has to: much else begins with a stamp and a word. */
const HEAD = new RegExp(
  `^${PRIORITY}(?:${ISO}|${TRADITIONAL}|${FULL}|${SECONDS}) (?:(?:[^ ]{1,255} )?${TAG}(?: |$)|[^ {]{1,255} +(?=\\{))`,
);
const RFC_5424 =
  /^<\d{1,3}>\d{1,2} (?:-|\d{4}-\d\d-\d\dT[^ ]{8,24}) [^ ]{1,255} [^ ]{1,48} [^ ]{1,128} [^ ]{1,32} /;

function unwrapSyslog(line: string): string | undefined {
  const head = HEAD.exec(line);
  if (head !== null) return line.slice(head[0].length);
  if (!line.startsWith('<')) return undefined;
  const modern = RFC_5424.exec(line);
  return modern === null ? undefined : afterStructuredData(line, modern[0].length);
}

/** After `-` or `[id name="value" …]`…, in which `\"` and `\]` are escaped; a BOM may begin the message. */
function afterStructuredData(line: string, from: number): string | undefined {
  let at = from;
  if (line.charAt(at) === '-') at++;
  while (line.charAt(at) === '[') {
    at = endOfElement(line, at);
    if (at === -1) return undefined;
  }
  if (at === from || (at < line.length && line.charAt(at) !== ' ')) return undefined;
  const message = line.slice(at + 1);
  return message.startsWith('\xef\xbb\xbf') ? message.slice(3) : message;
}

function endOfElement(line: string, from: number): number {
  let quoted = false;
  for (let at = from + 1; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '\\' && quoted) at++;
    else if (character === '"') quoted = !quoted;
    else if (character === ']' && !quoted) return at + 1;
  }
  return -1;
}
