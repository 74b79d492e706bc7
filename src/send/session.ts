import type { SetAside } from './arrival-queue.ts';
import type { SendableRequest } from './sendable-request.ts';
import { type CookieTerms, SessionCookies } from './session-cookies.ts';

/** What one client does together: one request after the other, with its cookies. */
export class Session {
  readonly number: number;
  readonly #terms: CookieTerms;
  #cookies: SessionCookies | null = null;
  /** Whether a request of it is in flight. */
  isBusy = false;
  /** When the last of them came to its end, on the shared clock. */
  freeUs = -Infinity;
  /** When one was sent last. */
  usedUs = 0;
  /** What is due and waits, in the order of the plan. */
  readonly waiting: SetAside[] = [];

  constructor(number: number, terms: CookieTerms) {
    this.number = number;
    this.#terms = terms;
  }

  /** An answer to this request sets cookies. */
  hear(setCookie: string | readonly string[], request: SendableRequest): void {
    this.#cookies ??= new SessionCookies(this.#terms);
    this.#cookies.hear(setCookie, request);
  }

  /** The request as this client sends it now. */
  dress(request: SendableRequest): SendableRequest {
    return this.#cookies === null ? request : this.#cookies.dress(request);
  }

  forget(): void {
    this.#cookies?.forget();
  }
}
