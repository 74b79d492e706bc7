import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { HttpRequest } from '../model.ts';
import { Connection } from './connection.ts';
import { createConnector } from './connector.ts';
import { CONNECT_TIMEOUT, TIMEOUT } from './failure-reason.ts';
import { GivenUp } from './given-up.ts';
import { type FillingOptions, RequestTemplates } from './request-templates.ts';
import { sendableOf } from './sendable-of.ts';
import type { TransportOptions } from './transport-options.ts';

/** A whole answer, of which a request beside the plan wants to know all. */
export interface WholeAnswer {
  readonly status: number;
  /** By their lower-case names. */
  readonly headers: IncomingHttpHeaders;
  /** UTF-8, up to `MOST_BYTES`. */
  readonly body: string;
}

/**
 * Sends one request beside the plan, over a connection of its own, and waits for the whole answer; rejects where none comes.
 * `seq` is filled in where it has placeholders.
 */
export async function sendOnce(
  request: HttpRequest,
  seq: number,
  filling: FillingOptions,
  transport: TransportOptions,
  signal?: AbortSignal,
): Promise<WholeAnswer> {
  const sendable = sendableOf({ seq, dueAtUs: 0, request }, transport.http2, new RequestTemplates(filling));
  const connection = new Connection({ transport, connector: createConnector(transport, 0) });
  const reader = new AnswerReader();
  const giveUp = (error: Error) => {
    if (!reader.abort(error)) connection.restart(error);
  };
  const timer = setTimeout(
    () => giveUp(new GivenUp(reader.isBegun ? TIMEOUT : CONNECT_TIMEOUT)),
    transport.timeoutMs,
  );
  const abort = () => giveUp(new Error('given up'));
  signal?.addEventListener('abort', abort);
  try {
    connection.awaitsAnswer = true;
    connection.client.dispatch(sendable, reader);
    if (signal?.aborted) abort();
    return await reader.answer.promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    void connection.close();
  }
}

/** What is longer has its end cut off. */
export const MOST_BYTES = 1024 * 1024;

class AnswerReader implements Dispatcher.DispatchHandler {
  readonly answer = Promise.withResolvers<WholeAnswer>();
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #pieces: Buffer[] = [];
  #bytes = 0;

  get isBegun(): boolean {
    return this.#controller !== null;
  }

  /** Whether there was something to abort. */
  abort(error: Error): boolean {
    this.#controller?.abort(error);
    return this.isBegun;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#pieces.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < MOST_BYTES) return;
    this.onResponseEnd();
    controller.abort(new Error('enough'));
  }

  onResponseEnd(): void {
    const body = Buffer.concat(this.#pieces).toString('utf8', 0, MOST_BYTES);
    this.answer.resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.answer.reject(error);
  }
}
