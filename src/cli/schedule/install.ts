import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ReplayError } from '../../index.ts';
import { crontabLines, replaceJob } from './crontab.ts';
import { type Job, jobName } from './job.ts';
import { describeJob, systemdUnits } from './systemd-units.ts';

/** What was done, line by line. */
type Done = string[];

/** Puts the lines of a job into the crontab of this user, in place of those that it has for it. */
export function installInCrontab(job: Job): Done {
  writeCrontab(replaceJob(readCrontab(), job, crontabLines(job)));
  return ['the crontab of this user has it now (crontab -l); cron has to be running'];
}

export function removeFromCrontab(job: Pick<Job, 'profile' | 'config'>): Done {
  const before = readCrontab();
  const after = replaceJob(before, job, []);
  if (before === after) return ['the crontab of this user did not have it'];
  writeCrontab(after);
  return ['it is out of the crontab of this user'];
}

/** Writes the units of a job, for the machine where this is root, else for this user, and starts the timer. */
export function installInSystemd(job: Job): Done {
  const folder = unitFolder();
  const units = systemdUnits(job);
  refuseAnothers(job);
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of units) writeFileSync(join(folder, name), text);
  systemctl('daemon-reload');
  systemctl('enable', '--now', `${jobName(job)}.timer`);
  return [
    ...units.map(({ name }) => `${join(folder, name)} is written`),
    `the timer runs: systemctl ${forWhom().join(' ')} list-timers`.replace('  ', ' '),
    ...(isRoot() ? [] : ['without a login it runs only where that was asked for: loginctl enable-linger']),
  ];
}

export function removeFromSystemd(job: Pick<Job, 'profile' | 'config'>): Done {
  refuseAnothers(job);
  systemctl('disable', '--now', `${jobName(job)}.timer`);
  for (const kind of ['service', 'timer'])
    rmSync(join(unitFolder(), `${jobName(job)}.${kind}`), { force: true });
  systemctl('daemon-reload');
  return ['timer and service are gone'];
}

/** Units are named after profiles, and two files may have one of the same name. */
function refuseAnothers(job: Pick<Job, 'profile' | 'config'>): void {
  const file = join(unitFolder(), `${jobName(job)}.service`);
  const own = `Description=${describeJob(job)}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8').includes(own)) return;
  throw new ReplayError(
    'usage',
    `${file} is of another file of configuration`,
    'give one of the profiles another name, or run --remove with -c FILE of that one first',
  );
}

function unitFolder(): string {
  if (isRoot()) return '/etc/systemd/system';
  return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'systemd/user');
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function forWhom(): string[] {
  return isRoot() ? [] : ['--user'];
}

function systemctl(...args: string[]): void {
  run('systemctl', [...forWhom(), ...args]);
}

/** Who has none is told so by an error. */
function readCrontab(): string {
  try {
    return run('crontab', ['-l']);
  } catch (error) {
    if (error instanceof ReplayError && /no crontab for/.test(error.message)) return '';
    throw error;
  }
}

function writeCrontab(text: string): void {
  run('crontab', ['-'], text);
}

function run(program: string, args: readonly string[], input?: string): string {
  try {
    return execFileSync(program, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (cause) {
    const { code, stderr } = cause as NodeJS.ErrnoException & { readonly stderr?: string };
    const why = code === 'ENOENT' ? 'is not there' : (stderr ?? '').trim().split('\n')[0];
    throw new ReplayError(
      'output',
      `${[program, ...args].join(' ')}: ${why}`,
      'without --install and --remove it is only printed: put it where it belongs by hand',
      cause,
    );
  }
}
