import { parseJsonLine } from './parse-json-line.ts';
import type { Layer } from './wrapper.ts';

/** What `journalctl -o json` prints. A message that is not UTF-8 is an array of its bytes. */
export const journaldJson: Layer = {
  name: 'journald JSON',
  open: () => {
    let micros: unknown;
    return {
      unwrap: (line) => {
        if (!line.startsWith('{') || !line.includes('"MESSAGE"')) return undefined;
        const entry = parseJsonLine(line) ?? {};
        const { MESSAGE } = entry;
        micros = entry._SOURCE_REALTIME_TIMESTAMP ?? entry.__REALTIME_TIMESTAMP;
        if (typeof MESSAGE === 'string') return MESSAGE;
        return Array.isArray(MESSAGE) ? fromBytes(MESSAGE) : undefined;
      },
      writtenAtMs: () =>
        typeof micros === 'string' && /^\d{1,17}$/.test(micros) ? Number(micros) / 1000 : undefined,
    };
  },
};

function fromBytes(values: readonly unknown[]): string | undefined {
  const isBytes = values.every(
    (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 256,
  );
  return isBytes ? Buffer.from(values as number[]).toString('latin1') : undefined;
}
