import { ReplayError } from '../errors.ts';
import { detectPacking } from './detect-packing.ts';

/** Throws where a log that is to be followed begins as a packed one does: nobody writes lines into that. */
export function refusePacked(path: string, head: Buffer): void {
  const packing = detectPacking(head);
  if (packing === null) return;
  throw new ReplayError('input', `${path}: is packed (${packing})`, 'follow the log that is being written');
}
