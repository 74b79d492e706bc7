import { readFileSync } from 'node:fs';
import type { Environment } from '../config/fill-in.ts';

/** The variables that a file of configuration reads and that neither cron nor a file of `--env-file` has: by name, sorted. */
export function missingVariables(config: string, given: Environment): string[] {
  const text = readFileSync(config, 'utf8').replaceAll(/^[ \t]*#.*$/gm, '');
  const names = Array.from(text.matchAll(/(?<!\$)\$\{([A-Z_][A-Z0-9_]*)\}/g), ([, name]) => name!);
  return [...new Set(names)]
    .filter((name) => given[name] === undefined && !CRON_HAS.includes(name))
    .toSorted();
}

/** crontab(5) */
const CRON_HAS = ['HOME', 'LOGNAME', 'PATH', 'SHELL'];
