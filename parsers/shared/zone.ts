import type { ToUtc } from 'reprise/parser';

export type { ToUtc } from 'reprise/parser';

/** The reader of clocks that show UTC: what stamps that name no zone are taken for, unless a user says otherwise. */
export const UTC: ToUtc = (wallClockMs) => wallClockMs;
