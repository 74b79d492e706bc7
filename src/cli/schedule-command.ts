import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { nearMiss, printable } from '../index.ts';
import { checkProfile, scratch } from './config/check-profile.ts';
import { DEFAULT_FILE } from './config/choose-profile.ts';
import { configKeys } from './config/config-keys.ts';
import { environmentOf } from './config/environment.ts';
import { profileNames } from './config/profiles.ts';
import { readConfig } from './config/read-config.ts';
import { crontabLines } from './schedule/crontab.ts';
import {
  installInCrontab,
  installInSystemd,
  removeFromCrontab,
  removeFromSystemd,
} from './schedule/install.ts';
import { type Job, parseDays, parseTimeOfDay } from './schedule/job.ts';
import { missingVariables } from './schedule/missing-variables.ts';
import { systemdUnits } from './schedule/systemd-units.ts';
import { UsageError } from './usage-error.ts';

interface ScheduleFlags {
  readonly config: string;
  readonly at?: string;
  readonly on?: string;
  readonly envFile?: string;
  readonly systemd?: true;
  readonly install?: true;
  readonly remove?: true;
}

/** `reprise schedule PROFILE --at 02:30`: a line for cron, or units for systemd, that run a profile by itself. */
export function addScheduleCommand(program: Command): void {
  program
    .command('schedule')
    .summary('have a profile run every night, by cron or systemd')
    .description(
      'Prints what runs a profile of reprise.yaml by itself: lines for a crontab, or units of systemd. Installs them where that is asked for.',
    )
    .argument('<profile>', 'the profile')
    .option('--at <time>', 'when: a time of the day in the zone of this machine, 02:30')
    .option('--on <days>', 'on which days of the week: mon..fri, sat,sun (default: every day)')
    .option('-c, --config <file>', 'the file of configuration', DEFAULT_FILE)
    .option(
      '--env-file <file>',
      'have the run read more of its environment from this file: cron has next to none',
    )
    .option('--systemd', 'a service and a timer of systemd instead of a crontab')
    .option(
      '--install',
      'install it: in the crontab of this user, or as units of this user (of the machine, as root)',
    )
    .option('--remove', 'take out again what --install put in')
    .action(schedule);
}

async function schedule(profile: string, flags: ScheduleFlags): Promise<void> {
  const { at, systemd = false, install, remove } = flags;
  if (install && remove) throw new UsageError('--install and --remove are opposites', 'take one of them');
  const config = resolve(flags.config);
  if (remove) {
    say(systemd ? removeFromSystemd({ profile, config }) : removeFromCrontab({ profile, config }));
    return;
  }
  if (at === undefined) throw new UsageError('when?', 'name a time of the day: --at 02:30');
  const job = { ...parseTimeOfDay(at), days: flags.on === undefined ? [] : parseDays(flags.on) };
  const read = await readConfig(flags.config, configKeys(scratch()));
  const names = profileNames(read.root);
  if (!names.includes(profile)) {
    const near = nearMiss(profile, names);
    throw new UsageError(
      `${flags.config} has no profile '${profile}'`,
      near === undefined ? `it has ${names.join(', ') || 'none'}` : `did you mean ${near}?`,
    );
  }
  await checkProfile(read, profile, environmentOf(flags.envFile));
  const all: Job = {
    ...job,
    profile,
    config,
    folder: dirname(config),
    command: commandOf(profile, config, flags.envFile),
  };
  const missing = missingVariables(
    config,
    flags.envFile === undefined ? {} : environmentOf(flags.envFile, {}),
  );
  if (missing.length > 0)
    warn(
      `${flags.config} reads ${missing.join(', ')} from the environment, which ${systemd ? 'a service' : 'cron'} does not have`,
      'write a file of NAME=value lines that only you can read, and add --env-file FILE',
    );
  if (install) say(systemd ? installInSystemd(all) : installInCrontab(all));
  else if (systemd)
    for (const { name, text } of systemdUnits(all)) process.stdout.write(`# ${name}\n${text}\n`);
  else for (const line of crontabLines(all)) process.stdout.write(`${line}\n`);
}

/** This Node and this reprise, wherever they are: neither is on the path of cron. */
function commandOf(profile: string, config: string, envFile: string | undefined): string[] {
  const run = ['run', '-c', config, '--profile', profile];
  return [
    process.execPath,
    realpathSync(process.argv[1]),
    ...run,
    ...(envFile === undefined ? [] : ['--env-file', resolve(envFile)]),
  ];
}

function say(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${printable(line)}\n`);
}

function warn(what: string, mend: string): void {
  process.stderr.write(`warning: ${printable(what)}\n  ${mend}\n`);
}
