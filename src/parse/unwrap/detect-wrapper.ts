import { ansi } from './ansi.ts';
import { compose } from './compose.ts';
import { containerTime } from './container-time.ts';
import { cri } from './cri.ts';
import { dockerJson } from './docker-json.ts';
import { journaldJson } from './journald-json.ts';
import { quote } from './quote.ts';
import { syslog } from './syslog.ts';
import type { Layer, Unwrap, Wrapper } from './wrapper.ts';

/** Colours come first, for they may stand within the marks of all others. */
const LAYERS: readonly Layer[] = [ansi, dockerJson, journaldJson, cri, syslog, compose, containerTime, quote];

/** How many wrappers may be put around each other: compose prints what docker kept of what syslog was told. */
const DEPTH = 4;

/** Tells what the lines of a log are wrapped in; null where most of them are not, and then unwrapping costs nothing. */
export function detectWrapper(sample: readonly string[]): Wrapper | null {
  const found: Layer[] = [];
  let lines: readonly string[] = sample;
  while (found.length < DEPTH) {
    const layer = LAYERS.find((candidate) => !found.includes(candidate) && wrapsMost(candidate, lines));
    if (layer === undefined) break;
    found.push(layer);
    lines = unwrapAll(layer, lines);
  }
  if (found.length === 0) return null;
  return { name: found.map(({ name }) => name).join(', '), createUnwrapper: () => createUnwrapper(found) };
}

function wrapsMost(layer: Layer, lines: readonly string[]): boolean {
  const unwrap = layer.open();
  let wrapped = 0;
  let present = 0;
  for (const line of lines) {
    if (line === '') continue;
    present++;
    if (unwrap(line) !== undefined) wrapped++;
  }
  return wrapped * 2 > present;
}

function unwrapAll(layer: Layer, lines: readonly string[]): string[] {
  const unwrap = createUnwrapper([layer]);
  return lines.map(unwrap).filter((line) => line !== null);
}

function createUnwrapper(layers: readonly Layer[]): Unwrap {
  const opened = layers.map((layer) => layer.open());
  return (line) => {
    let text = line;
    for (const unwrap of opened) {
      const inner = unwrap(text);
      if (inner === null) return null;
      if (inner !== undefined) text = inner;
    }
    return text;
  };
}
