import { ansi } from './ansi.ts';
import { compose } from './compose.ts';
import { containerTime } from './container-time.ts';
import { createUnwrapper } from './create-unwrapper.ts';
import { cri } from './cri.ts';
import { dockerJson } from './docker-json.ts';
import { journaldJson } from './journald-json.ts';
import { jsonMessage } from './json-message.ts';
import { kubectl } from './kubectl.ts';
import { quote } from './quote.ts';
import { syslog } from './syslog.ts';
import type { Layer, Wrapper } from './wrapper.ts';

/** Colours come first, for they may stand within the marks of all others. */
const LAYERS: readonly Layer[] = [
  ansi,
  dockerJson,
  journaldJson,
  cri,
  syslog,
  compose,
  kubectl,
  containerTime,
  quote,
  jsonMessage,
];

/** How many wrappers may be put around each other: compose prints what docker kept of what syslog was told. */
const DEPTH = 4;
const HALF = 0.5;

/**
 * Tells what the lines of a log may be wrapped in: the outermost alone, that and the next, and so on; none where most lines
 * wear nothing, and then unwrapping costs nothing.
 */
export function detectWrappers(sample: readonly string[]): Wrapper[] {
  const found: Layer[] = [];
  const wrappers: Wrapper[] = [];
  let lines: readonly string[] = sample;
  while (found.length < DEPTH) {
    // Colours may have been kept as text by what is around, which hides them until that is off.
    const layer = LAYERS.find((candidate) => found.at(-1) !== candidate && wrapsEnough(candidate, lines));
    if (layer === undefined) break;
    found.push(layer);
    wrappers.push(toWrapper([...found]));
    lines = unwrapSample(toWrapper([layer]), lines);
  }
  return wrappers;
}

function toWrapper(layers: readonly Layer[]): Wrapper {
  return {
    names: layers.map(({ name }) => name),
    mustRead: layers.at(-1)?.mustRead,
    open: (options = {}) => createUnwrapper(layers, options),
  };
}

/** The lines of a sample without what is around them, those included whose last part is not in it. */
export function unwrapSample(wrapper: Wrapper, sample: readonly string[]): string[] {
  const { unwrap, rest } = wrapper.open();
  return [...sample.map(unwrap).filter((line) => line !== null), ...rest()];
}

function wrapsEnough(layer: Layer, lines: readonly string[]): boolean {
  const { unwrap } = layer.open({});
  let wrapped = 0;
  let present = 0;
  for (const line of lines) {
    if (line === '') continue;
    present++;
    if (unwrap(line) !== undefined) wrapped++;
  }
  return wrapped > present * (layer.leastShare ?? HALF);
}
