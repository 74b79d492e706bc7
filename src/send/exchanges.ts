import type { Connections } from './connections.ts';
import { Exchange, type ExchangeContext } from './exchange.ts';
import { TIMEOUT, TTFB_TIMEOUT } from './failure-reason.ts';
import type { TransportOptions } from './transport-options.ts';

/** The exchanges of a sender, with a request in flight and without. */
export class Exchanges {
  readonly #context: ExchangeContext;
  readonly #connections: Connections;
  readonly #all: Exchange[] = [];
  /** Those with nothing in flight; the last used is taken first, so that few connections are kept warm. */
  readonly #free: Exchange[] = [];

  constructor(context: ExchangeContext, connections: Connections) {
    this.#context = context;
    this.#connections = connections;
  }

  /** How many there are. */
  get count(): number {
    return this.#all.length;
  }

  get inFlight(): number {
    return this.#all.length - this.#free.length;
  }

  /** One with nothing in flight, a new one where that is needed; undefined where there are `cap` already. */
  take(cap: number): Exchange | undefined {
    const free = this.#free.pop();
    if (free || this.#all.length >= cap) return free;
    const exchange = new Exchange(this.#context, this.#connections.place());
    this.#all.push(exchange);
    return exchange;
  }

  putBack(exchange: Exchange): void {
    this.#free.push(exchange);
  }

  /** Ends what has waited too long, by now. */
  timeOut(nowUs: number, { timeoutMs, ttfbTimeoutMs }: TransportOptions): void {
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
    const successor = new Exchange(this.#context, exchange.connection);
    successor.user = exchange.user;
    this.#all[i] = successor;
    this.#context.onFree(successor);
  }

  close(): void {
    this.#connections.close();
  }
}
