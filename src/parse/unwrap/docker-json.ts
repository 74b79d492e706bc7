import { createPartJoiner } from './join-parts.ts';
import { parseJsonLine } from './parse-json-line.ts';
import type { Layer } from './wrapper.ts';

/**
 * What docker's json-file driver keeps: `{"log":"line\n","stream":"stdout","time":"…"}`. A line longer than 16 KiB comes in
 * parts, of which only the last ends with a line end.
 */
export const dockerJson: Layer = {
  name: 'docker json-file',
  open: () => {
    const join = createPartJoiner();
    return (line) => {
      if (!BEGIN.test(line)) return undefined;
      const { log, stream, time } = parseJsonLine(line) ?? {};
      if (typeof log !== 'string' || typeof time !== 'string') return undefined;
      const isLast = log.endsWith('\n');
      const text = isLast ? log.slice(0, log.endsWith('\r\n') ? -2 : -1) : log;
      return join(typeof stream === 'string' ? stream : '', text, isLast);
    };
  },
};

const BEGIN = /^\{"(?:log|stream|time|attrs)":/;
