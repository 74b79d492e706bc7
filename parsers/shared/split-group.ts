import type { Spans } from './scan-line.ts';
import { bracketedClfShape, clfShape, isoShape, numberShape, statusShape } from './shapes.ts';
import type { Dialect, TemplateField } from './template.ts';

type Split = (line: string, start: number, end: number, spans: Spans) => void;

/**
 * Prepares the parting of fields that stand side by side (`$host$request_uri`, `$uri$is_args$args`, `%U%q`): paths begin with
 * `/`, queries with `?`. `first` is the place of the first of them among all fields.
 */
export function splitGroup(members: readonly TemplateField[], first: number, dialect: Dialect): Split {
  if (members.length === 1) {
    return (_, start, end, { starts, ends }) => {
      starts[first] = start;
      ends[first] = end;
    };
  }
  const shapes = members.map((member) => member.shape?.(''));
  for (const [i, member] of members.entries()) mustPart(member, members[i + 1]);
  const absent = dialect.absent;

  return (line, start, end, { starts, ends }) => {
    let at = start;
    for (const [i, member] of members.entries()) {
      const next = members[i + 1];
      let stop = end;
      if (next !== undefined) {
        const begins = placeOf(line, at, end, next.begins);
        if (begins !== -1) stop = begins;
        else if (next.begins !== undefined) stop = beforeAbsent(line, at, end, members, i, absent);
        else if (member.begins === '?' && member.role === undefined)
          stop = Math.min(at + (line[at] === '?' ? 1 : 0), end);
        else stop = Math.min(end, Math.max(at, shapes[i]?.(line, at) ?? end));
      }
      starts[first + i] = at;
      ends[first + i] = stop;
      at = stop;
    }
  };
}

function placeOf(line: string, at: number, end: number, begins: '/' | '?' | undefined): number {
  const place = begins === undefined ? -1 : line.indexOf(begins, at);
  return place === -1 || place > end ? -1 : place;
}

/** Where the last of them is logged as absent: `/path-` is `/path`, then nothing, then `-`. */
function beforeAbsent(
  line: string,
  at: number,
  end: number,
  members: readonly TemplateField[],
  i: number,
  absent: '-' | '',
): number {
  const vanishes = members.slice(i + 1).every(({ mayVanish }) => mayVanish);
  return !vanishes && absent === '-' && end > at && line[end - 1] === '-' ? end - 1 : end;
}

function mustPart(member: TemplateField, next: TemplateField | undefined): void {
  if (next === undefined || next.begins !== undefined || member.begins === '?') return;
  if (member.shape !== undefined && ENDS_BY_ITSELF.has(member.shape)) return;
  if (member.role === undefined && next.role === undefined) return;
  throw new TypeError(`${member.name} and ${next.name} stand side by side: no one can tell where one ends`);
}

/** Shapes that need nothing after them. */
const ENDS_BY_ITSELF: ReadonlySet<unknown> = new Set([
  numberShape,
  statusShape,
  clfShape,
  bracketedClfShape,
  isoShape,
]);
