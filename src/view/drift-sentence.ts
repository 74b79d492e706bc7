import type { Drift, DriftCell } from '../model.ts';
import { endpointNamer } from './endpoint-tables.ts';
import { formatCount, formatShare } from './format-units.ts';
import type { Tone } from './paint.ts';
import type { Report } from './report.ts';

/** Says in a sentence whether the target answered as the log recorded; null where there is nothing to say of it. */
export function driftSentence(report: Report): { readonly text: string; readonly tone: Tone } | null {
  const { drift } = report.summary;
  if (drift === undefined) return null;
  const { compared, same, unexplained, noise, notCompared } = drift;
  if (compared === 0 && noise === 0) {
    if (notCompared.noStatus === 0) return null;
    return {
      text: 'nothing can be compared with the log: it holds no status of what was answered',
      tone: 'warn',
    };
  }
  const explained = explainedCount(drift);
  const parts = [`${formatShare(same, compared)} answered as recorded`];
  if (explained > 0) parts.push(`${formatShare(explained, compared)} changed for a known reason`);
  if (unexplained > 0) parts.push(unexplainedPart(report, drift));
  if (noise > 0)
    parts.push(`${formatCount(noise)} changed by ${noise === 1 ? 'itself' : 'themselves'}, left out`);
  const left = notComparedPart(drift);
  if (left !== '') parts.push(left);
  return { text: parts.join('; '), tone: unexplained > 0 ? 'bad' : 'good' };
}

function explainedCount({ explained }: Drift): number {
  return explained.reduce((sum, [, count]) => sum + count, 0);
}

/** As `200 → 500`. */
export function statusChange({ recorded, replayed }: DriftCell): string {
  return `${recorded} → ${replayed}`;
}

function unexplainedPart(report: Report, { unexplained, cells, inNoCell }: Drift): string {
  const changes = cells.filter(({ comparison }) => comparison === 'unexplained');
  const did = `${formatCount(unexplained)} ${unexplained === 1 ? 'request' : 'requests'}`;
  const [first] = changes;
  if (first === undefined) return `${did} did not`;
  const endpoints = new Set(changes.map(({ endpointId }) => endpointId)).size;
  const on = `${inNoCell > 0 ? 'at least ' : ''}${formatCount(endpoints)} ${endpoints === 1 ? 'endpoint' : 'endpoints'}`;
  const name = endpointNamer(report.endpoints)(first.endpointId);
  const more = changes.length > 1 ? ', …' : '';
  return `${did} on ${on} did not: ${name} ${statusChange(first)}${more}`;
}

function notComparedPart({ notCompared: { noStatus, failed, dropped } }: Drift): string {
  const kinds = [
    [noStatus, 'without a recorded status'],
    [failed, 'failed'],
    [dropped, 'dropped'],
  ] as const;
  const counted = kinds
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${formatCount(count)} ${what}`);
  return counted.length === 0 ? '' : `not compared: ${counted.join(', ')}`;
}
