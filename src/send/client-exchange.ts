import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { nowUs } from '../clock.ts';
import { ANSWERED, NONE, RESULTS } from '../model.ts';
import type { Actor, Actors } from './actor.ts';
import { AwaitedHook, type Hook, isPromise } from './awaited-hook.ts';
import type { SentAnswer } from './client.ts';
import { wordsOf } from './client-reasons.ts';
import { OutgoingRequest } from './client-request.ts';
import { CompleteAnswer, type JudgedBody } from './client-response.ts';
import type { Connection } from './connection.ts';
import { Exchange, type ExchangeContext } from './exchange.ts';
import { knownReason, TIMEOUT } from './failure-reason.ts';
import type { SendableRequest } from './sendable-request.ts';
import { readSentAnswer } from './sent-answer.ts';

/**
 * An exchange in whose course a client of the user has a say: before the request is sent, in the place of sending it, and once
 * its answer is complete. A hook that answers at once is followed at once; only one that returns a promise is waited for.
 */
export class ClientExchange extends Exchange {
  readonly #context: ExchangeContext;
  readonly #clients: Actors;
  #actor!: Actor;
  #sendable!: SendableRequest;
  #request!: OutgoingRequest;
  #seq = 0;
  #dueUs = 0;
  #headers: IncomingHttpHeaders = {};
  /** Of redirects that were followed. */
  #bytesBefore = 0;
  #body: JudgedBody | null = null;
  readonly #awaited = new AwaitedHook();
  /** What is to be judged: when it was sent and when it was there. */
  #sentUs = 0;
  #endedUs = 0;
  #judgedStatus = 0;

  constructor(context: ExchangeContext, connection: Connection, clients: Actors) {
    super(context, connection);
    this.#context = context;
    this.#clients = clients;
  }

  override send(sendable: SendableRequest, seq: number, dueUs: number): void {
    this.#sendable = sendable;
    this.#seq = seq;
    this.#dueUs = dueUs;
    this.#actor = this.#clients.of(seq, this.user);
    this.#request = new OutgoingRequest(sendable, seq, this.#clients.http2, nowUs);
    const { client, context } = this.#actor;
    if (client.prepare === undefined) {
      this.#go(sendable);
      return;
    }
    let prepared: unknown;
    try {
      prepared = client.prepare(this.#request, context);
    } catch (error) {
      this.#threw('prepare', error);
      return;
    }
    if (!isPromise(prepared)) this.#prepared(prepared);
    else {
      this.sentUs = nowUs();
      this.#await('prepare', prepared, (request) => this.#prepared(request));
    }
  }

  #prepared(prepared: unknown): void {
    if (prepared === null) {
      this.#neverSent(LEFT_OUT);
      return;
    }
    let sendable: SendableRequest;
    try {
      if (prepared !== this.#request) throw new TypeError(NOT_THE_REQUEST);
      sendable = this.#request.sendable();
    } catch (error) {
      this.#threw('prepare', error);
      return;
    }
    this.#go(sendable);
  }

  #go(sendable: SendableRequest): void {
    if (this.#actor.client.send === undefined) super.send(sendable, this.#seq, this.#dueUs);
    else this.#sendByClient(sendable);
  }

  #sendByClient(sendable: SendableRequest): void {
    this.begin(sendable, this.#seq, this.#dueUs);
    let sent: unknown;
    try {
      sent = this.#actor.client.send!(this.#request, this.#actor.context);
    } catch (error) {
      this.#threw('send', error);
      return;
    }
    if (isPromise(sent)) this.#await('send', sent, (answer) => this.#sent(answer));
    else this.#sent(sent);
  }

  #sent(sent: unknown): void {
    let answer: SentAnswer;
    try {
      answer = readSentAnswer(sent);
    } catch (error) {
      this.#threw('send', error);
      return;
    }
    const { status = 0, headers = {}, body, bytes } = answer;
    const piece = typeof body === 'string' ? Buffer.from(body) : body;
    const { firstByteUs } = this.#request;
    this.ttfbUs = firstByteUs === 0 ? NONE : Math.max(0, Math.round(firstByteUs - this.sentUs));
    this.bytes = bytes ?? piece?.length ?? 0;
    this.#headers = headers as IncomingHttpHeaders;
    this.#bytesBefore = 0;
    this.#body = { pieces: piece === undefined ? [] : [piece], bytes: 0, truncated: false };
    this.answered(status);
  }

