import { execFileSync } from 'node:child_process';
import { REPOSITORY } from '../helpers/cli-environment.ts';

export interface Packed {
  /** The name of the tarball. */
  readonly filename: string;
  readonly paths: readonly string[];
}

/** Packs reprise into this folder as it would be published; `prepack` builds it. */
export function pack(folder: string): Packed {
  const printed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: REPOSITORY,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [{ filename, files }] = JSON.parse(printed.slice(printed.indexOf('[\n')));
  return { filename, paths: files.map(({ path }: { path: string }) => path) };
}
