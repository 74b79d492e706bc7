import type { ReadTime } from './read-time.ts';
import type { Spans } from './scan-line.ts';
import { BETWEEN, strftime } from './strftime.ts';
import type { TemplateField } from './template.ts';
import type { ToUtc } from './zone.ts';

/** When the request of a scanned line started: absent where the format has no time, NaN where the line's cannot be read. */
export type ReadStart = (line: string, durationMs: number) => number | undefined;

interface Stamp {
  readonly rank: number;
  readonly atEnd: boolean;
  readonly slot: number;
  readonly read: ReadTime;
}

/** Prepares the reading of the start out of the stamps of a format, the finest first: less the duration where a stamp is of the end. */
export function createTimeReader(fields: readonly TemplateField[], spans: Spans, toUtc?: ToUtc): ReadStart {
  const { starts, ends } = spans;
  const stamps = fields
    .flatMap(({ role }, slot): Stamp[] =>
      role?.is === 'time' ? [{ rank: role.rank, atEnd: role.atEnd, slot, read: role.read(toUtc) }] : [],
    )
    .concat(putTogether(fields, spans, toUtc))
    .sort((a, b) => a.rank - b.rank);
  if (stamps.length === 0) return () => undefined;

  return (line, durationMs) => {
    for (const { slot, read, atEnd } of stamps) {
      const ms = read(line, starts[slot]!, ends[slot]!);
      if (Number.isNaN(ms)) continue;
      return atEnd && durationMs > 0 ? Math.round((ms - durationMs) * 1000) / 1000 : ms;
    }
    return Number.NaN;
  };
}

/** Several fields, each with a part of one stamp: `%{%d/%b/%Y:%T}t.%{msec_frac}t %{%z}t`. */
function putTogether(fields: readonly TemplateField[], { starts, ends }: Spans, toUtc?: ToUtc): Stamp[] {
  const parts = fields.flatMap(({ role }, slot) => (role?.is === 'timePart' ? [{ ...role, slot }] : []));
  return [false, true].flatMap((atEnd): Stamp[] => {
    const mine = parts.filter((part) => part.atEnd === atEnd);
    if (mine.length === 0) return [];
    const stamp = strftime(
      mine.map(({ format }) => format),
      toUtc,
    );
    const pattern = new RegExp(`^${stamp.pattern}$`);
    let lastText = '';
    let lastMs = Number.NaN;
    const read = (line: string) => {
      let text = '';
      for (const { slot } of mine) text += (text && BETWEEN) + line.slice(starts[slot], ends[slot]);
      if (text === lastText) return lastMs;
      lastText = text;
      const groups = pattern.exec(text);
      lastMs = groups === null ? Number.NaN : stamp.read(groups.slice(1));
      return lastMs;
    };
    return [{ rank: atEnd ? 5 : 0, atEnd, slot: mine[0]!.slot, read }];
  });
}
