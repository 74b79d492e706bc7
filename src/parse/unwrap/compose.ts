import type { Layer } from './wrapper.ts';

/** The service before each line that `docker compose logs` (`web-1  | line`) and pm2 (`0|web  | line`) print. */
export const compose: Layer = {
  name: 'compose',
  open: () => ({
    unwrap: (line) => {
      const head = HEAD.exec(line);
      return head === null ? undefined : line.slice(head[0].length);
    },
  }),
};

const HEAD = /^(?:\d{1,4}\|)?[A-Za-z_][\w.-]{0,100} {0,64}\|(?: |$)/;
