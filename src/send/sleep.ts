import type { Alarm } from './alarm.ts';
import { sharpenTimers } from './sharpen-timers.ts';

/** How a thread can sleep, and how much before the moment it has to be woken, in microseconds. */
export interface Sleep {
  /** How late the kernel may wake it. */
  readonly wakeUpUs: number;
  /** Where requests are in flight, whose answers have to be heard meanwhile; null: it has to stay awake. */
  readonly alarm: Alarm | null;
  /** How late its event loop may hear of the alarm. */
  readonly ringUs: number;
}

export const COARSE_SLEEP: Sleep = { wakeUpUs: 150, alarm: null, ringUs: 300 };

/** As little late as the kernel lets this thread be. */
export function bestSleep(alarm: Alarm | null): Sleep {
  return sharpenTimers() ? { wakeUpUs: 60, alarm, ringUs: 150 } : { ...COARSE_SLEEP, alarm };
}
