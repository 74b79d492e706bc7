import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { messageOf, ReplayError } from '../errors.ts';
import { compiled } from './compile-format.ts';
import type { LogFormat } from './log-format.ts';

/** Finds the log format in a configuration of nginx: the one of that name, or the one that is used. */
export type FormatFromNginxConf = (
  text: string,
  name: string | undefined,
  include: (pattern: string) => readonly string[],
) => LogFormat;

/** The format that `--nginx-conf FILE[:NAME]` means. */
export function loadNginxConf(option: string, formatFrom: FormatFromNginxConf): LogFormat {
  const { file, name } = fileAndName(option);
  const text = readText(file, option);
  const folder = dirname(resolve(file));
  const include = (pattern: string) => {
    const files = globSync(isAbsolute(pattern) ? pattern : resolve(folder, pattern)).sort();
    return files.map((found) => readText(found, option));
  };
  const hint = 'FILE[:NAME] names a configuration of nginx, and the log_format in it';
  return compiled(`--nginx-conf ${option}`, hint, () => formatFrom(text, name, include));
}

/** A colon may stand in a file's name, too. */
function fileAndName(option: string): { file: string; name?: string } {
  const colon = option.lastIndexOf(':');
  if (colon <= 0 || existsSync(option)) return { file: option };
  return { file: option.slice(0, colon), name: option.slice(colon + 1) || undefined };
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (cause) {
    const reason = messageOf(cause);
    throw new ReplayError(
      'usage',
      `--nginx-conf ${option}: ${file} cannot be read: ${reason}`,
      'name the configuration file of nginx',
      cause,
    );
  }
}
