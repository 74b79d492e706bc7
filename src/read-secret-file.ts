import { closeSync, openSync, readSync } from 'node:fs';
import { ReplayError } from './errors.ts';

/** What a file holds that keeps one secret, `/run/secrets/token`: without the line break at its end. No message tells it. */
export function readSecretFile(path: string): string {
  const text = firstBytes(path).replace(/\r?\n$/, '');
  if (text !== '' && text.length < MOST_BYTES) return text;
  throw new ReplayError(
    'usage',
    `\${file:${path}}: the file ${text === '' ? 'is empty' : `is larger than ${MOST_BYTES / 1024} KiB`}`,
    'it holds one secret and nothing else',
  );
}

function firstBytes(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(MOST_BYTES);
      return bytes.toString('utf8', 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
    throw new ReplayError('usage', `\${file:${path}}: ${what}`, 'name a file that holds the secret', cause);
  }
}

const MOST_BYTES = 64 * 1024;
