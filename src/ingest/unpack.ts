import { createGunzip, createZstdDecompress } from 'node:zlib';
import { ReplayError } from '../errors.ts';
import { detectPacking, type Foreign, type Packing, TAR_BYTES, tellsPacking } from './detect-packing.ts';
import { peekBytes } from './peek-bytes.ts';
import { unpackBzip2 } from './unpack-bzip2.ts';
import { UnpackError } from './unpack-error.ts';
import { unpackXz } from './unpack-xz.ts';
import { unpackZlib } from './unpack-zlib.ts';
import type { Warn } from './warn.ts';

/** Unpacks a log that is packed, and hands on any other as it is. Of a broken one, what can be had is used. */
export async function* unpack(
  packed: AsyncGenerator<Buffer>,
  file: string,
  warn: Warn,
): AsyncGenerator<Buffer> {
  const { head, chunks } = await peekBytes(packed, tellsPacking);
  const packing = detectPacking(head);
  if (packing === null) {
    yield* chunks;
  } else if (packing in FOREIGN) {
    await chunks.return(undefined);
    throw foreign(file, packing as Foreign);
  } else {
    try {
      const unpacked = await peekBytes(
        unpackers[packing as Packing](chunks),
        ({ length }) => length >= TAR_BYTES,
      );
      if (detectPacking(unpacked.head) === 'tar') {
        await unpacked.chunks.return(undefined);
        throw foreign(file, 'tar');
      }
      yield* unpacked.chunks;
    } catch (error) {
      if (!(error instanceof UnpackError)) throw error;
      warn(faultOf(packing, error), true);
    }
  }
}

/** How much is unpacked at a time. */
const CHUNK = 64 * 1024;

const unpackers: Readonly<Record<Packing, (chunks: AsyncGenerator<Buffer>) => AsyncGenerator<Buffer>>> = {
  gzip: (chunks) => unpackZlib(chunks, createGunzip({ chunkSize: CHUNK })),
  zstd: (chunks) => unpackZlib(chunks, createZstdDecompress({ chunkSize: CHUNK })),
  bzip2: unpackBzip2,
  xz: unpackXz,
};

function faultOf(packing: string, { fault, message }: UnpackError): string {
  const what =
    fault === 'cut-off'
      ? `is cut off: its ${packing} data do not end`
      : `is damaged: ${message} (${packing})`;
  return `${what}; what could be unpacked is used`;
}

function foreign(file: string, packing: Foreign): ReplayError {
  const [what, command] = FOREIGN[packing];
  const hint = command.replace('FILE', file === '-' ? 'FILE' : file);
  return new ReplayError(
    'input',
    `${file}: is ${what}, not a log`,
    `hand its text over: ${hint} | reprise … -`,
  );
}

const FOREIGN: Readonly<Record<Foreign, readonly [what: string, command: string]>> = {
  zip: ['a zip archive', 'unzip -p FILE'],
  '7z': ['a 7z archive', '7z x -so FILE'],
  rar: ['a rar archive', 'unrar p -inul FILE'],
  lz4: ['packed with lz4', 'lz4 -dc FILE'],
  compress: ['packed with compress', 'uncompress -c FILE'],
  tar: ['a tar archive', 'tar -xOf FILE'],
  journal: ['a systemd journal', 'journalctl --file FILE -o cat'],
};
