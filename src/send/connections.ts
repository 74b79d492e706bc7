import { Connection, type ConnectionContext } from './connection.ts';

/** How requests in flight are shared out over connections. */
export interface Sharing {
  /** A connection takes so many at once: one, but for HTTP/2. */
  readonly streams: number;
  /** So many connections have one each before the first has a second. */
  readonly spread: number;
}

/** The connections of a sender. Their number follows from how many requests were ever in flight at once. */
export class Connections {
  readonly #context: ConnectionContext;
  readonly #sharing: Sharing;
  readonly #all: Connection[] = [];
  #places = 0;

  constructor(context: ConnectionContext, sharing: Sharing) {
    this.#context = context;
    this.#sharing = sharing;
  }

  /** The connection on which one more request at a time may be in flight. */
  place(): Connection {
    const { streams, spread } = this.#sharing;
    const place = this.#places++;
    const index = place < spread * streams ? place % spread : Math.floor(place / streams);
    this.#all[index] ??= new Connection(this.#context);
    return this.#all[index];
  }

  close(): void {
    for (const connection of this.#all) void connection.close();
  }
}
