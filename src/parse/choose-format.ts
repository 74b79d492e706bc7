import { ReplayError } from '../errors.ts';
import { compileFormat } from './compile-format.ts';
import { type Candidate, detectFormat } from './detect-format.ts';
import { guardFormat, ParserFault } from './guard-format.ts';
import { isSkipped } from './is-skipped.ts';
import { loadFormat } from './load-format.ts';
import { type FormatFromNginxConf, loadNginxConf } from './load-nginx-conf.ts';
import type { FormatCompiler, LogFormat } from './log-format.ts';
import { nothingReadable } from './nothing-readable.ts';
import { detectWrapper, unwrapSample } from './unwrap/detect-wrapper.ts';
import type { Wrapper } from './unwrap/wrapper.ts';

export interface FormatChoice {
  /** The name of a built-in format, or a format as nginx, Apache and others have it in their configuration. */
  readonly format?: string;
  /** A file with a format of the user's own. */
  readonly parser?: string;
  /** A configuration of nginx that has the format: `/etc/nginx/nginx.conf`, or with its name, `…/nginx.conf:main`. */
  readonly nginxConf?: string;
}

/** What makes formats out of what people write, and what makes lines fit to be shown. */
export interface FormatTools {
  readonly compilers: readonly FormatCompiler[];
  readonly formatFromNginxConf: FormatFromNginxConf;
  /** Blots out secrets. */
  readonly redact: (line: string) => string;
}

/** How a log is to be read. */
export interface Reading {
  /** The format that was named, or those that read the sample, best first. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  /** What is around the lines, and has to come off before a format reads them. */
  readonly wrapper: Wrapper | null;
  /** The lines of the sample without what is around them. */
  readonly lines: readonly string[];
}

/** Finds out how the sample is to be read; what it finds reads at least one request. */
export async function chooseFormat(
  choice: FormatChoice,
  builtIn: readonly LogFormat[],
  sample: readonly string[],
  log: string,
  tools: FormatTools,
): Promise<Reading> {
  const named = await namedFormat(choice, builtIn, tools);
  const tried = named ? [named] : builtIn;
  const { lines, candidates, wrapper } = bareOrUnwrapped(sample, tried);
  const [best, ...others] = candidates;
  if (best && readsARequest(best.format, lines)) return { candidates: [best, ...others], wrapper, lines };
  throw nothingReadable({ log, sample, tried, nearest: candidates, redact: tools.redact });
}

interface Tried {
  readonly lines: readonly string[];
  readonly candidates: readonly Candidate[];
  readonly wrapper: Wrapper | null;
}

/** What looks like a wrapper is one only if the formats read no less of what is within. */
function bareOrUnwrapped(sample: readonly string[], formats: readonly LogFormat[]): Tried {
  const bare: Tried = { lines: sample, candidates: detectFormat(sample, formats), wrapper: null };
  const wrapper = detectWrapper(sample);
  if (wrapper === null) return bare;
  const lines = unwrapSample(wrapper, sample);
  const candidates = detectFormat(lines, formats);
  const share = (tried: readonly Candidate[]) => tried[0]?.share ?? 0;
  return share(candidates) > 0 && share(candidates) >= share(bare.candidates)
    ? { lines, candidates, wrapper }
    : bare;
}

async function namedFormat(
  { format, parser, nginxConf }: FormatChoice,
  builtIn: readonly LogFormat[],
  tools: FormatTools,
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
  if (parser !== undefined) return guardFormat(await loadFormat(parser), parser);
  if (nginxConf !== undefined) {
    return loadNginxConf(nginxConf, tools.formatFromNginxConf);
  }
  if (format === undefined) return undefined;
  const found = builtIn.find(({ name }) => name === format) ?? compileFormat(format, tools.compilers);
  if (found) return found;
  const meant = similar(format, builtIn);
  const guess = meant.length === 0 ? '' : `did you mean ${meant.join(', ')}? `;
  throw new ReplayError(
    'usage',
    `--format ${format}: no such format`,
    `${guess}reprise inspect --formats lists them; or give a format string of nginx or Apache, or --parser FILE`,
  );
}

function readsARequest(format: LogFormat, sample: readonly string[]): boolean {
  const parse = format.open();
  return sample.some((line) => {
    try {
      return !isSkipped(parse(line));
    } catch (error) {
      // Where it stands is said by the pass over the log, which comes to it too.
      if (error instanceof ParserFault) return true;
      throw error;
    }
  });
}

/** Those that may have been meant: they hold what was written, or begin alike. */
function similar(written: string, formats: readonly LogFormat[]): string[] {
  const text = written.toLowerCase();
  const isSimilar = ({ name }: LogFormat) =>
    name.includes(text) || text.includes(name) || (text.length > 2 && name.startsWith(text.slice(0, 3)));
  return formats
    .filter(isSimilar)
    .map(({ name }) => name)
    .slice(0, MOST_SIMILAR);
}

const MOST_SIMILAR = 5;
