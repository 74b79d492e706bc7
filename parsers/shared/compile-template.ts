import type { OpenOptions, ParseLine } from 'reprise/parser';
import { createRecordReader } from './read-record.ts';
import { createScanner, type ScanField, type Spans } from './scan-line.ts';
import { SKIPPED } from './skipped.ts';
import { splitGroup } from './split-group.ts';
import type { Dialect, TemplateField, TemplatePiece } from './template.ts';

/**
 * Makes the function that begins a log of this format. Throws a TypeError where the format says too little to replay it, or
 * where fields that matter stand side by side with nothing that parts them.
 */
export function compileTemplate(
  pieces: readonly TemplatePiece[],
  dialect: Dialect,
): (options?: OpenOptions) => ParseLine {
  const { lead, groups } = groupFields(pieces);
  const fields = groups.flatMap(({ members }) => members);
  const scanFields = groups.map((group, i) => toScanField(group, groups[i - 1]?.after ?? lead, dialect));
  const splits = groupSplits(groups, dialect);

  const open = ({ toUtc }: OpenOptions = {}): ParseLine => {
    const spans = emptySpans(groups.length);
    const scan = createScanner({ lead, fields: scanFields, quoting: dialect.quoting }, spans);
    const members = splits === undefined ? spans : emptySpans(fields.length);
    const read = createRecordReader(fields, members, dialect, toUtc);
    return (line) => {
      if (!scan(line)) return SKIPPED['not-an-access-line'];
      splits?.(line, spans, members);
      return read(line);
    };
  };
  // What is wrong with a format is to be known now, and not when the log is opened.
  open();
  return open;
}

/** Fields that stand side by side with nothing between them, and the literal text after them. */
interface Group {
  readonly members: readonly TemplateField[];
  readonly after: string;
}

function groupFields(pieces: readonly TemplatePiece[]): { lead: string; groups: Group[] } {
  let lead = '';
  const groups: { members: TemplateField[]; after: string }[] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (typeof piece === 'string') {
      if (last === undefined) lead += piece;
      else last.after += piece;
    } else if (last !== undefined && last.after === '') last.members.push(piece);
    else groups.push({ members: [piece], after: '' });
  }
  return { lead, groups };
}

function toScanField({ members, after }: Group, before: string, dialect: Dialect): ScanField {
  const [only] = members.length === 1 ? members : [];
  const quoted = before.endsWith('"') && after.startsWith('"');
  return {
    after,
    shape: only?.shape?.(after),
    bounded: only?.bounded ?? false,
    quoted,
    mayHoldEnd: dialect.quoting === 'raw' || !quoted || members.some(({ role }) => role?.is === 'request'),
  };
}

type SplitAll = (line: string, groups: Spans, members: Spans) => void;

function groupSplits(groups: readonly Group[], dialect: Dialect): SplitAll | undefined {
  if (groups.every(({ members }) => members.length === 1)) return undefined;
  let first = 0;
  const splits = groups.map(({ members }) => {
    const split = splitGroup(members, first, dialect);
    first += members.length;
    return split;
  });
  return (line, { starts, ends }, members) => {
    for (let i = 0; i < splits.length; i++) splits[i]!(line, starts[i]!, ends[i]!, members);
  };
}

function emptySpans(count: number): Spans {
  return { starts: new Int32Array(count), ends: new Int32Array(count) };
}
