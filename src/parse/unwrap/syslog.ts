import { stampMs } from './stamp.ts';
import type { Layer } from './wrapper.ts';

/**
 * The heads of syslog, as files and journalctl have them: RFC 5424; RFC 3164 with and without priority and host; the same
 * with an ISO stamp (rsyslog, `-o short-iso`), seconds (`short-unix`, `short-monotonic`) or the whole date (`short-full`).
 */
export const syslog: Layer = {
  name: 'syslog',
  open: (options) => {
    let stamp = '';
    return {
      unwrap: (line) => {
        const head = HEAD.exec(line);
        if (head !== null) {
          stamp = head[1]!;
          return withTabs(line.slice(head[0].length));
        }
        const modern = RFC_5424.exec(line);
        if (modern === null) return undefined;
        stamp = modern[1]!;
        return afterStructuredData(line, modern[0].length);
      },
      writtenAtMs: () => stampMs(stamp, options),
    };
  },
};

const PRIORITY = '(?:(?:\\d{1,5} )?<\\d{1,3}>)?';
const ISO = '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?';
const TRADITIONAL = '[A-Z][a-z]{2} [ \\d]\\d (?:\\d{4} )?\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?';
const FULL = '[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? [A-Z]{2,5}';
const SECONDS = '\\d{9,10}\\.\\d{6}|\\[ *\\d{1,9}\\.\\d{6}\\]';
const TAG = '[\\w./@()-]{1,64}(?:\\[[\\w.-]{1,32}\\])?:';
/** What some put before JSON, so that rsyslog knows it for that. */
const COOKIE = '(?:@cee: ?)?';

/** Stamp, host, tag. Where no tag follows, JSON has to: much else begins with a stamp and a word. */
const HEAD = new RegExp(
  `^${PRIORITY}(${ISO}|${TRADITIONAL}|${FULL}|${SECONDS}) (?:(?:[^ ]{1,255} )?${TAG}(?: |$)${COOKIE}|[^ {]{1,255} +(?=\\{))`,
);
/** In files the priority is often left out. */
const RFC_5424 =
  /^(?:(?:\d{1,5} )?<\d{1,3}>)?\d{1,2} (-|\d{4}-\d\d-\d\dT[^ ]{8,24}) [^ ]{1,255} [^ ]{1,48} [^ ]{1,128} [^ ]{1,32} (?=-|\[)/;

/** rsyslog writes a tab as `#011`. Only lines of many fields had tabs in them that their server did not escape. */
function withTabs(text: string): string {
  const first = text.indexOf('#011');
  if (first === -1 || text.includes('\t')) return text;
  const second = text.indexOf('#011', first + 4);
  return second === -1 || !text.includes('#011', second + 4) ? text : text.replaceAll('#011', '\t');
}

/** In UTF-8. */
const BOM = '\xef\xbb\xbf';

/** After `-` or `[id name="value" …]`…, in which `\"` and `\]` are escaped; a BOM may begin the message. */
function afterStructuredData(line: string, start: number): string | undefined {
  let at = start;
  if (line.charAt(at) === '-') at++;
  while (line.charAt(at) === '[') {
    at = endOfElement(line, at);
    if (at === -1) return undefined;
  }
  if (at === start || (at < line.length && line.charAt(at) !== ' ')) return undefined;
  // rsyslog keeps the space that stood after the tag where it makes this of the older form.
  const from = line.startsWith(' ', at + 1) ? at + 2 : at + 1;
  return withTabs(line.slice(line.startsWith(BOM, from) ? from + BOM.length : from));
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
