import { type FileHandle, open, stat } from 'node:fs/promises';
import { cannotRead } from './cannot-read.ts';
import { PACKING_BYTES } from './detect-packing.ts';
import { refusePacked } from './refuse-packed.ts';

/** A file that others write, and how far it has been read. */
export class GrowingFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #buffer = Buffer.allocUnsafe(BEHIND + CHUNK);
  #position = 0;
  /** The bytes before `position`: where they have changed, it is not the same content any more. */
  #behind: Buffer = Buffer.alloc(0);
  /** The writer goes on at its old place in a file that was emptied: what lies before it reads as NULs. */
  #skipsHole = false;
  /** What comes first is the rest of a line. */
  #skipsLine = false;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  static async open(path: string, at: 'start' | 'end'): Promise<GrowingFile> {
    try {
      const file = new GrowingFile(path, await open(path));
      await file.#begin(at);
      return file;
    } catch (cause) {
      throw cannotRead(path, cause);
    }
  }

  async #begin(at: 'start' | 'end'): Promise<void> {
    try {
      refusePacked(this.#path, await this.#bytes(0, PACKING_BYTES));
    } catch (error) {
      await this.close();
      throw error;
    }
    if (at === 'start') return;
    const { size } = await this.#handle.stat();
    this.#position = size;
    this.#behind = Buffer.from(await this.#bytes(Math.max(0, size - BEHIND), Math.min(size, BEHIND)));
    this.#skipsLine = this.#behind.length > 0 && this.#behind.at(-1) !== LF;
  }

  /**
   * What was written since the last time, good until the next read; undefined: nothing. What lies before it is read again
   * with it, in one go: between a look and a read, the log could be emptied and written anew.
   */
  async read(): Promise<Buffer | 'was-emptied' | undefined> {
    const behind = this.#behind;
    const bytes = await this.#bytes(this.#position - behind.length, behind.length + CHUNK);
    if (!bytes.subarray(0, behind.length).equals(behind)) return 'was-emptied';
    let chunk = bytes.subarray(behind.length);
    if (chunk.length === 0) return undefined;
    this.#position += chunk.length;
    this.#behind = Buffer.from(bytes.subarray(-BEHIND));
    if (this.#skipsHole) {
      const end = chunk.findIndex((byte) => byte !== 0);
      this.#skipsHole = end === -1;
      chunk = end === -1 ? chunk.subarray(chunk.length) : chunk.subarray(end);
    }
    if (this.#skipsLine) {
      const end = chunk.indexOf(LF);
      this.#skipsLine = end === -1;
      chunk = end === -1 ? chunk.subarray(chunk.length) : chunk.subarray(end + 1);
    }
    return chunk;
  }

  startOver(): void {
    this.#position = 0;
    this.#behind = Buffer.alloc(0);
    this.#skipsHole = true;
    this.#skipsLine = false;
  }

  /** The file that has its name now, when it was moved away. */
  async successor(): Promise<{ readonly isEmpty: boolean } | undefined> {
    const [here, there] = await Promise.all([
      this.#handle.stat({ bigint: true }),
      stat(this.#path, { bigint: true }).catch(() => undefined),
    ]);
    if (!there || (here.ino === there.ino && here.dev === there.dev)) return undefined;
    return { isEmpty: there.size === 0n };
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #bytes(position: number, length: number): Promise<Buffer> {
    // A look finds nothing most of the time: it is not worth a buffer of its own.
    const { bytesRead } = await this.#handle.read(this.#buffer, 0, length, position);
    return this.#buffer.subarray(0, bytesRead);
  }
}

const LF = 0x0a;
const CHUNK = 256 * 1024;
/** So much of what lies before is compared. */
const BEHIND = 64;
