import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Command } from 'commander';
import { FAULTS, nearMiss, parseFaults } from '../index.ts';
import { wrapParser } from './option-values.ts';
import { UsageError } from './usage-error.ts';

type FaultRule = ReturnType<typeof parseFaults>[number];

/** What goes wrong at a practice target, and the TLS that it speaks. */
export interface FaultFlags {
  readonly faults?: FaultRule[];
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

const faultsOption = wrapParser((text) => parseFaults(text, nearMiss));

/** `--faults --tls-cert --tls-key`, and at the end of the help, what faults there are. */
export function addFaultOptions(command: Command): Command {
  return command
    .option(
      '--faults <rules>',
      "what goes wrong, by path and by share: '/cart/*=reset 5%=garbage' (repeatable)",
      (text: string, before: readonly FaultRule[] = []) => [...before, ...faultsOption(text)],
    )
    .option('--tls-cert <file>', 'speak TLS, with this certificate (PEM)')
    .option('--tls-key <file>', 'its key; without, it is in the same file')
    .addHelpText('after', faultsHelp);
}

/** Throws where the options do not belong together, or the files do not. */
export function readFaultFlags({ faults = [], tlsCert, tlsKey }: FaultFlags) {
  const plain = faults.filter(({ fault }) => fault.name === 'plain');
  if (tlsCert === undefined && tlsKey !== undefined)
    throw new UsageError('--tls-key says nothing without --tls-cert', 'name the certificate, too');
  if (tlsCert === undefined && plain.length > 0) {
    const mend = 'add --tls-cert FILE; a target without TLS is all plain: run … --target https://';
    throw new UsageError('the fault plain needs a target that speaks TLS', mend);
  }
  for (const ofConnections of [false, true]) {
    const some = faults.filter(
      ({ fault }) => (FAULTS[fault.name].befalls === 'connection') === ofConnections,
    );
    const share = some.reduce((sum, { share }) => sum + share, 0);
    if (share > 1 + 1e-9 && some.every(({ path }) => path === '*')) {
      const what = `the shares of --faults come to ${Math.round(share * 100)}%`;
      throw new UsageError(what, 'all of them together are 100% at most');
    }
  }
  return { faults, tls: tlsCert === undefined ? undefined : readTls(tlsCert, tlsKey ?? tlsCert) };
}

function readTls(certFile: string, keyFile: string): { readonly cert: string; readonly key: string } {
  const cert = read('--tls-cert', certFile);
  const key = read('--tls-key', keyFile);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const what = `--tls-cert ${certFile} and --tls-key ${keyFile} do not make TLS (${(error as Error).message})`;
    throw new UsageError(what, 'both are PEM files: docs/faults.md has the commands that make them');
  }
  return { cert, key };
}

function read(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${option} ${file}: cannot be read (${code})`, 'name a PEM file');
  }
}

function faultsHelp(): string {
  const lines = Object.entries(FAULTS).map(([name, kind]) => {
    const time = 'timeMs' in kind ? `[:${kind.timeMs}ms]`.replace('000ms', 's').replace(':0ms', ':TIME') : '';
    return `  ${`${name}${time}`.padEnd(16)} ${kind.what}`;
  });
  return `\nFaults, of all requests, or as 5%=NAME, /path/*=NAME, 5%/path/*=NAME; of connections and the whole target likewise:\n${lines.join('\n')}`;
}
