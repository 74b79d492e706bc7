import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunCliOptions, runCli } from '../../helpers/run-cli.ts';
import type { CliResult } from '../../helpers/start-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';
import { combinedLine } from '../write-log.ts';

export interface ConfigFolder {
  readonly path: string;
  readonly file: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly run: (args: readonly string[], options?: RunCliOptions) => Promise<CliResult>;
}

/** A folder with a log of so many requests, `/0` `/1` …, and a reprise.yaml; commands run in it. */
export function configFolder(yaml: string | Uint8Array, requests = 5): ConfigFolder {
  const path = temporaryDirectory('config');
  const file = (name: string) => join(path, name);
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(file(name), content);
    return file(name);
  };
  const lines = Array.from({ length: requests }, (_, i) => `${combinedLine(`/${i}`)}\n`);
  write('access.log', lines.join(''));
  write('reprise.yaml', yaml);
  return { path, file, write, run: (args, options) => runCli(args, { cwd: path, ...options }) };
}

/** What a profile named p comes to by the values of its keys, as `config show` tells them. */
export async function shown(
  folder: ConfigFolder,
  profile: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Record<string, { readonly values: readonly string[]; readonly from: string }>> {
  const { stdout, stderr } = await folder.run(['config', 'show', profile, '--json'], { env });
  if (stderr !== '') throw new Error(stderr);
  const { settings } = JSON.parse(stdout);
  return Object.fromEntries(
    settings.map(({ key, values, from }: { key: string; values: string[]; from: string }) => [
      key,
      { values, from },
    ]),
  );
}
