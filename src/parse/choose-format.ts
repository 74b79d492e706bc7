import { ReplayError } from '../errors.ts';
import { compileFormat } from './compile-format.ts';
import { type Candidate, detectFormat } from './detect-format.ts';
import { isSkipped } from './is-skipped.ts';
import { loadFormat } from './load-format.ts';
import { type FormatFromNginxConf, loadNginxConf } from './load-nginx-conf.ts';
import type { FormatCompiler, LogFormat } from './log-format.ts';

export interface FormatChoice {
  /** The name of a built-in format, or a format as nginx, Apache and others have it in their configuration. */
  readonly format?: string;
  /** A file with a format of the user's own. */
  readonly parser?: string;
  /** A configuration of nginx that has the format: `/etc/nginx/nginx.conf`, or with its name, `…/nginx.conf:main`. */
  readonly nginxConf?: string;
}

/** What makes formats out of what people write. */
export interface FormatTools {
  readonly compilers: readonly FormatCompiler[];
  readonly formatFromNginxConf: FormatFromNginxConf;
}

/** The format that was named, or the formats that read the sample, best first. At least one, and it reads something. */
export async function chooseFormat(
  choice: FormatChoice,
  builtIn: readonly LogFormat[],
  sample: readonly string[],
  log: string,
  tools?: FormatTools,
): Promise<readonly [Candidate, ...Candidate[]]> {
  const named = await namedFormat(choice, builtIn, tools);
  const [best, ...others] = detectFormat(sample, named ? [named] : builtIn);
  if (!best || !readsARequest(best.format, sample))
    throw nothingReadable(log, sample, named ? [named] : builtIn);
  return [best, ...others];
}

async function namedFormat(
  { format, parser, nginxConf }: FormatChoice,
  builtIn: readonly LogFormat[],
  tools: FormatTools | undefined,
): Promise<LogFormat | undefined> {
  const given = Object.entries({ '--format': format, '--parser': parser, '--nginx-conf': nginxConf })
    .filter(([, value]) => value !== undefined)
    .map(([option]) => option);
  if (given.length > 1) {
    throw new ReplayError(
      'usage',
      `${given.join(' and ')} were ${given.length === 2 ? 'both' : 'all'} given`,
      'give the one that is to read the log',
    );
  }
  if (parser !== undefined) return loadFormat(parser);
  if (nginxConf !== undefined && tools !== undefined) {
    return loadNginxConf(nginxConf, tools.formatFromNginxConf);
  }
  if (format === undefined) return undefined;
  const found = builtIn.find(({ name }) => name === format) ?? compileFormat(format, tools?.compilers ?? []);
  if (found) return found;
  throw new ReplayError(
    'usage',
    `--format ${format}: no such format`,
    `there are: ${names(builtIn)}; or a format string of nginx or Apache; or --parser FILE`,
  );
}

function readsARequest(format: LogFormat, sample: readonly string[]): boolean {
  const parse = format.open();
  return sample.some((line) => !isSkipped(parse(line)));
}

function nothingReadable(log: string, sample: readonly string[], tried: readonly LogFormat[]): ReplayError {
  const first = sample[0];
  if (first === undefined)
    return new ReplayError('input', `${log}: is empty`, 'name a log with requests in it');
  if (PACKED.test(first)) {
    return new ReplayError(
      'input',
      `${log}: is packed`,
      `unpack it on the way in: zcat ${log} | reprise run - …`,
    );
  }
  if (BINARY.test(first))
    return new ReplayError('input', `${log}: is a binary file, not a log`, 'name a text log');
  return new ReplayError(
    'input',
    `${log}: no line of it is a request (tried ${names(tried)}); the first is: ${first.slice(0, 200)}`,
    'name the format with --format, or bring your own with --parser FILE',
  );
}

/** gzip, zstd, bzip2, xz. */
const PACKED = /^(?:\x1f\x8b|\x28\xb5\x2f\xfd|BZh|\xfd7zXZ)/;
const BINARY = /[\x00-\x06\x0e-\x1a]/;

function names(formats: readonly LogFormat[]): string {
  return formats.map(({ name }) => name).join(', ');
}
