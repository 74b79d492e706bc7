import type { Summary } from '../model.ts';

/** Requests sent per second, over the time in which they were being sent; 0 when nothing was. */
export function rateMade({ sent, sendingUs }: Pick<Summary, 'sent' | 'sendingUs'>): number {
  return sendingUs > 0 ? sent / (sendingUs / 1e6) : 0;
}
