import { decodeBytes } from '../decode-bytes.ts';
import type { Endpoint, StoredRequest } from '../model.ts';
import { EndpointNamer, OTHER } from './endpoint-namer.ts';
import { redactTarget } from './redact-target.ts';
import { createRedactor, type Redactor } from './redactor.ts';

/** Beyond this many endpoints the rest of a method counts as one, so that a report stays one. */
export const MAX_ENDPOINTS = 1000;

/** How many distinct requests are remembered. A log with more names some of them twice in the database. */
export const MAX_REMEMBERED = 50_000;

/** What is remembered of a request that was seen before. */
export interface KnownRequest extends Pick<StoredRequest, 'id' | 'endpoint'> {
  /** Whether its target carries a secret, which the database does not get: as it was recorded, and as it is sent. */
  readonly secretLogged: boolean;
  readonly secretSent: boolean;
}

/** Gives each distinct endpoint and each distinct request of a run its number. Bounded, whatever the log. */
export class Catalogue {
  readonly #namer: EndpointNamer;
  readonly #redactor: Redactor;
  readonly endpoints: Endpoint[] = [];
  #endpointByKey = new Map<string, Endpoint>();
  /** Without their targets: the text of a log line keeps alive the whole stretch of the log that it was cut from. */
  #requestByKey = new Map<string, KnownRequest>();
  #nextRequestId = 1;
  #added: StoredRequest[] = [];

  constructor(namer: EndpointNamer = new EndpointNamer(), redactor: Redactor = createRedactor()) {
    this.#namer = namer;
    this.#redactor = redactor;
  }

  /**
   * The number and the endpoint of a request: the same for the same method and recorded target. `sent` tells what is sent
   * in its place, where that is another.
   */
  request(method: string, target: string, sent?: () => string): KnownRequest {
    const key = `${method} ${target}`;
    const known = this.#requestByKey.get(key);
    if (known) return known;
    const shown = this.#redactor.target(target);
    const sentTarget = sent?.();
    const shownSent = sentTarget === undefined ? undefined : this.#redactor.target(sentTarget);
    const secretLogged = this.#isSecret(target, shown);
    const request = {
      id: this.#nextRequestId++,
      endpoint: this.#endpoint(method, target),
      secretLogged,
      secretSent: sentTarget === undefined ? secretLogged : this.#isSecret(sentTarget, shownSent!),
    };
    if (this.#requestByKey.size >= MAX_REMEMBERED) this.#requestByKey.clear();
    this.#requestByKey.set(key, request);
    this.#added.push({
      id: request.id,
      endpoint: request.endpoint,
      target: decodeBytes(shown),
      ...(shownSent !== undefined && { sentTarget: decodeBytes(shownSent) }),
    });
    return request;
  }

  /** What was added since the last call, for the database. */
  takeAdded(): StoredRequest[] {
    const added = this.#added;
    this.#added = [];
    return added;
  }

  #endpoint(method: string, target: string): Endpoint {
    const { path, byRule } = this.#namer.name(method, target);
    return this.#endpointByKey.get(`${method} ${path}`) ?? this.#newEndpoint(method, path, byRule);
  }

  #newEndpoint(method: string, name: string, byRule: boolean): Endpoint {
    // Names that differ in nothing but what is not shown of them are one.
    const path = this.#redactor.target(name);
    const known = this.#endpointByKey.get(`${method} ${path}`);
    if (known) return known;
    // Those that somebody asked for by name are always there.
    const hasRoom = byRule || path === OTHER || this.endpoints.length < MAX_ENDPOINTS;
    return hasRoom ? this.#addEndpoint(method, path) : this.#rest(method);
  }

  /** What the user's own expressions match need be no credentials. */
  #isSecret(target: string, shown: string): boolean {
    return (this.#redactor.expressions === 0 ? shown : redactTarget(target)) !== target;
  }

  #rest(method: string): Endpoint {
    return this.#endpointByKey.get(`${method} ${OTHER}`) ?? this.#addEndpoint(method, OTHER);
  }

  #addEndpoint(method: string, path: string): Endpoint {
    // A copy, for the same reason: endpoints live as long as the run.
    const endpoint = structuredClone({ id: this.endpoints.length + 1, method, path: decodeBytes(path) });
    this.endpoints.push(endpoint);
    this.#endpointByKey.set(`${method} ${path}`, endpoint);
    return endpoint;
  }
}
