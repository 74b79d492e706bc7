import type { Command } from 'commander';
import { printable, ReplayError } from '../index.ts';
import { checkProfile, scratch } from './config/check-profile.ts';
import { DEFAULT_FILE } from './config/choose-profile.ts';
import { configKeys } from './config/config-keys.ts';
import { environmentOf, misspelled } from './config/environment.ts';
import { extendedProfiles, profileNames } from './config/profiles.ts';
import { lookAtConfig, readConfig } from './config/read-config.ts';
import { settle } from './config/settle-run.ts';
import { renderSettings, settingsJson } from './config/show-settings.ts';
import { EXIT } from './exit-status.ts';

interface CheckFlags {
  readonly envFile?: string;
}

interface ShowFlags extends CheckFlags {
  readonly config: string;
  readonly json?: true;
}

/** `reprise config check` and `config show`: what a file of configuration says, and whether a run could begin with it. */
export function addConfigCommand(program: Command, exit: (status: number) => void): void {
  const config = program
    .command('config')
    .summary('check a file of configuration, or show what is in force')
    .description('Checks a file of configuration, or shows what is in force for a profile. Sends nothing.');
  config
    .command('check')
    .summary('check all profiles of a file')
    .description(
      'Checks a file of configuration, and each of its profiles as far as that goes without log and target.',
    )
    .argument('[file]', 'the file', DEFAULT_FILE)
    .option('--env-file <file>', 'read more of the environment from this file of NAME=value lines')
    .action(async (file: string, flags: CheckFlags) => exit(await check(file, flags)));
  config
    .command('show')
    .summary('show what is in force for a profile, and where each value comes from')
    .description(
      'Shows what is in force for a profile, and where each value comes from. Secrets are REDACTED.',
    )
    .argument('[profile]', 'the profile; without, what holds for all')
    .option('-c, --config <file>', 'the file', DEFAULT_FILE)
    .option('--env-file <file>', 'read more of the environment from this file of NAME=value lines')
    .option('--json', 'as JSON')
    .action(show);
  config
    .command('schema')
    .summary('print the JSON Schema of such files, for editors')
    .action(async () => {
      const { configJsonSchema } = await import('./config/config-schema.ts');
      process.stdout.write(`${JSON.stringify(configJsonSchema(configKeys(scratch())), null, 2)}\n`);
    });
}

/** Tells all that is wrong, one profile after the other; `config check` is to be run once, not once for each mistake. */
async function check(file: string, { envFile }: CheckFlags): Promise<number> {
  const env = environmentOf(envFile);
  const keys = configKeys(scratch());
  warn(misspelled(env, keys));
  const { config, wrong: misshapen } = await lookAtConfig(file, keys);
  if (misshapen.length > 0) {
    say(misshapen.flatMap(({ message, hint }) => [message, `  ${hint}`]));
    return EXIT.usage;
  }
  const names = profileNames(config.root);
  const extended = extendedProfiles(config.root);
  const lines: string[] = [];
  let wrong = 0;
  for (const name of names.length === 0 ? [null] : names) {
    const label = name ?? file;
    try {
      await checkProfile(config, name, env);
      lines.push(`${label}: good`);
    } catch (error) {
      if (!(error instanceof ReplayError)) throw error;
      if (name !== null && extended.has(name) && isIncomplete(error)) {
        lines.push(`${label}: good to be extended, not to be run by itself (${error.message})`);
        continue;
      }
      wrong++;
      lines.push(name === null ? error.message : `${label}: ${error.message}`, `  ${error.hint}`);
    }
  }
  say(lines);
  return wrong === 0 ? EXIT.passed : EXIT.usage;
}

/** What another profile may have to add. */
function isIncomplete({ message }: ReplayError): boolean {
  return ['no log was named', 'no target was named', 'no rate was given'].includes(message);
}

async function show(profile: string | undefined, { config: file, envFile, json }: ShowFlags): Promise<void> {
  const command = scratch();
  const keys = configKeys(command);
  const config = await readConfig(file, keys);
  const settled = settle(command, keys, environmentOf(envFile), config, profile ?? null, [], false);
  const shown = { keys, settled, command };
  warn(settled.warnings);
  process.stdout.write(
    json
      ? `${JSON.stringify(settingsJson(shown), null, 2)}\n`
      : renderSettings(shown).map(printableLine).join(''),
  );
}

function say(lines: readonly string[]): void {
  process.stdout.write(lines.map(printableLine).join(''));
}

function warn(warnings: readonly string[]): void {
  for (const text of warnings) process.stderr.write(`warning: ${printable(text)}\n`);
}

function printableLine(line: string): string {
  return `${printable(line)}\n`;
}
