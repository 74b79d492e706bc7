import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, ReplayError } from '../errors.ts';
import { nearMiss } from '../near-miss.ts';
import type { Client } from './client.ts';

/** A client whatever its state is. */
export type AnyClient = Client<unknown>;

/** Loads a client of the user: a file whose default export has one or more of the hooks. */
export async function loadClient(file: string): Promise<AnyClient> {
  const failed = (why: string, cause?: unknown) =>
    new ReplayError('client', `--client ${file}: ${why}`, SHAPE, cause);
  const module = await import(pathToFileURL(resolve(file)).href).catch((cause: unknown) => {
    throw failed(`cannot be loaded: ${messageOf(cause).split('\n')[0]}`, cause);
  });
  const client: unknown = module.default;
  const wrong = wrongWith(client);
  if (wrong !== null) throw failed(wrong);
  return client as AnyClient;
}

const HOOKS = ['start', 'prepare', 'send', 'judge', 'stop'] as const;

const SHAPE =
  'export default { start, prepare, send, judge, stop }, or some of them (type Client of reprise/client)';

function wrongWith(client: unknown): string | null {
  if (typeof client !== 'object' || client === null) return 'its default export is no client';
  const members = client as Readonly<Record<string, unknown>>;
  const broken = HOOKS.find((hook) => members[hook] !== undefined && typeof members[hook] !== 'function');
  if (broken !== undefined) return `${broken} is no function`;
  const unknown = Object.keys(client).filter((name) => !HOOKS.some((hook) => hook === name));
  for (const name of unknown) {
    const meant = typeof members[name] === 'function' ? nearMiss(name, HOOKS) : undefined;
    if (meant !== undefined && members[meant] === undefined) return `${name} is no hook; ${meant} is meant?`;
  }
  return HOOKS.some((hook) => members[hook] !== undefined)
    ? null
    : 'its default export has none of the hooks';
}
