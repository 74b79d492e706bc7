import type { Command } from 'commander';
import { checkReportsFolder, type HouseRules, type Report, reportPath } from '../index.ts';
import { durationOption } from './option-values.ts';
import { UsageError } from './usage-error.ts';

export interface HouseFlags {
  readonly retention?: number;
  readonly reports?: string;
  readonly name?: string;
}

/** The options that say what is kept of runs, and for how long. */
export function addHouseOptions(command: Command): Command {
  return command
    .option(
      '--reports <folder>',
      'keep the page of each run there, and an index.html that shows how they went',
    )
    .option(
      '--retention <time>',
      'after the run, delete the outcomes and pages of runs of this name that are older: 30d',
      durationOption,
    );
}

/** Refuses, before anything is sent, what could not be done after it. */
export function checkHouse(flags: HouseFlags): void {
  const { reports } = houseOf(flags);
  if (reports !== undefined) checkReportsFolder(reports);
}

export function houseOf({ retention, reports, name }: HouseFlags): HouseRules {
  if (retention !== undefined && name === undefined) {
    throw new UsageError(
      '--retention is of the runs of one name, and this one has none',
      'name it: --name nightly; or delete by hand: reprise prune --keep 30d',
    );
  }
  return { retentionUs: retention, reports };
}

/** Where the page of a run lies, for who is told of it: where `--html` has it, or else among the reports. */
export function pageOf(
  { html, reports }: HouseFlags & { readonly html?: string },
  report: Report,
): string | undefined {
  if (html !== undefined && html !== '-') return html;
  return reports === undefined ? undefined : reportPath(reports, report);
}
