import { MARK, MARKED, type Placeholder } from '../model.ts';
import { placeholderText } from './placeholder-text.ts';
import type { RequestReader } from './request-reader.ts';
import type { Filler, RequestTemplate, SendableRequest } from './sendable-request.ts';

/** By what placeholders are filled in. */
export interface FillingOptions {
  readonly placeholders: readonly Placeholder[];
  /** The same seed fills in the same. */
  readonly seed: number;
  /** Out of the answer to the login, by name. */
  readonly captured: Captured;
}

export type Captured = Readonly<Record<string, string>>;

/**
 * Fills in placeholders: what is the same for the whole run once, when a request is unpacked, and the rest each time one
 * is sent. Requests without placeholders never come here.
 */
export class RequestTemplates {
  readonly #options: FillingOptions;
  #captured: Captured;
  /** Of headers, which come with every request anew. */
  readonly #known = new Map<string, Filler>();

  constructor(options: FillingOptions = NOTHING) {
    this.#options = options;
    this.#captured = options.captured;
  }

  /** Another login brought other values. */
  capture(captured: Captured): void {
    this.#captured = captured;
  }

  /** The next request of a pack, as it is sent or as `fill` makes such ones of it. */
  read(reader: RequestReader): SendableRequest {
    const request = reader.next();
    return reader.marked === 0 ? request : this.prepare(request, reader.marked);
  }

  /** Makes of a request with marks one that can be sent, or that `fill` makes such ones of. */
  prepare(request: SendableRequest, marked: number): SendableRequest {
    const inHead = (marked & MARKED.head) !== 0;
    const path = inHead && request.path.includes(MARK) ? this.#filler(request.path) : null;
    const own = request.headers.map((text) =>
      inHead && text.includes(MARK) ? this.#headerFiller(text) : text,
    );
    const body = (marked & MARKED.body) === 0 ? null : this.#filler(textOf(request.body));
    const template: RequestTemplate = {
      path: path && isOpen(path) ? path : null,
      headers: own.flatMap((value, i) =>
        typeof value !== 'string' && isOpen(value) ? [[i, value] as const] : [],
      ),
      body: body && isOpen(body) ? body : null,
    };
    return {
      ...request,
      path: path ? beginning(path.texts[0]!) : request.path,
      headers: own.map((value) => (typeof value === 'string' ? value : value.texts[0]!)),
      body: body ? Buffer.from(body.texts[0]!, 'latin1') : request.body,
      ...((template.path || template.body || template.headers.length > 0) && { template }),
    };
  }

  /** The request as it is sent as arrival `seq`. */
  fill(request: SendableRequest, seq: number): SendableRequest {
    const { path, headers: values, body } = request.template!;
    const headers = request.headers.slice();
    for (const [i, value] of values) headers[i] = this.#text(value, seq);
    return {
      ...request,
      headers,
      path: path ? beginning(this.#text(path, seq)) : request.path,
      body: body ? Buffer.from(this.#text(body, seq), 'latin1') : request.body,
    };
  }

  #headerFiller(text: string): Filler {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const filler = this.#filler(text);
    if (this.#known.size < MOST_KNOWN) this.#known.set(text, filler);
    return filler;
  }

  /** Reads a text with marks; what is fixed becomes part of its texts. */
  #filler(text: string): Filler {
    const pieces = text.split(MARK);
    const texts = [pieces[0]!];
    const placeholders: Placeholder[] = [];
    for (let i = 1; i < pieces.length; i += 2) {
      const placeholder = this.#options.placeholders[Number(pieces[i])]!;
      const fixed = this.#fixed(placeholder);
      if (fixed === null) {
        placeholders.push(placeholder);
        texts.push('');
      }
      texts[texts.length - 1] += (fixed ?? '') + pieces[i + 1];
    }
    return { texts, placeholders };
  }

  #fixed(placeholder: Placeholder): string | null {
    const { value, within } = placeholder;
    if (value.kind === 'fixed') return escaped(value.text, within);
    if (value.kind !== 'base64') return null;
    const of = this.#filler(value.of);
    return isOpen(of) ? null : base64(of.texts[0]!);
  }

  #text({ texts, placeholders }: Filler, seq: number): string {
    let text = texts[0]!;
    for (let i = 0; i < placeholders.length; i++) text += this.#value(placeholders[i]!, seq) + texts[i + 1];
    return text;
  }

  #value(placeholder: Placeholder, seq: number): string {
    const { value, within } = placeholder;
    if (value.kind === 'base64') return base64(this.#text(this.#headerFiller(value.of), seq));
    if (value.kind === 'captured') return escaped(this.#captured[value.name] ?? '', within);
    const text = placeholderText(placeholder, seq, this.#options.seed);
    // The others are letters, digits and hyphens.
    return value.kind === 'iso' ? escaped(text, within) : text;
  }
}

const NOTHING: FillingOptions = { placeholders: [], seed: 0, captured: {} };
/** Far more than there are rules. */
const MOST_KNOWN = 1000;

function isOpen({ placeholders }: Filler): boolean {
  return placeholders.length > 0;
}

/** Of a path that begins with a placeholder, nobody knows before whether it begins with a slash. */
function beginning(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function textOf(body: SendableRequest['body']): string {
  return Buffer.from(body as Uint8Array).toString('latin1');
}

function base64(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64');
}

/** One character per byte, as it may stand where it belongs. */
function escaped(value: string, within: Placeholder['within']): string {
  switch (within) {
    case 'component':
      return encodeURIComponent(value);
    case 'target':
      return value.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
    case 'json':
      return bytes(JSON.stringify(value).slice(1, -1));
    case 'text':
      return bytes(value);
  }
}

function bytes(text: string): string {
  return NOT_ASCII.test(text) ? Buffer.from(text).toString('latin1') : text;
}

const NOT_ASCII = /[^\x00-\x7f]/;
