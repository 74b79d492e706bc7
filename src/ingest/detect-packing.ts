/** How a log is packed. Its name has no say: logs are renamed, and come from pipes. */
export type Packing = 'gzip' | 'zstd' | 'bzip2' | 'xz';

/** What is no log and cannot be unpacked here either. */
export type Foreign = 'zip' | '7z' | 'rar' | 'lz4' | 'compress' | 'tar' | 'journal';

/** Whether so much of a log is enough to tell how it is packed: a pipe may have brought no more than a short line. */
export function tellsPacking(head: Buffer): boolean {
  return (
    head.length >= PACKING_BYTES || (head.length > 0 && !FIRST_BYTES.test(head.toString('latin1', 0, 1)))
  );
}

export const PACKING_BYTES = 10;
const FIRST_BYTES = /[\x1f\x28\x50-\x5f\xfdB7RL\x04]/;

/** So many tell whether it is a tar archive, which has its mark behind a file's name. */
export const TAR_BYTES = 262;

/** Tells by its first bytes how a log is packed; null where it is not. */
export function detectPacking(head: Buffer): Packing | Foreign | null {
  if (head.toString('latin1', TAR_AT, TAR_AT + 5) === 'ustar') return 'tar';
  const start = head.toString('latin1', 0, PACKING_BYTES);
  for (const [packing, magic] of MAGIC) if (magic.test(start)) return packing;
  return isBzip2(start) ? 'bzip2' : null;
}

const TAR_AT = 257;

const MAGIC: readonly (readonly [Packing | Foreign, RegExp])[] = [
  ['gzip', /^\x1f\x8b\x08/],
  // A frame, or one to be skipped, as pzstd begins with.
  ['zstd', /^(?:\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18)/],
  ['xz', /^\xfd7zXZ\0/],
  ['zip', /^PK\x03\x04/],
  ['7z', /^7z\xbc\xaf\x27\x1c/],
  ['rar', /^Rar!\x1a\x07/],
  ['lz4', /^\x04\x22\x4d\x18/],
  ['compress', /^\x1f[\x9d\xa0]/],
  ['journal', /^LPKSHHRH/],
];

/** `BZh9` alone could be text: a block, or the end of an empty stream, must follow, as far as there is anything. */
function isBzip2(start: string): boolean {
  if (!/^BZh[1-9]/.test(start)) return false;
  return ['1AY&SY', '\x17\x72\x45\x38\x50\x90'].some((follows) => follows.startsWith(start.slice(4)));
}
