import { readFileSync } from 'node:fs';

/** What ran: kept with every run, so that it can be repeated. */
export const versions: Readonly<Record<'reprise' | 'node', string>> = {
  reprise: readVersion(),
  node: process.versions.node,
};

/** The package file is one folder up from the sources, two from the published form. */
function readVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    const text = readOrUndefined(new URL(path, import.meta.url));
    if (text !== undefined) return JSON.parse(text).version;
  }
  throw new Error('package.json is missing');
}

function readOrUndefined(url: URL): string | undefined {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return undefined;
  }
}
