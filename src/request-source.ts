import { ReplayError } from './errors.ts';
import { type KnownEndpoints, learnEndpoints } from './learn-endpoints.ts';
import { type HttpRequest, isSkipped, type SkipCount } from './model.ts';
import type { OpenLog } from './open-log.ts';
import { bodyMissing } from './request/body-missing.ts';
import { Catalogue } from './request/catalogue.ts';
import { holdsCredentials } from './request/causes-of.ts';
import { renewSessions } from './request/renew-sessions.ts';
import { type Pass, repeatPasses } from './request/repeat-passes.ts';
import { requestMaker } from './request/request-maker.ts';
import type { RequestRules } from './request/request-rules.ts';
import { SelectionNotes } from './request/selection-notes.ts';
import { SkipCounter } from './request/skip-counter.ts';

/** The requests of a log, as often as they are wanted, and what was left out of it. */
export class RequestSource {
  readonly catalogue: Catalogue;
  /** Which endpoints the log has, as far as that is known before it is read. */
  readonly knownEndpoints: () => KnownEndpoints;
  readonly #log: OpenLog;
  readonly #rules: RequestRules;
  readonly #skips: SkipCounter;
  readonly #notes = new SelectionNotes();
  /** Found out by the lines that told the format, so that all requests of a log are judged alike. */
  readonly #showsCredentials: boolean;
  #lines = 0;
  #ranOut: string | null = null;
  #passes = 0;

  constructor(
    log: OpenLog,
    rules: RequestRules,
    catalogue: Catalogue = new Catalogue(),
    knownEndpoints: () => KnownEndpoints = () => ({ seen: [], isAll: false }),
  ) {
    this.#log = log;
    this.#skips = new SkipCounter(log.redactor);
    this.#rules = rules;
    this.catalogue = catalogue;
    this.knownEndpoints = knownEndpoints;
    this.#showsCredentials = log.peeked().some(holdsCredentials);
  }

  /** Learns the endpoints of the log, but for those that are named by hand. */
  static async open(
    log: OpenLog,
    rules: RequestRules,
    endpoints?: readonly string[],
  ): Promise<RequestSource> {
    const { namer, known } = await learnEndpoints(log, endpoints);
    return new RequestSource(log, rules, new Catalogue(namer, log.redactor), known);
  }

  /** Lines read in the first pass, blank ones aside: each is a request or was left out. */
  get lines(): number {
    return this.#lines;
  }

  /** What the first pass left out. */
  get skipped(): SkipCount[] {
    return this.#skips.counts();
  }

  /** Methods in the log beside those that were asked for, as far as the first pass came. */
  get otherMethods(): ReadonlySet<string> {
    return this.#notes.otherMethods;
  }

  /** Why the log, which was to be repeated, was not: in words; null as long as it goes on. */
  get ranOut(): string | null {
    return this.#ranOut;
  }

  /** What is to be said of the first pass, as far as it came. */
  get notes(): string[] {
    return this.#notes.sentences(this.#rules);
  }

  /** Reads the whole log before anything is sent, where a missing payload is to be an error; rejects with it. */
  async check(): Promise<void> {
    if (this.#rules.bodyMissing !== 'error') return;
    if (!this.#log.canReadAgain) {
      throw new ReplayError(
        'usage',
        '--body-missing error reads the log before the run, and again for it: standard input, and a log that is followed, cannot be read twice',
        'save it to a file first, or let such lines be left out: --body-missing skip',
      );
    }
    const catalogue = new Catalogue();
    const make = requestMaker(this.#rules, catalogue);
    for await (const { parsed } of this.#log.read()) {
      for (const { line, result } of parsed) {
        if (!isSkipped(result) && make(result, line.text) === 'body-missing') {
          throw bodyMissing(result, line, this.#log.redactor);
        }
      }
      // Nothing is stored of it.
      catalogue.takeAdded();
    }
  }

  /** Passes through the log, each with all its requests in the order of the log: one, or as many as are wanted. */
  async *passes(once: boolean): AsyncGenerator<Pass> {
    if (once) {
      yield this.#read();
      return;
    }
    const { canReadAgain } = this.#log;
    const passes = repeatPasses(() => this.#read(), canReadAgain);
    yield* this.#rules.sessionKey ? renewSessions(passes) : passes;
    // Whoever has enough asks for no more.
    this.#ranOut = canReadAgain ? 'nothing was in it any more' : 'standard input cannot be read again';
  }

  async *#read(): AsyncGenerator<readonly HttpRequest[]> {
    const first = this.#passes++ === 0;
    const notes = first ? this.#notes : new SelectionNotes();
    const make = requestMaker(this.#rules, this.catalogue, notes, this.#showsCredentials);
    for await (const { parsed } of this.#log.read()) {
      const requests: HttpRequest[] = [];
      for (const { line, result } of parsed) {
        const made = isSkipped(result) ? result.skipped : make(result, line.text);
        if (typeof made !== 'string') requests.push(made);
        else if (first) this.#skips.add(made, line, result);
      }
      if (first) this.#lines += parsed.length;
      if (requests.length > 0) yield requests;
    }
    notes.requireTimes();
  }
}
