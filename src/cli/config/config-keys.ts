import type { Command, Option } from 'commander';

/** What a profile may say: an option of `run` under its long name. */
export interface ConfigKey {
  readonly key: string;
  /** What commander keeps its value under; rules of rewriting share one. */
  readonly attribute: string;
  /** null: the logs, which are no option but stand by themselves in a command. */
  readonly option: Option | null;
  readonly kind: 'switch' | 'value' | 'list';
  readonly description: string;
}

/** Options of `run` that no file and no variable of the environment may give, each with the reason. */
export const ONLY_FLAGS: Readonly<Record<string, string>> = {
  config: 'it says which file is read',
  profile: 'it says which profile of the file is run',
  'env-file': 'it is read before the file',
  'dry-run': 'to look first is asked for each time',
  'show-secrets': 'secrets are shown only where that is asked for each time',
  'i-know': 'a warning that is switched off for good warns of nothing: list the target under allowed-targets',
};

/** All keys of a profile but `extends`: made of the options themselves, so that neither can lack what the other has. */
export function configKeys(command: Command): ConfigKey[] {
  const log: ConfigKey = {
    key: 'log',
    attribute: 'log',
    option: null,
    kind: 'list',
    description: 'log files, folders of rotated logs, patterns; {yesterday:%Y%m%d} is a date',
  };
  const positive = new Set(command.options.filter(({ negate }) => !negate).map(nameOf));
  const options = command.options.filter((option) => !option.negate || !positive.has(nameOf(option)));
  return [
    log,
    ...options
      .filter((option) => !Object.hasOwn(ONLY_FLAGS, nameOf(option)))
      .map((option) => ({
        key: nameOf(option),
        attribute: option.attributeName(),
        option,
        kind: kindOf(option),
        description: option.negate ? option.description.replace(/^/, 'false: ') : option.description,
      })),
  ];
}

/** The environment's name of a key: `REPRISE_STOP_WHEN`. */
export function variableOf(key: string): string {
  return `REPRISE_${key.toUpperCase().replaceAll('-', '_')}`;
}

/** Adds to each switch the one that takes back what a file says: `--no-quiet`. Not in the help, but in docs/configuration.md. */
export function addOpposites(command: Command, create: (flags: string) => Option): Command {
  for (const option of [...command.options]) {
    if (!option.isBoolean() || Object.hasOwn(ONLY_FLAGS, nameOf(option))) continue;
    const opposite = option.negate ? `--${nameOf(option)}` : `--no-${nameOf(option)}`;
    command.addOption(create(opposite).hideHelp());
  }
  return command;
}

function nameOf(option: Option): string {
  return option.negate ? option.name().replace(/^no-/, '') : option.name();
}

function kindOf(option: Option): ConfigKey['kind'] {
  if (option.isBoolean() || option.negate) return 'switch';
  const isRule = option.attributeName() === 'rewriting';
  return isRule || /\brepeatable\b/.test(option.description) ? 'list' : 'value';
}
