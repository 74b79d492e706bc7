import { decodeBytes } from '../decode-bytes.ts';
import { NONE } from '../model.ts';
import type { ClientRequest } from './client.ts';
import type { SendableRequest } from './sendable-request.ts';

/** A request as a client sees and changes it. What it does not touch costs nothing: the request goes out as it is. */
export class OutgoingRequest implements ClientRequest {
  readonly seq: number;
  method: string;
  path: string;
  /** When its first byte came, by what `send` says; 0: it says nothing. */
  firstByteUs = 0;
  readonly #request: SendableRequest;
  readonly #http2: boolean;
  readonly #nowUs: () => number;
  /** Its own, once it was changed. */
  #headers: string[] | null = null;
  #body: Uint8Array | null | undefined;
  #abort: AbortController | null = null;
  #isAborted = false;

  constructor(request: SendableRequest, seq: number, http2: boolean, nowUs: () => number) {
    this.seq = seq;
    this.method = request.method;
    this.path = request.path;
    this.#request = request;
    this.#http2 = http2;
    this.#nowUs = nowUs;
  }

  get headers(): readonly string[] {
    return this.#headers ?? this.#request.headers;
  }

  get body(): Uint8Array | null {
    return this.#body === undefined ? (this.#request.body as Uint8Array | null) : this.#body;
  }

  set body(body: Uint8Array | string | null) {
    this.#body = typeof body === 'string' ? Buffer.from(body) : body;
  }

  get recorded(): ClientRequest['recorded'] {
    const { recordedStatus, recordedUs } = this.#request;
    return {
      status: recordedStatus === 0 ? null : recordedStatus,
      durationMs: recordedUs === NONE ? null : recordedUs / 1000,
    };
  }

  /** Made when it is asked for: most hooks need none. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    if (this.#isAborted) this.#abort.abort();
    return this.#abort.signal;
  }

  abort(): void {
    this.#isAborted = true;
    this.#abort?.abort();
  }

  header(name: string): string | null {
    const at = this.#find(name.toLowerCase(), 0);
    return at === -1 ? null : decodeBytes(this.headers[at + 1]!);
  }

  setHeader(name: string, value: string): void {
    const lowerCase = name.toLowerCase();
    if (!NAME.test(name)) throw new TypeError(`setHeader: '${name}' is no name of a header`);
    if (FRAMING.test(lowerCase)) throw new TypeError(`setHeader: ${lowerCase} is not for a client to set`);
    const text = String(value);
    if (LINE.test(text)) throw new TypeError(`setHeader: the value of ${lowerCase} is more than a line`);
    const bytes = NOT_ASCII.test(text) ? Buffer.from(text).toString('latin1') : text;
    const headers = this.#own();
    const at = this.#find(lowerCase, 0);
    if (at === -1) headers.push(this.#http2 ? lowerCase : name, bytes);
    else {
      headers[at + 1] = bytes;
      this.#remove(lowerCase, at + 2);
    }
  }

  removeHeader(name: string): void {
    this.#remove(name.toLowerCase(), 0);
  }

  firstByte(): void {
    if (this.firstByteUs === 0) this.firstByteUs = this.#nowUs();
  }

  /** What is to be sent; throws where that is no request. */
  sendable(): SendableRequest {
    const { method, path } = this;
    const request = this.#request;
    const isSame = this.#headers === null && this.#body === undefined;
    if (isSame && method === request.method && path === request.path) return request;
    // What stood in the log may be another: OPTIONS has a path that is *.
    if (path !== request.path && !PATH.test(path))
      throw new TypeError('a path begins with / and has no spaces; others are percent-encoded');
    if (method !== request.method && !NAME.test(method)) throw new TypeError(`'${method}' is no method`);
    return { ...request, method, path, headers: this.#headers ?? request.headers, body: this.body };
  }

  #own(): string[] {
    this.#headers ??= this.#request.headers.slice();
    return this.#headers;
  }

  /** The place of a name, from one on. */
  #find(lowerCase: string, from: number): number {
    const { headers } = this;
    for (let i = from; i < headers.length; i += 2) {
      const name = headers[i]!;
      if (name.length === lowerCase.length && name.toLowerCase() === lowerCase) return i;
    }
    return -1;
  }

  #remove(lowerCase: string, from: number): void {
    for (let at = this.#find(lowerCase, from); at !== -1; at = this.#find(lowerCase, at)) {
      this.#own().splice(at, 2);
    }
  }
}

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const LINE = /[\r\n\0]/;
const NOT_ASCII = /[^\x00-\x7f]/;
const PATH = /^\/[\x21-\xff]*$/;
/** What says where the body ends, and what is about the connection. */
const FRAMING =
  /^(?:content-length|transfer-encoding|connection|keep-alive|proxy-connection|upgrade|te|trailer|expect)$/;
