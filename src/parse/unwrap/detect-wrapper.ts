import { ansi } from './ansi.ts';
import { compose } from './compose.ts';
import { containerTime } from './container-time.ts';
import { createUnwrapper } from './create-unwrapper.ts';
import { cri } from './cri.ts';
import { dockerJson } from './docker-json.ts';
import { journaldJson } from './journald-json.ts';
import { quote } from './quote.ts';
import { syslog } from './syslog.ts';
import type { Layer, Wrapper } from './wrapper.ts';

/** Colours come first, for they may stand within the marks of all others. */
const LAYERS: readonly Layer[] = [ansi, dockerJson, journaldJson, cri, syslog, compose, containerTime, quote];

/** How many wrappers may be put around each other: compose prints what docker kept of what syslog was told. */
const DEPTH = 4;
const HALF = 0.5;

/** Tells what the lines of a log are wrapped in; null where most of them are not, and then unwrapping costs nothing. */
export function detectWrapper(sample: readonly string[]): Wrapper | null {
  const found: Layer[] = [];
  let lines: readonly string[] = sample;
  while (found.length < DEPTH) {
    // Colours may have been kept as text by what is around, which hides them until that is off.
    const layer = LAYERS.find((candidate) => found.at(-1) !== candidate && wrapsEnough(candidate, lines));
    if (layer === undefined) break;
    found.push(layer);
    lines = unwrapAll(layer, lines);
  }
  if (found.length === 0) return null;
  return { names: found.map(({ name }) => name), open: (options = {}) => createUnwrapper(found, options) };
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

function unwrapAll(layer: Layer, lines: readonly string[]): string[] {
  return unwrapSample({ names: [layer.name], open: () => createUnwrapper([layer], {}) }, lines);
}
