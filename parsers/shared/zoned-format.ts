import type { LogFormat } from 'reprise/parser';

/** A format whose stamps may name no zone: read as UTC unless told otherwise. */
export interface ZonedFormat extends LogFormat {
  /** The same format with its stamps in `timezone`: `UTC`, `+02:00`, `Europe/Vienna`. Throws for one that is unknown. */
  readonly inTimezone: (timezone: string) => ZonedFormat;
}
