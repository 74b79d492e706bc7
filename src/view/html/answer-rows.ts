import type { SavedAnswer } from '../../model.ts';
import { printable } from '../printable.ts';
import { notShown, whatCame } from '../render-answers.ts';
import type { Report } from '../report.ts';
import { embedJson } from './embed-json.ts';
import { type NameTable, short } from './name-table.ts';
import type { AnswersPart } from './page-tables.ts';

/** The answers that a run kept, as many as there is room for; null where they were not asked for. */
export function answerRows({ answers }: Report, names: NameTable): AnswersPart | null {
  if (answers === undefined) return null;
  const rows: AnswersPart['rows'][number][] = [];
  let room = ROOM;
  for (const answer of answers) {
    const row = rowOf(answer, names);
    room -= embedJson(row).length;
    if (room < 0) break;
    rows.push(row);
  }
  return { rows, all: answers.length };
}

function rowOf(answer: SavedAnswer, names: NameTable): AnswersPart['rows'][number] {
  const { endpoint, place, seq, target, headers, body } = answer;
  const isCut = body !== null && body.length > LONGEST;
  return {
    name: names.placeOf(endpoint.id),
    result: whatCame(answer),
    ...{ place, seq },
    target: target === null ? null : short(target),
    headers: lines(headers),
    body: body === null ? null : lines(body.slice(0, LONGEST)),
    notShown: isCut ? ['(the rest is in reprise report --bodies)'] : notShown(answer),
  };
}

/** Line by line, so that line ends stay what they are. */
function lines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => printable(line.replaceAll('\t', '    ')))
    .join('\n');
}

const LONGEST = 4000;
const ROOM = 200_000;
