/** As much of `process.stderr` as a view needs. */
export interface TerminalStream {
  readonly columns?: number;
  readonly writable?: boolean;
  write(text: string): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Writes for as long as somebody reads: once the stream has failed or ended, writing does nothing. */
export function safeWriter(stream: TerminalStream): (text: string) => boolean {
  let broken = false;
  stream.on('error', () => {
    broken = true;
  });
  return (text) => {
    if (broken || stream.writable === false) return true;
    try {
      stream.write(text);
    } catch {
      broken = true;
    }
    return true;
  };
}
