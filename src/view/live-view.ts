import cliProgress from 'cli-progress';
import { painter } from './paint.ts';
import { printable } from './printable.ts';
import type { Progress } from './progress.ts';
import { renderProgress } from './render-progress.ts';
import { safeWriter, type TerminalStream } from './safe-writer.ts';

export interface LiveViewOptions {
  readonly stream: TerminalStream;
  /** Whether `stream` is a terminal, on which a line can be drawn over. */
  readonly tty: boolean;
  readonly color: boolean;
}

/** Shows how a run goes while it goes. Nothing that happens to its stream ever reaches the caller. */
export interface LiveView {
  /** Says something in a line of its own: what happens before the start, or beside the run. */
  note(text: string): void;
  update(progress: Progress): void;
  /** Leaves the terminal as it was, with the notes on it. May be called twice. */
  stop(): void;
}

/** Makes the view that fits the stream: one line drawn over on a terminal, else a plain line every ten seconds. */
export function createLiveView(options: LiveViewOptions): LiveView {
  return options.tty ? terminalView(options) : plainView(options);
}

const PLAIN_EVERY_US = 10_000_000;

function plainView({ stream }: LiveViewOptions): LiveView {
  const write = safeWriter(stream);
  const paint = painter(false);
  let nextUs = PLAIN_EVERY_US;
  return {
    note: (text) => write(`${printable(text)}\n`),
    update(progress) {
      if (progress.elapsedUs < nextUs) return;
      nextUs = (Math.floor(progress.elapsedUs / PLAIN_EVERY_US) + 1) * PLAIN_EVERY_US;
      write(`${renderProgress(progress, Number.POSITIVE_INFINITY, paint)}\n`);
    },
    stop() {},
  };
}

function terminalView({ stream, color }: LiveViewOptions): LiveView {
  const write = safeWriter(stream);
  const paint = painter(color);
  const bar = new cliProgress.SingleBar({
    stream: barStream(write),
    clearOnComplete: true,
    linewrap: true,
    barCompleteChar: '#',
    barIncompleteChar: '-',
    format: (options, _params, payload: { progress: Progress }) =>
      renderProgress(payload.progress, (stream.columns ?? 80) - 1, paint, (share, barsize) =>
        cliProgress.Format.BarFormat(share, { ...options, barsize }),
      ),
  });
  let shown: Progress | null = null;
  return {
    note(text) {
      if (shown !== null) bar.stop();
      write(`${printable(text)}\n`);
      if (shown !== null) start(shown);
    },
    update(progress) {
      if (shown === null) start(progress);
      else bar.update(progress.elapsedUs, { progress });
      shown = progress;
    },
    stop() {
      if (shown !== null) bar.stop();
      shown = null;
    },
  };

  function start(progress: Progress): void {
    bar.start(progress.totalUs ?? 0, progress.elapsedUs, { progress });
  }
}

/**
 * The terminal as cli-progress may see it. It thinks that it is endlessly wide, so that it neither cuts through
 * colours nor turns line wrapping off (lines are fitted before it gets them); saving and restoring the cursor is
 * kept from it, since the place that was saved is wrong once the screen has scrolled. So all that it ever does is to
 * draw over its own line, and a process that dies leaves no terminal behind in need of repair.
 */
function barStream(write: (text: string) => boolean): NodeJS.WritableStream {
  const view = {
    isTTY: true,
    columns: Number.MAX_SAFE_INTEGER,
    write: (text: string) => text === SAVE_CURSOR || text === RESTORE_CURSOR || write(text),
  };
  return view as unknown as NodeJS.WritableStream;
}

const SAVE_CURSOR = '\x1B7';
const RESTORE_CURSOR = '\x1B8';
