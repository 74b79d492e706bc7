import { Interruption } from '../errors.ts';

/** How the note begins that says what interrupted a run. */
export const INTERRUPTED = 'interrupted ';

/** What interrupted a run, and how far it had come: `interrupted by SIGTERM after 12.3 s of 600 s`. */
export function interruptionNote(reason: unknown, atUs: number, durationUs: number | null): string {
  const by = reason instanceof Interruption ? `by ${reason.by} ` : '';
  const of = durationUs === null ? '' : ` of ${seconds(durationUs)}`;
  return `${INTERRUPTED}${by}after ${seconds(atUs)}${of}`;
}

function seconds(us: number): string {
  return `${Number((us / 1e6).toFixed(us < 100e6 ? 1 : 0))} s`;
}
