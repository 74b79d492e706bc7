import { ReplayError } from '../errors.ts';
import type { ClientReason, HttpRequest } from '../model.ts';
import type { Actor, Actors } from './actor.ts';
import { BodyStore, MOST_JUDGED_BYTES } from './body-store.ts';
import type { OwnAnswer, OwnRequest, StartContext } from './client.ts';
import { ClientExchange } from './client-exchange.ts';
import { ClientReasons, wordsOf } from './client-reasons.ts';
import type { Connection } from './connection.ts';
import { dealClients } from './deal-clients.ts';
import type { Exchange, ExchangeContext } from './exchange.ts';
import { type AnyClient, loadClient } from './load-client.ts';
import type { SenderOptions } from './messages.ts';
import { sendOnce } from './send-once.ts';
import type { User } from './users.ts';

/** The clients of one sender, each started once; in a closed model once for each of its users. */
export class SenderClients implements Actors {
  readonly bodies: BodyStore;
  readonly reasons = new ClientReasons();
  readonly http2: boolean;
  readonly #options: SenderOptions;
  readonly #clients: readonly AnyClient[];
  readonly #deal: readonly number[];
  /** By client; in a closed model by user. */
  readonly #actors = new Map<number, Actor>();

  /** Loads them; throws where one is no client. */
  static async load(options: SenderOptions): Promise<SenderClients> {
    const { clients } = options.clients!;
    return new SenderClients(options, await Promise.all(clients.map(({ file }) => loadClient(file))));
  }

  private constructor(options: SenderOptions, clients: readonly AnyClient[]) {
    this.#options = options;
    this.#clients = clients;
    this.#deal = dealClients(options.clients!.clients.map(({ weight }) => weight));
    this.http2 = options.transport.http2;
    this.bodies = new BodyStore(MOST_JUDGED_BYTES / options.workers);
  }

  /** Starts them, some at a time; throws where one does not start. */
  async start(): Promise<void> {
    const { users, worker, workers } = this.#options;
    const numbers = users
      ? Array.from({ length: Math.ceil((users.count - worker) / workers) }, (_, i) => worker + i * workers)
      : this.#clients.keys();
    await someAtATime([...numbers], async (number) => {
      const index = users ? this.#deal[number % this.#deal.length]! : number;
      this.#actors.set(number, await this.#start(index, users ? number : null));
    });
  }

  /** Whose request number `seq` of the plan is. */
  of(seq: number, user: User | null): Actor {
    return this.#actors.get(user === null ? this.#deal[seq % this.#deal.length]! : user.number)!;
  }

  makeExchange(context: ExchangeContext, connection: Connection): Exchange {
    return new ClientExchange(context, connection, this);
  }

  /** Stops them all; tells what they said and what went wrong. */
  async stop(): Promise<readonly ClientReason[]> {
    await someAtATime([...this.#actors.values()], async ({ client, context, file }) => {
      if (client.stop === undefined) return;
      try {
        await inTime(client.stop(context), context.timeoutMs);
      } catch (error) {
        this.reasons.add({ client: file, hook: 'stop', result: null, text: wordsOf(error) }, null);
      }
    });
    return this.reasons.result();
  }

  async #start(index: number, user: number | null): Promise<Actor> {
    const client = this.#clients[index]!;
    const { file } = this.#options.clients!.clients[index]!;
    const own = this.#context(user);
    try {
      const state = await inTime(client.start?.(own), own.timeoutMs);
      return { client, file, context: { ...own, state } };
    } catch (error) {
      const what = `--client ${file}: start failed: ${wordsOf(error).split('\n')[0]}`;
      throw new ReplayError(
        'client',
        what,
        'nothing was sent; mend what start does, or where it leads',
        error,
      );
    }
  }

  #context(user: number | null): StartContext {
    const { worker, workers, transport } = this.#options;
    const { target, settings, seed } = this.#options.clients!;
    return {
      ...{ target, settings, seed, worker, workers, user },
      timeoutMs: transport.timeoutMs,
      request: (request) => this.#ask(request),
    };
  }

  #ask(request: OwnRequest): Promise<OwnAnswer> {
    return sendOnce(ownRequest(request), 0, NOTHING_TO_FILL, this.#options.transport);
  }
}

const NOTHING_TO_FILL = { placeholders: [], seed: 0, captured: {} };

function ownRequest({ method, path, headers = {}, body }: OwnRequest): HttpRequest {
  return {
    position: 0,
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    path,
    headers: Object.entries(headers).flat(),
    ...(body !== undefined && { body: typeof body === 'string' ? Buffer.from(body) : body }),
    recorded: {},
    endpoint: { id: 0, method: '', path: '' },
    requestId: 0,
  };
}

/** Waits for a hook, but not for ever. */
async function inTime<T>(hook: T | PromiseLike<T>, timeoutMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`it took longer than ${timeoutMs} ms (--timeout)`)),
    timeoutMs,
  );
  try {
    return await Promise.race([hook, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function someAtATime<T>(items: readonly T[], handle: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await handle(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

/** So many hooks of a sender are under way at once, before and after a run. */
const AT_A_TIME = 16;
