import { styleText } from 'node:util';

/** What a colour means: good (green), warn (yellow: 4xx, dropped), bad (red: failed, 5xx), and two shades of loudness. */
export type Tone = 'good' | 'warn' | 'bad' | 'strong' | 'faint';

/** A piece of text, and what it means where that is to be seen. */
export type Cell = string | { readonly text: string; readonly tone: Tone | undefined };

/** Colours a cell, or gives back its bare text when colours are off. */
export type Paint = (cell: Cell) => string;

/** Makes the one place where colours come from; whether the terminal wants them is the caller's to know. */
export function painter(color: boolean): Paint {
  return (cell) => {
    if (typeof cell === 'string') return cell;
    if (!color || cell.tone === undefined || cell.text === '') return cell.text;
    return styleText(STYLES[cell.tone], cell.text, { validateStream: false });
  };
}

export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

/** How a status code or its class (`5xx`) is to be seen. */
export function statusTone(status: number | string): Tone | undefined {
  return STATUS_TONES[String(status)[0]!];
}

const STYLES = { good: 'green', warn: 'yellow', bad: 'red', strong: 'bold', faint: 'dim' } as const;
const STATUS_TONES: Readonly<Record<string, Tone>> = { 2: 'good', 4: 'warn', 5: 'bad' };
