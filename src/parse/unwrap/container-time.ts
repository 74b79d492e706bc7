import type { Layer } from './wrapper.ts';

/** The stamp that `docker logs -t` and `kubectl logs --timestamps` put before a line: to the nanosecond, as nothing else. */
export const containerTime: Layer = {
  name: 'container time',
  open: () => (line) => {
    const head = HEAD.exec(line);
    return head === null ? undefined : line.slice(head[0].length);
  },
};

const HEAD = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /;
