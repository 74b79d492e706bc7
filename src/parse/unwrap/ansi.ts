import type { Layer } from './wrapper.ts';

/** The colours of a terminal, of which logs are full that were taken from one. Few lines of a log may have any. */
export const ansi: Layer = {
  name: 'ANSI colours',
  leastShare: 0.02,
  open: () => ({
    unwrap: (line) => (line.includes('\x1b[') ? line.replace(SEQUENCE, '') : undefined),
  }),
};

const SEQUENCE = /\x1b\[[0-?]{0,32}[ -/]{0,4}[@-~]/g;
