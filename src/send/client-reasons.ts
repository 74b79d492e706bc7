import { messageOf } from '../errors.ts';
import type { ClientReason } from '../model.ts';

/** What a client said of a request, or died of. */
export type SaidByClient = Omit<ClientReason, 'count' | 'firstSeq'>;

/** Counts what clients say, by its text, in bounded memory: what comes new once there is much of it is counted together. */
export class ClientReasons {
  readonly #reasons = new Map<string, ClientReason>();
  /** How many of them have a text of their own. */
  #texts = 0;

  add(said: SaidByClient, seq: number | null): void {
    this.#add({ ...said, text: shortened(said.text), count: 1, firstSeq: seq });
  }

  /** Of another sender. */
  merge(reasons: readonly ClientReason[]): void {
    for (const reason of reasons) this.#add(reason);
  }

  /** Most first. */
  result(): ClientReason[] {
    return [...this.#reasons.values()].sort(
      (a, b) => b.count - a.count || (a.firstSeq ?? -1) - (b.firstSeq ?? -1),
    );
  }

  #add(reason: ClientReason): void {
    const { client, hook, result } = reason;
    const key = `${client}\0${hook}\0${result}\0${reason.text}`;
    const known = this.#reasons.get(key);
    if (known !== undefined) this.#reasons.set(key, sum(known, reason));
    else if (reason.text === OTHERS) this.#reasons.set(key, reason);
    else if (this.#texts === MOST_REASONS) this.#add({ ...reason, text: OTHERS });
    else {
      this.#texts++;
      this.#reasons.set(key, reason);
    }
  }
}

/** What somebody's code threw, whatever it is, in words. */
export function wordsOf(thrown: unknown): string {
  try {
    return String(messageOf(thrown)) || (thrown as Error).name || NO_WORDS;
  } catch {
    return NO_WORDS;
  }
}

const NO_WORDS = 'an error without a message';

function sum(a: ClientReason, b: ClientReason): ClientReason {
  const firstSeq = a.firstSeq === null || b.firstSeq === null ? null : Math.min(a.firstSeq, b.firstSeq);
  return { ...a, count: a.count + b.count, firstSeq };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** In the place of texts for which there was no more room. */
const OTHERS = '(others)';
/** Of all clients together; more of them tell nobody anything. */
const MOST_REASONS = 50;
const LONGEST = 200;
