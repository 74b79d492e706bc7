import type { Layer } from './wrapper.ts';

/** The colours of a terminal, of which logs are full that were taken from one. */
export const ansi: Layer = {
  name: 'ANSI colours',
  open: () => (line) => (line.includes('\x1b[') ? line.replace(SEQUENCE, '') : undefined),
};

const SEQUENCE = /\x1b\[[0-?]{0,32}[ -/]{0,4}[@-~]/g;
