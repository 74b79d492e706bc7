import { UsageError } from '../usage-error.ts';

/** A profile that is run by itself, at a time of the day in the zone of the machine. */
export interface Job {
  readonly profile: string;
  readonly hour: number;
  readonly minute: number;
  /** Days of the week, 1 for Monday to 7; empty: every day. */
  readonly days: readonly number[];
  /** The file of configuration: absolute, as all paths here. */
  readonly config: string;
  /** Where it runs, and what is said of it is kept. */
  readonly folder: string;
  /** What is run, word by word. */
  readonly command: readonly string[];
}

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** `02:30` */
export function parseTimeOfDay(text: string): Pick<Job, 'hour' | 'minute'> {
  const [, hour, minute] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59)
    throw new UsageError(`--at ${text}: is no time of the day`, 'write it as 02:30');
  return { hour: Number(hour), minute: Number(minute) };
}

/** `mon..fri`, `mon,wed,sat` */
export function parseDays(text: string): number[] {
  const days = text.toLowerCase().split(',').flatMap(daysOf);
  return [...new Set(days)].sort((a, b) => a - b);
}

function daysOf(text: string): number[] {
  const [from, to = from] = text.split('..').map((day) => (DAYS as readonly string[]).indexOf(day) + 1);
  if (text.split('..').length > 2 || from < 1 || to < from)
    throw new UsageError(
      `--on ${text}: is no day of the week`,
      `write days as mon..fri or sat,sun: ${DAYS.join(' ')}`,
    );
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** One word for each machine, file and profile: by it, what was installed is found again. */
export function jobName({ profile }: Pick<Job, 'profile'>): string {
  return `reprise-${profile}`;
}
