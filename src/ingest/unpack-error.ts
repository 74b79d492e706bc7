/** Packed bytes that break off, or are wrong. What was unpacked before has been handed on. */
export class UnpackError extends Error {
  readonly fault: 'cut-off' | 'damaged';

  constructor(fault: 'cut-off' | 'damaged', message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'UnpackError';
    this.fault = fault;
  }
}