  override onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    super.onResponseStart(controller, status, headers);
    const { judge, readsBody } = this.#actor.client;
    if (status < 200 || judge === undefined) return;
    this.#headers = headers;
    this.#bytesBefore = this.bytes;
    this.#forgetBody();
    if (readsBody) this.#body = this.#clients.bodies.begin();
  }

  override onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    super.onResponseData(controller, chunk);
    if (this.#body !== null) this.#clients.bodies.add(this.#body, chunk);
  }

  override onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.#forgetBody();
    super.onResponseError(controller, error);
  }

  protected override answered(status: number): void {
    const { client, context } = this.#actor;
    const endedUs = nowUs();
    if (client.judge === undefined) {
      this.#end(ANSWERED, status, endedUs);
      return;
    }
    this.#judgedStatus = status;
    this.#sentUs = this.sentUs;
    this.#endedUs = endedUs;
    const bytes = this.bytes - this.#bytesBefore;
    const serviceMs = (endedUs - this.sentUs) / 1000;
    const response = new CompleteAnswer(status, this.#headers, bytes, serviceMs, this.#body);
    let verdict: unknown;
    try {
      verdict = client.judge(this.#request, response, context);
    } catch (error) {
      this.#threw('judge', error);
      return;
    }
    if (!isPromise(verdict)) this.#judged(verdict);
    else {
      // The hook has as much time as a request.
      this.sentUs = endedUs;
      this.#await('judge', verdict, (later) => this.#judged(later));
    }
  }

  #judged(verdict: unknown): void {
    this.sentUs = this.#sentUs;
    if (verdict === true) this.#end(ANSWERED, this.#judgedStatus, this.#endedUs);
    else if (verdict === false || typeof verdict === 'string') {
      this.#note('judge', 'judged', verdict || 'judge returned false');
      this.#end(JUDGED, this.#judgedStatus, this.#endedUs);
    } else this.#threw('judge', new TypeError(NO_VERDICT));
  }

  override giveUp(code: string): boolean {
    if (!this.#awaited.isAwaited) return super.giveUp(code);
    // That the first byte is late is nothing that can be said of a hook.
    if (code !== TIMEOUT) return true;
    const hook = this.#awaited.giveUp()!;
    this.#request.abort();
    if (hook === 'send') this.#end(RESULTS.indexOf('timeout'), 0, nowUs());
    else this.#threw(hook, new Error(`it took longer than ${this.#actor.context.timeoutMs} ms (--timeout)`));
    return true;
  }

  #await(hook: Hook, promise: PromiseLike<unknown>, then: (value: unknown) => void): void {
    this.#awaited.wait(hook, promise, then, (...failed) => this.#threw(...failed));
  }

  /** An error of the client is the outcome of the request; where it sends by itself, one of the network is what it says. */
  #threw(hook: Hook, error: unknown): void {
    const reason = hook === 'send' ? knownReason(error) : null;
    if (reason === null) this.#note(hook, 'client', wordsOf(error));
    const result = RESULTS.indexOf(reason ?? 'client');
    switch (hook) {
      case 'prepare':
        this.#neverSent(result);
        break;
      case 'send':
        this.#end(result, 0, nowUs());
        break;
      case 'judge':
        this.sentUs = this.#sentUs;
        this.#end(result, this.#judgedStatus, this.#endedUs);
        break;
      default:
        hook satisfies never;
    }
  }

  #neverSent(result: number): void {
    const { outcomes, startUs, dueWhenSent } = this.#context;
    const dueUs = dueWhenSent ? nowUs() : this.#dueUs;
    const { causes } = this.#sendable;
    const dueAtUs = Math.round(dueUs - startUs);
    const none = [NONE, NONE, NONE, 0] as const;
    outcomes.add(this.#sendable, this.#seq, dueAtUs, result, 0, ...none, causes, this.sessionWaitUs);
    this.sentUs = Infinity;
    this.#freeLater();
  }

  #end(result: number, status: number, endedUs: number): void {
    this.#forgetBody();
    this.finish(result, status, endedUs);
    if (this.#actor.client.send === undefined) this.#context.onFree(this);
    else this.#freeLater();
  }

  /** What comes to its end without ever waiting would keep the event loop from all else. */
  #freeLater(): void {
    setImmediate(this.#context.onFree, this);
  }

  #forgetBody(): void {
    if (this.#body !== null) this.#clients.bodies.release(this.#body);
    this.#body = null;
  }

  #note(hook: Hook, result: 'judged' | 'client', text: string): void {
    this.#clients.reasons.add({ client: this.#actor.file, hook, result, text }, this.#seq);
  }
}

const JUDGED = RESULTS.indexOf('judged');
const LEFT_OUT = RESULTS.indexOf('left-out');
const NOT_THE_REQUEST = 'prepare returned neither its request nor null';
const NO_VERDICT = 'judge returned neither true, false nor a text that says why';
