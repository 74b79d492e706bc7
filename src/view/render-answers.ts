import type { SavedAnswer } from '../model.ts';
import { formatBytes, formatCount } from './format-units.ts';
import { type Paint, painter, statusTone } from './paint.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';
import type { Screen } from './screen.ts';

/** Shows the answers that a run kept: the first and the last of each endpoint and status, headers and body. */
export function renderAnswers({ answers = [], run }: Report, { color }: Screen): string {
  const paint = painter(color);
  if (answers.length === 0) return `${whyNone(run.options.save_bodies, run.prunedAt !== null)}\n`;
  return answers.map((answer) => `${answerLines(answer, paint).join('\n')}\n`).join('\n');
}

function whyNone(asked: unknown, isPruned: boolean): string {
  if (isPruned) return 'answers were deleted when the run was pruned';
  if (asked === 'failed') return 'no answer was kept: none had 4xx or 5xx (--save-bodies failed)';
  return asked === 'sample'
    ? 'no answer was kept: none came'
    : 'no answers were kept: run --save-bodies failed, or sample';
}

function answerLines(answer: SavedAnswer, paint: Paint): string[] {
  const { endpoint, status, place, seq, target, headers, body } = answer;
  const title = `${printable(`${endpoint.method} ${endpoint.path}`)}  ${whatCame(answer)}  ${place}: request ${formatCount(seq)}`;
  const what = target === null ? [] : [paint({ text: printable(target), tone: 'faint' })];
  const lines = headers === '' ? [] : headers.split('\n');
  return [
    paint({ text: title, tone: statusTone(status) }),
    ...what,
    ...lines.map((line) => paint({ text: printable(line), tone: 'faint' })),
    '',
    ...(body === null || body === ''
      ? []
      : body.split(/\r?\n/).map((line) => printable(line.replaceAll('\t', '    ')))),
    ...notShown(answer).map((text) => paint({ text, tone: 'faint' })),
  ];
}

/** The status, and what is amiss with the answer. */
export function whatCame({ result, status }: Pick<SavedAnswer, 'result' | 'status'>): string {
  if (result === 'answered') return String(status);
  const isWhole = result === 'judged' || result === 'client';
  return `${status}, ${isWhole ? '' : 'broken off: '}${result}`;
}

/** What is not shown of the body. */
export function notShown({ body, bodyBytes, headers }: SavedAnswer): string[] {
  if (bodyBytes === 0) return ['(no body)'];
  if (body === null) return [`(${formatBytes(bodyBytes)} that are no text)`];
  const packed = /^content-encoding: (?!identity)(.*)$/im.exec(headers)?.[1];
  if (packed !== undefined)
    return [`(${formatBytes(bodyBytes)} of ${printable(packed)}; unpacked, this is at most the beginning)`];
  return bodyBytes > MOST_WHOLE ? [`(the beginning of ${formatBytes(bodyBytes)})`] : [];
}

/** What is longer is not kept whole. */
const MOST_WHOLE = 16 * 1024;
