import { isSkipped } from './is-skipped.ts';
import type { LogFormat } from './log-format.ts';

/** A format, and which share of the sample's lines it reads as requests or as known non-requests (0…1). */
export interface Candidate {
  readonly format: LogFormat;
  readonly share: number;
}

/**
 * Tries every format on a sample of lines. Best first; formats that read nothing are left out. A line that a format
 * knows but would not replay (garbage in the request field, CONNECT) counts as read: the line is of that format.
 */
export function detectFormat(sample: readonly string[], formats: readonly LogFormat[]): Candidate[] {
  const lines = sample.filter((line) => line !== '');
  return formats
    .map((format) => ({ format, share: shareRead(lines, format) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
}

function shareRead(lines: readonly string[], format: LogFormat): number {
  const parse = format.open();
  let read = 0;
  for (const line of lines) {
    const parsed = parse(line);
    if (!isSkipped(parsed) || parsed.skipped !== 'not-an-access-line') read++;
  }
  return lines.length === 0 ? 0 : read / lines.length;
}
