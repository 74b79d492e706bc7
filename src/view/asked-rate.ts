import type { Run } from '../model.ts';
import { formatAskedRate } from './format-units.ts';

/** Whether a run kept the log's own timing. */
function isAsLogged({ options }: Run): boolean {
  return options.as_logged !== null && options.as_logged !== undefined;
}

/** What pace a run was asked for, as the words after "asked" in a report. */
export function askedRate(run: Run): string {
  const { rateAsked, model } = run;
  if (rateAsked === null) return model === 'closed' ? 'as fast as answers came' : 'as logged';
  return isAsLogged(run) ? `as logged, ${formatAskedRate(rateAsked)} on average` : formatAskedRate(rateAsked);
}

/** The same in a column. */
export function shortAskedRate(run: Run): string {
  if (run.rateAsked === null) return run.model === 'closed' ? 'max' : 'as logged';
  return isAsLogged(run) ? `~${formatAskedRate(run.rateAsked)}` : formatAskedRate(run.rateAsked);
}
