import { type Candidate, detectFormat } from './detect-format.ts';
import { ParserFault } from './guard-format.ts';
import { isSkipped } from './is-skipped.ts';
import type { LogFormat } from './log-format.ts';
import { nothingMapped } from './mapped-format.ts';
import { type FormatChoice, type FormatTools, namedFormat } from './named-format.ts';
import { nothingReadable } from './nothing-readable.ts';
import { detectWrapper, unwrapSample } from './unwrap/detect-wrapper.ts';
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

/** Finds out how the sample is to be read; what it finds reads at least one request. */
export async function chooseFormat(
  choice: FormatChoice,
  builtIn: readonly LogFormat[],
  sample: readonly string[],
  log: string,
  tools: FormatTools,
): Promise<Reading> {
  const named = await namedFormat(choice, builtIn, tools);
  const tried = named ? [named.format] : builtIn;
  const { lines, candidates, wrapper } = bareOrUnwrapped(sample, tried);
  const [best, ...others] = candidates;
  if (best && readsARequest(best.format, lines)) {
    const missing = named?.map?.missing(lines) ?? [];
    return { candidates: [best, ...others], wrapper, lines, missing };
  }
  if (named?.map && sample.length > 0) throw nothingMapped(log, innermost(sample), named.map);
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

function innermost(sample: readonly string[]): readonly string[] {
  const wrapper = detectWrapper(sample);
  return wrapper === null ? sample : unwrapSample(wrapper, sample);
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
