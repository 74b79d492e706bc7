import { parseJsonLine } from './parse-json-line.ts';
import type { Layer } from './wrapper.ts';

/** What `journalctl -o json` prints. A message that is not UTF-8 is an array of its bytes. */
export const journaldJson: Layer = {
  name: 'journald JSON',
  open: () => (line) => {
    if (!line.startsWith('{') || !line.includes('"MESSAGE"')) return undefined;
    const { MESSAGE } = parseJsonLine(line) ?? {};
    if (typeof MESSAGE === 'string') return MESSAGE;
    return Array.isArray(MESSAGE) ? fromBytes(MESSAGE) : undefined;
  },
};

function fromBytes(values: readonly unknown[]): string | undefined {
  const isBytes = values.every(
    (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 256,
  );
  return isBytes ? Buffer.from(values as number[]).toString('latin1') : undefined;
}
