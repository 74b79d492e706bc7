import type { Endpoint } from '../../model.ts';
import { cutMiddle } from '../cut-middle.ts';
import { printable } from '../printable.ts';

/** Gives endpoints numbers, so that a page holds each name once; a long path loses its middle. */
export class NameTable {
  readonly #endpoints: ReadonlyMap<number, Endpoint>;
  readonly #places = new Map<number, number>();
  readonly #names: [method: string, path: string][] = [];

  constructor(endpoints: readonly Endpoint[]) {
    this.#endpoints = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  }

  placeOf(endpointId: number): number {
    const known = this.#places.get(endpointId);
    if (known !== undefined) return known;
    const { method, path } = this.#endpoints.get(endpointId) ?? {
      method: '?',
      path: `endpoint ${endpointId}`,
    };
    const place = this.#names.push([short(method), short(path)]) - 1;
    this.#places.set(endpointId, place);
    return place;
  }

  names(): readonly (readonly [method: string, path: string])[] {
    return this.#names;
  }
}

/** Text of a log in what a page has room for. */
export function short(text: string, columns = LONGEST): string {
  return cutMiddle(printable(text), columns);
}

/** A thousand of these, were they all `<`, take 600 kB. */
const LONGEST = 100;
