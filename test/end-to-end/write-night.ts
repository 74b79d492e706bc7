import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { combinedLine } from './write-log.ts';

/** What a shell, cron and systemd have each a meaning of their own for. */
export const EVIL = `it's 100% "a $HOME" \\ night`;

/** A folder of that name with a log and a file of configuration. */
export function writeNight(target: string, checks = '[5xx<1%]'): string {
  const folder = join(temporaryDirectory('schedule'), EVIL);
  mkdirSync(folder);
  writeFileSync(join(folder, 'access.log'), `${combinedLine('/a')}\n${combinedLine('/b')}\n`);
  writeFileSync(join(folder, 'environment'), 'API_TOKEN=not-to-be-seen\n');
  const profile = ['log: access.log', `target: ${target}`, 'rate: max', 'once: true', `check: ${checks}`];
  writeFileSync(
    join(folder, 'reprise.yaml'),
    [
      'profiles:',
      '  nightly:',
      ...profile.map((line) => `    ${line}`),
      "    bearer: '${API_TOKEN}'",
      '',
    ].join('\n'),
  );
  return folder;
}
