import { Command } from 'commander';
import { checkReplay } from '../../index.ts';
import { houseOf } from '../house-options.ts';
import { receiversOf } from '../notify-options.ts';
import { addRunOptions, optionsOf, type RunFlags } from '../run-options.ts';
import { verdictOf } from '../verdict-options.ts';
import { configKeys } from './config-keys.ts';
import type { Environment } from './fill-in.ts';
import { layersOf } from './profiles.ts';
import type { Config } from './read-config.ts';
import { settle } from './settle-run.ts';

/** Throws where a run of a profile could not begin, as far as that can be told without log and target; null: what holds for all. */
export async function checkProfile(config: Config, profile: string | null, env: Environment): Promise<void> {
  const command = scratch();
  layersOf(config.root, config.file, profile);
  const run = settle(command, configKeys(command), env, config, profile, []);
  const flags = command.opts<RunFlags>();
  verdictOf(flags);
  houseOf(flags);
  receiversOf(flags);
  await checkReplay(optionsOf(run, flags, () => {}));
}

/** A command that is never run: the values of its options are what a file comes to. */
export function scratch(): Command {
  const command = addRunOptions(new Command('run'));
  // Defaults of options such as --no-preflight are known once a command line was read.
  command.exitOverride().action(() => {});
  command.parse([], { from: 'user' });
  return command;
}
