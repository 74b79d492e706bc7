import { Command } from 'commander';
import { checkReplay, printable, ReplayError } from '../index.ts';
import { DEFAULT_FILE } from './config/choose-profile.ts';
import { configKeys } from './config/config-keys.ts';
import { environmentOf } from './config/environment.ts';
import { extendedProfiles, layersOf, profileNames } from './config/profiles.ts';
import { type Config, readConfig } from './config/read-config.ts';
import { type SettledRun, settle } from './config/settle-run.ts';
import { renderSettings, settingsJson } from './config/show-settings.ts';
import { EXIT } from './exit-status.ts';
import { addRunOptions, optionsOf, type RunFlags } from './run-options.ts';

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
  const config = await readConfig(file, configKeys(scratch()));
  const names = profileNames(config.root);
  const extended = extendedProfiles(config.root);
  const lines: string[] = [];
  let wrong = 0;
  for (const name of names.length === 0 ? [null] : names) {
    const label = name ?? file;
    try {
      const settled = settleProfile(config, name, env);
      await checkReplay(optionsOf(settled.run, settled.flags, () => {}));
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
  process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
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
  process.stdout.write(
    json
      ? `${JSON.stringify(settingsJson(shown), null, 2)}\n`
      : renderSettings(shown).map(printableLine).join(''),
  );
}

function printableLine(line: string): string {
  return `${printable(line)}\n`;
}

function settleProfile(
  config: Config,
  profile: string | null,
  env: ReturnType<typeof environmentOf>,
): { readonly run: SettledRun; readonly flags: RunFlags } {
  const command = scratch();
  layersOf(config.root, config.file, profile);
  const run = settle(command, configKeys(command), env, config, profile, []);
  return { run, flags: command.opts<RunFlags>() };
}

/** A command that is never run: the values of its options are what a file comes to. */
function scratch(): Command {
  const command = addRunOptions(new Command('run'));
  // Defaults of options such as --no-preflight are known once a command line was read.
  command.exitOverride().action(() => {});
  command.parse([], { from: 'user' });
  return command;
}
