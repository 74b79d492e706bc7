import { stampMs } from './stamp.ts';
import type { Layer } from './wrapper.ts';

/** The stamp that `docker logs -t` and `kubectl logs --timestamps` put before a line: to the nanosecond, as nothing else. */
export const containerTime: Layer = {
  name: 'container time',
  open: () => {
    let stamp = '';
    return {
      unwrap: (line) => {
        if (!HEAD.test(line)) return undefined;
        const space = line.indexOf(' ');
        stamp = line.slice(0, space);
        return line.slice(space + 1);
      },
      writtenAtMs: () => stampMs(stamp),
    };
  },
};

const HEAD = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d) /;
