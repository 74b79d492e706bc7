import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShipLine } from './ship-line.ts';

/**
 * Lines that wait for a receiver, on disk: a file a batch, in order, until it has arrived. It is bounded: what earlier runs left
 * makes room for a new one, oldest first; a run that fills it alone keeps its beginning.
 */
export class Spool {
  readonly folder: string;
  readonly #mostBytes: number;
  readonly #sizes = new Map<string, number>();
  /** What all of this run's files begin with. */
  readonly #run: string;
  #batches = 0;
  #droppedLines = 0;

  constructor(folder: string, mostBytes: number, nowMs: number) {
    this.folder = folder;
    this.#mostBytes = mostBytes;
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.partial'))) {
      // Of a process that was killed, not of one that is writing it.
      const path = join(folder, name);
      const writtenMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? nowMs;
      if (nowMs - writtenMs > HOUR_MS) rmSync(path, { force: true });
    }
    for (const name of readdirSync(folder)
      .filter((file) => BATCH.test(file))
      .toSorted())
      this.#sizes.set(name, statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
    // After all that is there, even where the clock was set back.
    const last = Number([...this.#sizes.keys()].at(-1)?.slice(0, DIGITS) ?? 0);
    this.#run = `${String(Math.max(nowMs, last + 1)).padStart(DIGITS, '0')}-${process.pid}`;
  }

  /** Names of batches, the oldest first. */
  get batches(): string[] {
    return [...this.#sizes.keys()];
  }

  get lines(): number {
    return this.batches.reduce((sum, name) => sum + linesOf(name), 0);
  }

  /** How many lines of earlier runs had to make room. */
  get droppedLines(): number {
    return this.#droppedLines;
  }

  /** Gives the name of the batch; null: there is no room. */
  put(lines: readonly ShipLine[]): string | null {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const bytes = Buffer.byteLength(text);
    if (!this.#makeRoom(bytes)) return null;
    const number = String(this.#batches++).padStart(DIGITS, '0');
    const name = `${this.#run}-${number}-${lines.length}.ndjson`;
    const path = join(this.folder, name);
    try {
      writeFileSync(`${path}.partial`, text, { mode: 0o600 });
      renameSync(`${path}.partial`, path);
    } catch (error) {
      rmSync(`${path}.partial`, { force: true });
      throw error;
    }
    this.#sizes.set(name, bytes);
    return name;
  }

  /** What a batch holds; nothing where its file is gone or is none of ours. */
  read(name: string): ShipLine[] {
    try {
      const lines = readFileSync(join(this.folder, name), 'utf8').split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line));
    } catch {
      return [];
    }
  }

  remove(name: string): void {
    rmSync(join(this.folder, name), { force: true });
    this.#sizes.delete(name);
  }

  #makeRoom(bytes: number): boolean {
    let used = bytes;
    for (const size of this.#sizes.values()) used += size;
    for (const [name, size] of this.#sizes) {
      if (used <= this.#mostBytes || name.startsWith(this.#run)) break;
      this.remove(name);
      this.#droppedLines += linesOf(name);
      used -= size;
    }
    return used <= this.#mostBytes;
  }
}

/** Of a time in ms, and of the number of a batch: so many that names sort as numbers do. Between them stands the process. */
const DIGITS = 15;
const HOUR_MS = 3_600_000;
const BATCH = /^\d{15}-\d+-\d{15}-\d+\.ndjson$/;

/** How many lines a batch holds, by its name. */
export function linesOf(name: string): number {
  return Number(/(\d+)\.ndjson$/.exec(name)?.[1] ?? 0);
}
