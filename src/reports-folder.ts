import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ReplayError } from './errors.ts';
import { htmlReport } from './html-report.ts';
import { makeFolder } from './make-folder.ts';
import { readHistory, readReport } from './report.ts';
import { renderTrend } from './view/html/render-trend.ts';
import { beganOf, reportFile } from './view/html/report-file.ts';
import type { Report } from './view/report.ts';
import { checkWritable, writeWholeFile } from './view/write-whole-file.ts';

/** Finds out before a long run what would only be known after it: whether pages can be kept in the folder, which is made where it is missing. */
export function checkReportsFolder(folder: string): void {
  makeFolder(folder, '--reports');
  checkWritable(join(folder, INDEX), '--reports');
}

/** Where the page of a run lies. */
export function reportPath(folder: string, { run }: Report): string {
  return join(folder, reportFile(run));
}

/**
 * Keeps the page of a run, and of those that it repeats, in a folder, after those of its name are taken out of it that are older than `beforeMs`;
 * and writes anew the page that shows how the runs went.
 */
export async function keepReports(
  folder: string,
  { run, database }: Report,
  beforeMs?: number,
): Promise<void> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const began = entry.isDirectory() ? null : beganOf(entry.name, run.name);
    if (beforeMs !== undefined && began !== null && began < beforeMs) removePage(join(folder, entry.name));
  }
  for (const id of run.repetition?.runs ?? [run.id]) {
    const report = readReport(database, String(id));
    await writeWholeFile(reportPath(folder, report), htmlReport(report), '--reports');
  }
  const files = new Set(readdirSync(folder));
  const rows = readHistory(database)
    .filter(({ run }) => run.state !== 'running')
    .map((row) => ({ ...row, file: files.has(reportFile(row.run)) ? reportFile(row.run) : null }));
  const names = new Set(rows.filter(({ file }) => file !== null).map(({ run }) => run.name));
  const shown = rows.filter(({ run }) => names.has(run.name));
  await writeWholeFile(join(folder, INDEX), renderTrend(shown), '--reports');
}

function removePage(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (cause) {
    throw new ReplayError(
      'output',
      `${file}: it is older than the retention, and cannot be deleted (${(cause as NodeJS.ErrnoException).code})`,
      'see to it that it can be, or name another folder: --reports',
      cause,
    );
  }
}

const INDEX = 'index.html';
