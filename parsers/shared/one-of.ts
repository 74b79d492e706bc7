import type { ParseLine } from 'reprise/parser';
import { SKIPPED } from './skipped.ts';

/** For software that writes lines of more than one shape: the first that reads a line counts. */
export function oneOf(...opens: readonly (() => ParseLine)[]): () => ParseLine {
  return () => {
    const parsers = opens.map((open) => open());
    return (line) => {
      for (const parse of parsers) {
        const read = parse(line);
        if (read !== SKIPPED['not-an-access-line']) return read;
      }
      return SKIPPED['not-an-access-line'];
    };
  };
}
