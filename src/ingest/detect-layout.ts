/** How the entries of a log are written down: a line each, or as parts of JSON text that runs over many lines. */
export type Layout = 'lines' | JsonLayout;

/** `[{…}, {…}]`; `{"log": {"entries": [{…}]}}`; and `{…} {…}` where each runs over several lines, as jq prints them. */
export type JsonLayout = 'array' | 'har' | 'objects';

/** Tells the layout by the beginning of a log; undefined where more of it is needed. */
export function detectLayout(head: Buffer): Layout | undefined {
  const first = firstVisible(head);
  if (first === undefined) return head.length < LOOK_AHEAD ? undefined : 'lines';
  if (head[first] !== OPEN_BRACE && head[first] !== OPEN_BRACKET) return 'lines';
  const start = head.toString('latin1', first, LOOK_AHEAD);
  const isCut = head.length < LOOK_AHEAD;
  if (start[0] === '[') {
    // A line of text may begin with a time in brackets.
    const [inside] = /^\[\s*(.?)/s.exec(start)!.slice(1);
    if (inside === '') return isCut ? undefined : 'lines';
    return inside === '{' ? 'array' : 'lines';
  }
  if (HAR.test(start)) return 'har';
  // Objects of one line each are the rule; who prints one over several lines breaks it behind the first brace.
  if (/^\{[ \t]*\r?\n/.test(start)) return isCut && mayBecomeHar(start) ? undefined : 'objects';
  return isCut && mayBecomeHar(start) && !start.includes('\n') ? undefined : 'lines';
}

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
/** The entries of a HAR stand behind its pages, of which there may be some. */
const LOOK_AHEAD = 256 * 1024;

const HAR =
  /^\{\s*"log"\s*:\s*\{\s*(?="(?:version|creator|browser|pages|comment|entries)")[\s\S]*?"entries"\s*:\s*\[/;

function firstVisible(head: Buffer): number | undefined {
  for (let i = 0; i < head.length; i++) if (head[i] > 0x20) return i;
  return undefined;
}

/** Whether the text, as far as it goes, is how a HAR begins. */
function mayBecomeHar(start: string): boolean {
  const compact = start.slice(0, 200).replace(/\s+/g, '');
  return compact.length < HAR_START.length
    ? HAR_START.startsWith(compact)
    : compact.startsWith(HAR_START) &&
        /^(?:version|creator|browser|pages|comment|entries|[a-z]*$)/.test(compact.slice(HAR_START.length));
}

const HAR_START = '{"log":{"';
