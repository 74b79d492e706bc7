import { decodeBytes } from '../decode-bytes.ts';
import type { Endpoint, StoredRequest } from '../model.ts';
import { EndpointNamer, OTHER } from './endpoint-namer.ts';
import { redactTarget } from './redact-target.ts';

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
  readonly endpoints: Endpoint[] = [];
  #endpointByKey = new Map<string, Endpoint>();
  /** Without their targets: the text of a log line keeps alive the whole stretch of the log that it was cut from. */
  #requestByKey = new Map<string, KnownRequest>();
  #nextRequestId = 1;
  #added: StoredRequest[] = [];

  constructor(namer: EndpointNamer = new EndpointNamer()) {
    this.#namer = namer;
  }

  /**
   * The number and the endpoint of a request: the same for the same method and recorded target. `sent` tells what is sent
   * in its place, where that is another.
   */
  request(method: string, target: string, sent?: () => string): KnownRequest {
    const key = `${method} ${target}`;
    const known = this.#requestByKey.get(key);
    if (known) return known;
    const redacted = redactTarget(target);
    const secretLogged = redacted !== target;
    const sentTarget = sent?.();
    const redactedSent = sentTarget === undefined ? undefined : redactTarget(sentTarget);
    const request = {
      id: this.#nextRequestId++,
      endpoint: this.#endpoint(method, target),
      secretLogged,
      secretSent: sentTarget === undefined ? secretLogged : redactedSent !== sentTarget,
    };
    if (this.#requestByKey.size >= MAX_REMEMBERED) this.#requestByKey.clear();
    this.#requestByKey.set(key, request);
    this.#added.push({
      id: request.id,
      endpoint: request.endpoint,
      target: decodeBytes(redacted),
      ...(redactedSent !== undefined && { sentTarget: decodeBytes(redactedSent) }),
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
    const known = this.#endpointByKey.get(`${method} ${path}`);
    if (known) return known;
    // Those that somebody asked for by name are always there.
    const hasRoom = byRule || path === OTHER || this.endpoints.length < MAX_ENDPOINTS;
    return hasRoom ? this.#addEndpoint(method, path) : this.#rest(method);
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
