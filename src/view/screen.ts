/** What there is to show things on: how wide it is in columns, and whether it has colours. */
export interface Screen {
  readonly width: number;
  readonly color: boolean;
}

/** How much is told. */
export type Extent = 'brief' | 'full';

/** The narrowest screen that the tables are made for. */
export const NARROWEST = 60;
