/**
 * What a client of your own is, published as `reprise/client`: a file whose default export has one or more of these hooks.
 * All may answer at once or with a promise; what they do is described in docs/writing-a-client.md.
 */
export interface Client<State = void> {
  /** Whether `judge` looks at bodies; without it they are read and thrown away. */
  readonly readsBody?: boolean;
  /**
   * Before the run, once in each sender; in a closed model once for each user. What it returns is `context.state` of the other
   * hooks. Its time is outside the measurement; an error in it ends the run before anything is sent.
   */
  start?(context: StartContext): State | Promise<State>;
  /** Before a request is sent: changes it and returns it, or returns null to leave it out. */
  prepare?(
    request: ClientRequest,
    context: ClientContext<State>,
  ): ClientRequest | null | Promise<ClientRequest | null>;
  /** Sends the request in the place of reprise, over whatever protocol, and resolves once its answer is complete. */
  send?(request: ClientRequest, context: ClientContext<State>): SentAnswer | Promise<SentAnswer>;
  /** After a complete answer: whether it is what it should be. */
  judge?(
    request: ClientRequest,
    response: ClientResponse,
    context: ClientContext<State>,
  ): Verdict | Promise<Verdict>;
  /** After the last answer, however the run ended: closes what `start` opened. */
  stop?(context: ClientContext<State>): void | Promise<void>;
}

/** true: passed. false, or a text that says why: failed. So `response.status === 200 || 'no 200'` is one. */
export type Verdict = boolean | string;

/** What a client knows before it has begun. */
export interface StartContext {
  /** As it is named in the run: `http://host:port`, `unix:/path`, `tcp://host:port`. */
  readonly target: string;
  /** What `--set key=value` says. */
  readonly settings: Readonly<Record<string, string>>;
  /** The number of the sender, from 0, and how many there are. */
  readonly worker: number;
  readonly workers: number;
  /** The number of the user, from 0, in a closed model; null in any other. */
  readonly user: number | null;
  /** `--seed`. */
  readonly seed: number;
  /** `--timeout`: no hook is waited for longer. */
  readonly timeoutMs: number;
  /** Asks the target something beside the plan, over a connection of its own; it is in no figure. Rejects where no answer comes. */
  request(request: OwnRequest): Promise<OwnAnswer>;
}

/** What the hooks are given with every call. */
export interface ClientContext<State = void> extends StartContext {
  /** What `start` returned. */
  readonly state: State;
}

/** A request of the plan, after all rules. It is the client's to change. Its text has one character per byte. */
export interface ClientRequest {
  /** Its number in the plan, from 0. */
  readonly seq: number;
  method: string;
  /** Path and query. */
  path: string;
  /** Names and values in turn; without those that say where the body ends. */
  readonly headers: readonly string[];
  /** Read as bytes; text that is set goes out as UTF-8. */
  get body(): Uint8Array | null;
  set body(body: Uint8Array | string | null);
  /** What the log knows of the answer; null where it does not. */
  readonly recorded: { readonly status: number | null; readonly durationMs: number | null };
  /** Aborted once nobody waits for the hook any more. */
  readonly signal: AbortSignal;
  /** The value of the first header of this name, in whatever case; null where there is none. */
  header(name: string): string | null;
  /** As the one header of this name. */
  setHeader(name: string, value: string): void;
  removeHeader(name: string): void;
  /** For `send`: says that the first byte of the answer is there, which makes ttfb. */
  firstByte(): void;
}

/** A complete answer. */
export interface ClientResponse {
  /** 0 where `send` told none. */
  readonly status: number;
  /** By their lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** How long the body was, as it came. */
  readonly bytes: number;
  /** The body as it came, where `readsBody` asks for it: its first MiB. */
  readonly body: Uint8Array;
  /** Whether that is not all of it. */
  readonly truncated: boolean;
  /** From sending to the last byte. */
  readonly serviceMs: number;
  /** The body unpacked, as UTF-8. */
  text(): string;
  /** The same, parsed; throws where it is no JSON, or not whole. */
  json(): unknown;
}

/** What `send` tells of an answer: `{}` where there is nothing to tell. */
export interface SentAnswer {
  /** A whole number from 1 to 999, by which reports group; absent: none. */
  readonly status?: number;
  /** For `judge`. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: Uint8Array | string;
  /** How many there were. Absent: as long as the body. */
  readonly bytes?: number;
}

/** A request beside the plan. */
export interface OwnRequest {
  /** Absent: GET, or POST where there is a body. */
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface OwnAnswer {
  readonly status: number;
  /** By their lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Its first MiB, as UTF-8. */
  readonly body: string;
}
