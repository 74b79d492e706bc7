import { join } from 'node:path';
import { UsageError } from '../usage-error.ts';
import { type Job, jobName } from './job.ts';

/**
 * The lines of a crontab (crontab(5)) for a job, with the marks by which they are found again. Cron gives a command next to no
 * environment, so all paths are absolute. What is printed goes to a file for each day of the week; when the run does not pass,
 * cron gets it too, and mails it.
 */
export function crontabLines(job: Job): string[] {
  const { hour, minute, days, folder, command } = job;
  const log = join(folder, jobName(job));
  const when = `${minute} ${hour} * * ${days.length === 0 ? '*' : days.join(',')}`;
  const run = command.map(shellWord).join(' ');
  const line =
    `cd ${shellWord(folder)} && log=${shellWord(log)}.$(date +%u).log && ` +
    `{ ${run} >"$log" 2>&1 || { status=$?; cat "$log"; exit $status; }; }`;
  // To cron, a percent sign is the end of the command.
  const escaped = `${when} ${line.replaceAll('%', '\\%')}`;
  if (/[\n\r]/.test(escaped))
    throw new UsageError('a crontab cannot hold a path with a line break in it', 'move it to another folder');
  if (Buffer.byteLength(escaped) > LONGEST)
    throw new UsageError(
      `the line of the crontab would have ${Buffer.byteLength(escaped)} bytes; cron reads ${LONGEST}`,
      'move the file of configuration to a folder with a shorter path, or take --systemd',
    );
  return [beginMark(job), escaped, endMark(job)];
}

/** Takes the lines of a job out of a crontab, if they are there, and puts others in their place, or at its end. */
export function replaceJob(
  crontab: string,
  job: Pick<Job, 'profile' | 'config'>,
  lines: readonly string[],
): string {
  const all = crontab.split('\n');
  if (all.at(-1) === '') all.pop();
  const begin = all.indexOf(beginMark(job));
  const end = all.indexOf(endMark(job), begin);
  if (begin === -1 || end === -1) all.push(...lines);
  else all.splice(begin, end - begin + 1, ...lines);
  return all.map((line) => `${line}\n`).join('');
}

function beginMark({ profile, config }: Pick<Job, 'profile' | 'config'>): string {
  return `# reprise: ${profile} of ${config}`;
}

function endMark(job: Pick<Job, 'profile' | 'config'>): string {
  return `${beginMark(job)} ends`;
}

/** Debian's cron takes no command that is longer. */
const LONGEST = 998;

/** As a POSIX shell reads it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
