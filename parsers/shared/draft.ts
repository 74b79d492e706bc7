import type { LogRecord } from 'reprise/parser';

/** A record in the making. */
export type Draft = { -readonly [K in keyof LogRecord]: LogRecord[K] };
