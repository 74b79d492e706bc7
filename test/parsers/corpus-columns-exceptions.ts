/** What a record of the corpus says otherwise, and why we do not follow; everything else about it must hold. */
export interface ColumnsException {
  readonly fields: readonly string[];
  readonly reason: string;
}

export const COLUMNS_EXCEPTIONS: ReadonlyMap<string, ColumnsException> = new Map([]);
