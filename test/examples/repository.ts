import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTRY } from '../helpers/cli-environment.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { EXAMPLES } from './staging.ts';

/** A repository as the examples want one, and a folder with an `npm` that installs the reprise of these sources. */
export function exampleRepository(): { readonly repository: string; readonly npm: string } {
  const repository = temporaryDirectory('repository');
  copyFileSync(new URL('reprise.yaml', EXAMPLES), join(repository, 'reprise.yaml'));
  writeFileSync(join(repository, 'package.json'), '{ "private": true }\n');
  const npm = join(temporaryDirectory('npm'), 'bin');
  mkdirSync(npm);
  // The real one installs the packed package in test/package/image.ts.
  const install = `mkdir -p node_modules/.bin && ln -s '${ENTRY}' node_modules/.bin/reprise`;
  writeFileSync(join(npm, 'npm'), `#!/bin/sh\n[ "$*" = 'ci --ignore-scripts' ] && ${install}\n`, {
    mode: 0o755,
  });
  return { repository, npm };
}
