import type { Connection } from './connection.ts';
import { Connections } from './connections.ts';
import { type Connector, createConnector } from './connector.ts';
import { Exchange, type ExchangeContext } from './exchange.ts';
import { TIMEOUT, TTFB_TIMEOUT } from './failure-reason.ts';
import type { SenderEnd, SenderOptions } from './messages.ts';
import type { SenderClients } from './sender-clients.ts';

/** The exchanges of a sender, with a request in flight and without, and the connections that they go over. */
export class Exchanges {
  readonly #context: ExchangeContext;
  readonly #options: SenderOptions;
  readonly #clients: SenderClients | null;
  readonly #connector: Connector;
  readonly #connections: Connections;
  readonly #all: Exchange[] = [];
  /** Those with nothing in flight; the last used is taken first, so that few connections are kept warm. */
  readonly #free: Exchange[] = [];
  /** Those of sessions that have connections of their own, by their numbers; the last used come last. */
  readonly #kept = new Map<number, Exchange>();
  readonly #keeps: boolean;

  constructor(context: ExchangeContext, options: SenderOptions, clients: SenderClients | null = null) {
    const { transport, worker, connections, sessions } = options;
    this.#keeps = sessions?.ownConnections ?? false;
    this.#context = context;
    this.#options = options;
    this.#clients = clients;
    this.#connector = createConnector(transport, worker);
    this.#connections = new Connections({ transport, connector: this.#connector }, connections);
  }

  /** Opens the connections that the first requests will use. */
  openAhead(): Promise<void> {
    const { openAhead, connections, clients } = this.#options;
    const isNeeded = openAhead && !clients?.allSend;
    return this.#connector.openAhead(isNeeded ? connections : 0);
  }

  /** Closes those of them that nobody used, a while after the start. */
  closeSpares(nowUs: number): void {
    if (nowUs - this.#context.startUs > SPARES_LIVE_US) this.#connector.closeSpares();
  }

  /** How many there are. */
  get count(): number {
    return this.#all.length;
  }

  get inFlight(): number {
    return this.#all.length - this.#free.length - this.#kept.size;
  }

  /** Whether `take` would make a new one. */
  get mustOpen(): boolean {
    return this.#free.length === 0 && this.#all.length < this.#cap;
  }

  /** One with nothing in flight, a new one where that is needed; undefined where there are as many as may be. `session`: whose it is to be. */
  take(session = Number.NaN): Exchange | undefined {
    if (this.#keeps && !Number.isNaN(session)) return this.#takeOwn(session);
    const free = this.#free.pop();
    if (free) return free;
    if (this.#all.length >= this.#cap) return this.#takeOver(session);
    const exchange = this.#make(this.#connections.place());
    this.#all.push(exchange);
    return exchange;
  }

  #make(connection: Connection): Exchange {
    return this.#clients?.makeExchange(this.#context, connection) ?? new Exchange(this.#context, connection);
  }

  /** That of the session, or a new one; at the limit that of another session, and if need be of nobody's. */
  #takeOwn(session: number): Exchange | undefined {
    const own = this.#kept.get(session);
    if (own !== undefined) {
      this.#kept.delete(session);
      return own;
    }
    if (this.#all.length < this.#cap) {
      const exchange = this.#make(this.#connections.own());
      exchange.owner = session;
      this.#all.push(exchange);
      return exchange;
    }
    return this.#takeOver(session) ?? this.#free.pop();
  }

  /** That of the session which has not used it for longest, with another connection. */
  #takeOver(session: number): Exchange | undefined {
    const [longest] = this.#kept;
    if (longest === undefined) return undefined;
    const [other, exchange] = longest;
    this.#kept.delete(other);
    exchange.owner = session;
    exchange.connection.restart();
    return exchange;
  }

  get #cap(): number {
    const { users, closedLoop, connections, transport, maxInFlight } = this.#options;
    if (users) return Infinity;
    return closedLoop ? connections * transport.streams : maxInFlight;
  }

  putBack(exchange: Exchange): void {
    if (Number.isNaN(exchange.owner)) this.#free.push(exchange);
    else this.#kept.set(exchange.owner, exchange);
  }

  /** Ends what has waited too long, by now. */
  timeOut(nowUs: number): void {
    const { timeoutMs, ttfbTimeoutMs } = this.#options.transport;
    const oldestUs = nowUs - timeoutMs * 1000;
    const oldestSilentUs = nowUs - ttfbTimeoutMs * 1000;
    for (const [i, { sentUs, isSilent }] of this.#all.entries()) {
      if (sentUs < oldestUs) this.#giveUp(i, TIMEOUT);
      else if (sentUs < oldestSilentUs && isSilent) this.#giveUp(i, TTFB_TIMEOUT);
    }
  }

  #giveUp(i: number, code: string): void {
    const exchange = this.#all[i];
    if (exchange.giveUp(code)) return;
    const successor = this.#make(exchange.connection);
    successor.user = exchange.user;
    successor.session = exchange.session;
    successor.owner = exchange.owner;
    this.#all[i] = successor;
    this.#context.onFree(successor);
  }

  /** Closes all connections, and tells where they went. */
  end(): Pick<SenderEnd, 'addresses' | 'redirectsFollowed' | 'answersLeft' | 'unasked'> {
    this.#connector.closeSpares();
    this.#connections.close();
    return {
      addresses: this.#connector.tally.counts(),
      redirectsFollowed: this.#context.redirectsFollowed,
      answersLeft: this.#context.keeper?.left ?? 0,
      unasked: this.#connections.unasked,
    };
  }
}

const SPARES_LIVE_US = 2_000_000;
