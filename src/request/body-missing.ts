import { decodeBytes } from '../decode-bytes.ts';
import { ReplayError } from '../errors.ts';
import type { Line, LogRecord } from '../model.ts';
import type { Redactor } from './redactor.ts';

/** Makes the error of a request whose payload nobody knows, where such a one is not to be left out. */
export function bodyMissing(
  { method, target }: LogRecord,
  { file, number }: Line,
  redactor: Redactor,
): ReplayError {
  const path = decodeBytes(redactor.target(target));
  return new ReplayError(
    'input',
    `${file}:${number}: the log does not hold the payload of ${method} ${path.slice(0, 200)}`,
    `--body '${method} ${path.split('?')[0].slice(0, 100)}=@FILE' supplies it; --body-missing skip leaves such lines out`,
  );
}
