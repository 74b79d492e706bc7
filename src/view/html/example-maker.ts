import type { Run, StoredRequest } from '../../model.ts';
import { shellLine } from '../command-lines.ts';
import { curlWords } from '../curl-words.ts';
import { embedJson } from './embed-json.ts';
import { short } from './name-table.ts';
import type { Example } from './page-tables.ts';

/** Makes examples of stored requests, until the room that the page has for them is full. */
export class ExampleMaker {
  readonly #run: Run;
  readonly #requests: ReadonlyMap<number, StoredRequest>;
  #room: number;

  constructor(run: Run, requests: readonly StoredRequest[], roomCharacters: number) {
    this.#run = run;
    this.#requests = new Map(requests.map((request) => [request.id, request]));
    this.#room = roomCharacters;
  }

  /** undefined: there is no such request, or no room. */
  make(requestId: number): (Example & { readonly method: string }) | undefined {
    const request = this.#requests.get(requestId);
    if (request === undefined) return undefined;
    const call = shellLine(curlWords(this.#run, request));
    const example = {
      method: short(request.endpoint.method),
      target: short(request.target),
      curl: call.length <= LONGEST_CALL ? call : '',
    };
    const taken = embedJson(example).length;
    if (taken > this.#room) return undefined;
    this.#room -= taken;
    return example;
  }
}

/** A longer call is in the JSON report. */
const LONGEST_CALL = 1000;
