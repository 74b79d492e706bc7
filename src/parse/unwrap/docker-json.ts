import { createPartJoiner } from './join-parts.ts';
import { parseJsonLine } from './parse-json-line.ts';
import { stampMs } from './stamp.ts';
import type { Layer } from './wrapper.ts';

/** Lines that are longer come in parts of just this many bytes, of which only the last ends with a line end. */
const PART_BYTES = 16 * 1024;

/**
 * What docker's json-file driver keeps, `{"log":"line\n","stream":"stdout","time":"…"}`, and what shippers make of it, which
 * may have other members beside and no line end.
 */
export const dockerJson: Layer = {
  name: 'docker json-file',
  lossy: true,
  open: () => {
    const { join, rest } = createPartJoiner();
    let stamp: unknown;
    return {
      unwrap: (line) => {
        if (!line.startsWith('{') || !line.includes('"log":')) return undefined;
        const { log, stream, time } = parseJsonLine(line) ?? {};
        if (typeof log !== 'string' || (stream !== 'stdout' && stream !== 'stderr')) return undefined;
        stamp = time;
        const isWhole = log.endsWith('\n');
        const text = isWhole ? log.slice(0, log.endsWith('\r\n') ? -2 : -1) : log;
        return join(stream === 'stderr', text, isWhole || log.length < PART_BYTES);
      },
      writtenAtMs: () => (typeof stamp === 'string' ? stampMs(stamp) : undefined),
      rest,
    };
  },
};
