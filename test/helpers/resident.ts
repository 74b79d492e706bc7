import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endWithProcess } from './end-with-process.ts';
import { type ResidentAnswer, type ResidentCommand, SEPARATOR } from './resident-protocol.ts';
import type { CliResult } from './start-cli.ts';

/** A process that runs one command after the other, each with all its output on real pipes; it ends with this one. */
export class Resident {
  readonly #child: ChildProcess;
  readonly #said = { stdout: '', stderr: '' };
  #status: number | undefined;
  #ended: ((result: CliResult) => void) | undefined;

  constructor() {
    this.#child = fork(fileURLToPath(new URL('resident-process.ts', import.meta.url)), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    endWithProcess(this.#child);
    for (const name of ['stdout', 'stderr'] as const) {
      this.#child[name]!.setEncoding('utf8').on('data', (chunk: string) => {
        this.#said[name] += chunk;
        this.#look();
      });
    }
    this.#child.on('message', ({ status }: ResidentAnswer) => {
      this.#status = status;
      this.#look();
    });
    this.#child.on('close', (status, signal) => {
      if (this.#ended === undefined)
        throw new Error(`a resident reprise died between commands: ${status ?? signal}`);
      this.#end({ status, signal, ...this.#said });
    });
    this.#keepUsAlive(false);
  }

  /** False once it is gone: `process.exit`, a crash or a signal has ended it together with its command. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** All that the running command has said so far. */
  get said(): Readonly<Record<'stdout' | 'stderr', string>> {
    return this.#said;
  }

  /** One command at a time. */
  run(command: ResidentCommand): Promise<CliResult> {
    this.#status = undefined;
    this.#said.stdout = '';
    this.#said.stderr = '';
    this.#keepUsAlive(true);
    return new Promise((resolve) => {
      this.#ended = resolve;
      this.#child.send(command);
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** What it says comes by three ways: the command is over when it has come by all. */
  #look(): void {
    const { stdout, stderr } = this.#said;
    if (this.#status === undefined || !stdout.endsWith(SEPARATOR) || !stderr.endsWith(SEPARATOR)) return;
    const [out, err] = [stdout, stderr].map((text) => text.slice(0, -SEPARATOR.length)) as [string, string];
    this.#end({ status: this.#status, signal: null, stdout: out, stderr: err });
  }

  #end(result: CliResult): void {
    const ended = this.#ended!;
    this.#ended = undefined;
    this.#keepUsAlive(false);
    ended(result);
  }

  #keepUsAlive(does: boolean): void {
    const { stdout, stderr, channel } = this.#child;
    for (const held of [this.#child, channel, stdout, stderr] as (Holder | null | undefined)[]) {
      if (does) held?.ref();
      else held?.unref();
    }
  }
}

interface Holder {
  ref(): void;
  unref(): void;
}
