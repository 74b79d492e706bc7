import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { inspect, printable, ReplayError, SAFE_METHODS } from '../index.ts';
import { DEFAULT_FILE } from './config/choose-profile.ts';
import { type Looked, starterFile } from './config/starter-file.ts';
import { targetOption } from './option-values.ts';

interface InitFlags {
  readonly target?: string;
  readonly config: string;
  readonly force?: true;
}

/** `reprise init [LOG]`: writes a file of configuration to begin with, with comments, after looking at a log. */
export function addInitCommand(program: Command): void {
  program
    .command('init')
    .summary('write a reprise.yaml to begin with, after looking at a log')
    .description('Writes a file of configuration with comments, for the log that it is shown. Sends nothing.')
    .argument('[log]', 'the log that is to be replayed: a file, or one of several that were rotated')
    .option('--target <url>', 'what is going to be put under load', targetOption)
    .option('-c, --config <file>', 'the file that is written', DEFAULT_FILE)
    .option('--force', 'write over a file that is there')
    .action(init);
}

async function init(log: string | undefined, { target, config, force }: InitFlags): Promise<void> {
  if (!force && existsSync(config)) {
    throw new ReplayError(
      'usage',
      `${config}: there is such a file already`,
      'name another with -c FILE, or write over it with --force',
    );
  }
  const looked = log === undefined ? null : await lookAt(log, dirname(resolve(config)));
  await writeFile(config, starterFile(looked, target, schemaFrom(dirname(resolve(config)))), {
    flag: force ? 'w' : 'wx',
  }).catch((cause) => {
    throw new ReplayError(
      'output',
      `${config}: it cannot be written (${cause.code})`,
      'name another with -c FILE',
      cause,
    );
  });
  process.stdout.write(
    [
      `${printable(config)} is written${looked === null ? '' : `, for ${printable(looked.path)} (${looked.format}, ${looked.requests} requests)`}`,
      ...(target === undefined ? ['first say in it what is put under load: target'] : []),
      `  reprise config check ${printable(config)}`,
      `  reprise run -c ${printable(config)} try --dry-run`,
      '',
    ].join('\n'),
  );
}

/** Where editors find the schema of the file: in what is installed beside it, or in a clone of reprise around it; undefined: where it would be installed. */
function schemaFrom(folder: string): string | undefined {
  const own = relative(folder, fileURLToPath(new URL('../../docs/config.schema.json', import.meta.url)));
  return isAbsolute(own) || own.startsWith('..') ? undefined : `./${own.replaceAll('\\', '/')}`;
}

async function lookAt(log: string, folder: string): Promise<Looked> {
  const rules = {
    methods: new Set(SAFE_METHODS),
    host: 'target',
    extraHeaders: [],
    bodyMissing: 'skip',
    targetHost: '',
  } as const;
  const found = await inspect({ logs: [log], rules });
  const { firstAtMs, lastAtMs, replayable, peakSecond, methodsLeftOut, hosts, format, timezone } = found;
  const seconds = firstAtMs === null || lastAtMs === null ? 0 : (lastAtMs - firstAtMs) / 1000;
  return {
    path: relative(folder, resolve(log)) || basename(log),
    format: format.name,
    requests: replayable,
    // Where stamps are whole seconds, a short log ends a second after its last stamp.
    meanRate: seconds >= 1 ? Math.min(replayable / seconds, peakSecond?.count ?? Infinity) : null,
    peakRate: peakSecond?.count ?? null,
    lastAtMs,
    methodsLeftOut: methodsLeftOut.map(([method]) => method),
    hosts: hosts.map(([host]) => host),
    takesZone: timezone !== null,
  };
}
