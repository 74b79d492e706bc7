import type { Layer } from './wrapper.ts';

/** The pod before each line that `kubectl logs --prefix` prints: `[pod/web-0/nginx] line`. */
export const kubectl: Layer = {
  name: 'kubectl prefix',
  open: () => ({
    unwrap: (line) => {
      const head = HEAD.exec(line);
      return head === null ? undefined : line.slice(head[0].length);
    },
  }),
};

const HEAD = /^\[pod\/[^\] ]{1,500}\](?: |$)/;
