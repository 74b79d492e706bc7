import type { Run } from '../model.ts';
import { formatAskedRate, formatCount, formatRate } from './format-units.ts';

/** Whether a run kept the log's own timing. */
function isAsLogged({ options }: Run): boolean {
  return options.as_logged !== null && options.as_logged !== undefined;
}

/** Whether a run replayed the log while it was written. */
function isFollowing({ options }: Run): boolean {
  return options.follow === true;
}

/** How many users a closed model had; null where it was none. */
export function usersOf({ options }: Run): number | null {
  return (options.users as { count: number } | null | undefined)?.count ?? null;
}

/** What pace a run was asked for, as the words after "asked" in a report. */
export function askedRate(run: Run): string {
  const { rateAsked, model } = run;
  const users = usersOf(run);
  if (users !== null) return `as fast as ${formatCount(users)} users went`;
  if (isFollowing(run)) {
    return rateAsked === null ? 'as followed' : `as followed, ${formatRate(rateAsked)} on average`;
  }
  if (rateAsked === null) return model === 'closed' ? 'as fast as answers came' : 'as logged';
  return isAsLogged(run) ? `as logged, ${formatAskedRate(rateAsked)} on average` : formatAskedRate(rateAsked);
}

/** The same in a column. */
export function shortAskedRate(run: Run): string {
  const users = usersOf(run);
  if (users !== null) return `${formatCount(users)} users`;
  if (isFollowing(run)) return run.rateAsked === null ? 'follow' : `follow ~${formatRate(run.rateAsked)}`;
  if (run.rateAsked === null) return run.model === 'closed' ? 'max' : 'as logged';
  return isAsLogged(run) ? `~${formatAskedRate(run.rateAsked)}` : formatAskedRate(run.rateAsked);
}
