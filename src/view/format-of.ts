import type { Run } from '../model.ts';

/** What the log of a run was read as, and what it was inside of. */
export function formatOf({ format, options: { inside } }: Pick<Run, 'format' | 'options'>): string {
  return Array.isArray(inside) && inside.length > 0 ? `${format} inside ${inside.join(', ')}` : format;
}
