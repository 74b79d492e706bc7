import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { cliEnvironment, ENTRY, REPOSITORY } from './cli-environment.ts';
import { endChild } from './end-child.ts';
import { endWithTest } from './end-with-test.ts';

export interface CliOptions {
  /** The repository's own folder unless said otherwise: a test that stores a run gives its own, or `--db`. */
  readonly cwd?: string;
  /** Beside the environment of the tests; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it reads on stdin; without, stdin is at its end from the start. */
  readonly input?: string | Uint8Array;
  /** Called with all of stderr so far, whenever there is more. */
  readonly onStderr?: (stderr: string, cli: Cli) => void;
  /** Then it is killed, and `finished` rejects with what it said so far. */
  readonly timeoutMs?: number;
  /** The script to run instead of `bin/reprise.js`. */
  readonly script?: string;
}

/** How a command ended, and all it said. */
export interface CliResult {
  /** null: a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `reprise` that is running. */
export interface Cli {
  readonly child: ChildProcess;
  readonly finished: Promise<CliResult>;
  stdout(): string;
  stderr(): string;
  send(signal: NodeJS.Signals): void;
  /** Resolves when all of stdout so far matches; rejects when the command ends before that. */
  waitForStdout(pattern: RegExp): Promise<RegExpMatchArray>;
  waitForStderr(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Kills it if it still runs: `await using cli = startCli(…)`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts `reprise …` in a process of its own, with the Node that runs the tests, and leaves it running. It is killed
 * when the test that started it ends, if not before.
 */
export function startCli(args: readonly string[], options: CliOptions = {}): Cli {
  const { cwd = REPOSITORY, env, input, onStderr, timeoutMs = 60_000, script = ENTRY } = options;
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: cliEnvironment(env),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  endWithTest(child);
  // A command that ends without reading all of its input is no fault of the test.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);

  const stdout = collect(child.stdout!);
  const stderr = collect(child.stderr!);
  const words = `reprise ${args.join(' ')}`;
  const said = (): string => `stdout:\n${stdout.text()}\nstderr:\n${stderr.text()}`;
  const finished = finish(child, timeoutMs, words, said).then(([status, signal]) => {
    return { status, signal, stdout: stdout.text(), stderr: stderr.text() };
  });
  // Whoever waits is told; a test that waits for nobody has no use for the error.
  finished.catch(() => {});

  const waitFor = (output: Output, pattern: RegExp): Promise<RegExpMatchArray> => {
    const ended = finished.then(() => {
      throw new Error(`'${words}' ended before ${pattern} was seen\n${said()}`);
    });
    return Promise.race([output.matching(pattern), ended]);
  };
  const cli: Cli = {
    child,
    finished,
    stdout: stdout.text,
    stderr: stderr.text,
    send: (signal) => void child.kill(signal),
    waitForStdout: (pattern) => waitFor(stdout, pattern),
    waitForStderr: (pattern) => waitFor(stderr, pattern),
    [Symbol.asyncDispose]: () => endChild(child, 'SIGKILL'),
  };
  if (onStderr !== undefined) child.stderr!.on('data', () => onStderr(stderr.text(), cli));
  return cli;
}

interface Output {
  text(): string;
  matching(pattern: RegExp): Promise<RegExpMatchArray>;
}

function collect(stream: Readable): Output {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return {
    text: () => text,
    matching: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          const match = text.match(pattern);
          if (match === null) return;
          stream.off('data', look);
          resolve(match);
        };
        stream.on('data', look);
        look();
      }),
  };
}

function finish(
  child: ChildProcess,
  timeoutMs: number,
  words: string,
  said: () => string,
): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`'${words}' was still running after ${timeoutMs} ms\n${said()}`));
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      resolve([status, signal]);
    });
  });
}
