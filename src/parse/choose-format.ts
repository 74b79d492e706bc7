import { ReplayError } from '../errors.ts';
import { isSkipped } from '../model.ts';
import { type Candidate, detectFormat } from './detect-format.ts';
import { ParserFault } from './guard-format.ts';
import type { LogFormat } from './log-format.ts';
import { nothingMapped } from './mapped-format.ts';
import { type FormatChoice, type FormatTools, type NamedFormat, namedFormat } from './named-format.ts';
import { nothingReadable } from './nothing-readable.ts';
import { detectWrappers, unwrapSample } from './unwrap/detect-wrapper.ts';
import type { Wrapper } from './unwrap/wrapper.ts';

/** How a log is to be read. */
export interface Reading {
  /** The format that was named, or those that read the sample, best first. */
  readonly candidates: readonly [Candidate, ...Candidate[]];
  /** What is around the lines, and has to come off before a format reads them. */
  readonly wrapper: Wrapper | null;
  /** The lines of the sample without what is around them. */
  readonly lines: readonly string[];
  /** Entries of a map that stand for nothing in the sample. */
  readonly missing: readonly string[];
}

/** The first lines of a log. */
export interface LogSample {
  readonly log: string;
  readonly lines: readonly string[];
}

/**
 * Finds out how each of several logs is to be read: servers of different make may have written them. A log that nothing
 * reads is left (null) as long as another is read; what is found reads at least one request.
 */
export async function chooseFormats(
  choice: FormatChoice,
  builtIn: readonly LogFormat[],
  samples: readonly LogSample[],
  tools: FormatTools,
): Promise<(Reading | null)[]> {
  const named = await namedFormat(choice, builtIn, tools);
  const readings = samples.map((sample) => readingOf(named, builtIn, sample, tools));
  const faults = readings.filter((reading) => reading instanceof ReplayError);
  // An empty log says less than one that nobody can read.
  const worst = faults[samples.findIndex(({ lines }) => lines.length > 0)] ?? faults[0];
  if (worst && faults.length === samples.length) throw worst;
  return readings.map((reading) => (reading instanceof ReplayError ? null : reading));
}

function readingOf(
  named: NamedFormat | undefined,
  builtIn: readonly LogFormat[],
  { log, lines: sample }: LogSample,
  tools: FormatTools,
): Reading | ReplayError {
  const tried = named ? [named.format] : builtIn;
  const { lines, candidates, wrapper } = bareOrUnwrapped(sample, tried);
  const [best, ...others] = candidates;
  if (best && readsARequest(best.format, lines)) {
    const missing = named?.map?.missing(lines) ?? [];
    return { candidates: [best, ...others], wrapper, lines, missing };
  }
  if (named?.map && sample.length > 0) return nothingMapped(log, innermost(sample), named.map);
  return nothingReadable({ log, sample, tried, nearest: candidates, redact: tools.redact });
}

interface Tried {
  readonly lines: readonly string[];
  readonly candidates: readonly Candidate[];
  readonly wrapper: Wrapper | null;
}

/** What looks like a wrapper is one only if the formats read no less of what is within. */
function bareOrUnwrapped(sample: readonly string[], formats: readonly LogFormat[]): Tried {
  let best: Tried = { lines: sample, candidates: detectFormat(sample, formats), wrapper: null };
  const share = ({ candidates }: Tried) => candidates[0]?.share ?? 0;
  for (const wrapper of detectWrappers(sample)) {
    if (wrapper.mustRead === 'more' && share(best) === 1) continue;
    const lines = unwrapSample(wrapper, sample);
    const tried: Tried = { lines, candidates: detectFormat(lines, formats), wrapper };
    const isBetter = share(tried) > share(best);
    if (isBetter || (wrapper.mustRead !== 'more' && share(tried) > 0 && share(tried) === share(best)))
      best = tried;
  }
  return best;
}

/** What is within all that may be a wrapper. */
function innermost(sample: readonly string[]): readonly string[] {
  const wrapper = detectWrappers(sample).at(-1);
  return wrapper === undefined ? sample : unwrapSample(wrapper, sample);
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
