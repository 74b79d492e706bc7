import { Connection, type ConnectionContext } from './connection.ts';

/** The connections of a sender. Their number follows from how many requests were ever in flight at once. */
export class Connections {
  readonly #context: ConnectionContext;
  /** So many connections have one request each before the first has a second. */
  readonly #spread: number;
  readonly #all: Connection[] = [];
  readonly #own: Connection[] = [];
  #places = 0;

  constructor(context: ConnectionContext, spread: number) {
    this.#context = context;
    this.#spread = spread;
  }

  /** The connection on which one more request at a time may be in flight. */
  place(): Connection {
    const { streams } = this.#context.transport;
    const spread = this.#spread;
    const place = this.#places++;
    const index = place < spread * streams ? place % spread : Math.floor(place / streams);
    this.#all[index] ??= new Connection(this.#context);
    return this.#all[index];
  }

  /** How often the target said more than it was asked for. */
  get unasked(): number {
    return [...this.#all, ...this.#own].reduce((sum, { unasked }) => sum + unasked, 0);
  }

  /** A connection on which one request at a time may be in flight, and no other. */
  own(): Connection {
    const connection = new Connection(this.#context);
    this.#own.push(connection);
    return connection;
  }

  close(): void {
    for (const connection of [...this.#all, ...this.#own]) void connection.close();
  }
}
