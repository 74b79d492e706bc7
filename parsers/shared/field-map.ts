import type { Unit } from './duration.ts';
import type { Field } from './find-field.ts';

/** Which fields of a JSON log hold what. Of each list the first field that a line has counts. */
export interface FieldMap {
  /** The whole request line, `GET /a?b HTTP/1.1`. Preferred to `method` and `target`: it is what was on the wire. */
  readonly request: readonly Field[];
  readonly method: readonly Field[];
  /** The path, with the query or without. */
  readonly target: readonly Field[];
  /** The query on its own, added to a target that has none. */
  readonly query: readonly Field[];
  readonly host: readonly Field[];
  readonly scheme: readonly Field[];
  /** Fields that are there only where the connection was encrypted. */
  readonly tls: readonly Field[];
  readonly status: readonly Field[];
  /** When the request began. Preferred to `endedAt`. */
  readonly startedAt: readonly Field[];
  /** When the line was written, which is when the request ended: the start is this less the duration. */
  readonly endedAt: readonly Field[];
  /** The same for numbers whose unit is known, and not told by their size. */
  readonly startedIn?: Readonly<Partial<Record<Unit, readonly Field[]>>>;
  readonly endedIn?: Readonly<Partial<Record<Unit, readonly Field[]>>>;
  /** By the unit of a bare number. In `sOrMs`, text with three decimals (as nginx prints it) is seconds, all else ms. */
  readonly duration: Readonly<Record<Unit | 'sOrMs', readonly Field[]>>;
  readonly client: readonly Field[];
  readonly body: readonly Field[];
  /** The body in base64. Preferred to `body`: it is exact. */
  readonly bodyBase64?: readonly Field[];
  /** How long the body was: with this above zero, an empty `body` says only that it was not logged. */
  readonly contentLength: readonly Field[];
  /** All request headers: an object or an array. */
  readonly headers: readonly Field[];
  /** Single request headers, by the name that they are sent with. */
  readonly header: Readonly<Record<string, readonly Field[]>>;
}
