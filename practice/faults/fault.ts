/** What can go wrong, and for how long where that takes a time. */
export interface Fault {
  readonly name: FaultName;
  /** 0 where it takes none. */
  readonly timeMs: number;
}

/** Whom a fault befalls: some or all of the requests to some or all paths; or of the connections. */
export interface FaultRule {
  readonly fault: Fault;
  /** Above 0, at most 1. */
  readonly share: number;
  /** The path without its query; `*` in it is anything. */
  readonly path: string;
}

interface FaultKind {
  /** What befalls: a request whose answer is due, a connection as it is opened, or the whole target when a request is due its answer. */
  readonly befalls: 'request' | 'connection' | 'target';
  /** What the target does, for people. */
  readonly what: string;
  /** What its time is where none is given; absent: it takes none. */
  readonly timeMs?: number;
}

/** Everything that a practice target can do wrong. */
export const FAULTS = {
  silent: { befalls: 'request', what: 'says nothing' },
  'half-header': { befalls: 'request', what: 'sends half a header, then nothing more' },
  'cut-header': { befalls: 'request', what: 'sends half a header and ends the connection' },
  'half-body': { befalls: 'request', what: 'sends half a body and resets the connection' },
  'stalled-body': { befalls: 'request', what: 'sends half a body, then nothing more' },
  reset: { befalls: 'request', what: 'resets the connection when a request has come' },
  drip: { befalls: 'request', what: 'sends a body of 20 bytes, one at a time', timeMs: 1000 },
  close: { befalls: 'request', what: 'answers, and closes the connection without having said so' },
  continue: { befalls: 'request', what: 'says 100 Continue before it answers' },
  garbage: { befalls: 'request', what: 'sends what is no HTTP' },
  double: { befalls: 'request', what: 'answers twice: the second time with 599', timeMs: 0 },
  'long-header': { befalls: 'request', what: 'sends a header of 1 MiB' },
  endless: { befalls: 'request', what: 'sends a body that does not end' },
  'bad-chunk': { befalls: 'request', what: 'sends a chunk whose length is no number' },
  bomb: { befalls: 'request', what: 'sends 1 MiB of gzip that holds 1 GiB' },
  upgrade: { befalls: 'request', what: 'goes over to another protocol, though nobody asked' },
  unsolicited: { befalls: 'connection', what: 'sends a 408 as soon as a connection is open' },
  plain: { befalls: 'connection', what: 'speaks plain HTTP where TLS is due' },
  refuse: {
    befalls: 'target',
    what: 'answers, ends its connections and takes no others for a while',
    timeMs: 5000,
  },
  away: { befalls: 'target', what: 'resets all connections and takes no others for a while', timeMs: 5000 },
} as const satisfies Readonly<Record<string, FaultKind>>;

export type FaultName = keyof typeof FAULTS;

/** What is to be known of a fault. */
export function kindOf(name: FaultName): FaultKind {
  return FAULTS[name];
}
