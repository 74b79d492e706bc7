import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 leave the room for new objects as it is: in this thread what loading reprise took (8 to 16 MiB, twice), in those to come
 * 8 MiB. It would let it grow to 32, twice, which costs 60 MB a run and saves no CPU (measured: docs/performance.md). Not for
 * reading a log as fast as possible, where it does save some.
 */
export function stopGrowing(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--min-semi-space-size=8');
}
