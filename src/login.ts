import { nowUs } from './clock.ts';
import { messageOf, ReplayError } from './errors.ts';
import { NONE, type OutcomeBatch } from './model.ts';
import { redactBody } from './request/redact-message.ts';
import { REDACTED } from './request/redacted.ts';
import { fillingOf, type RunLogin } from './rewriting-of.ts';
import { failureReason } from './send/failure-reason.ts';
import { LoginPace } from './send/login-pace.ts';
import type { Captured } from './send/request-templates.ts';
import { sendOnce, type WholeAnswer } from './send/send-once.ts';
import type { SenderPool } from './send/sender-pool.ts';
import type { TransportOptions } from './send/transport-options.ts';
import { sentAfterUs } from './summarize/sent-after.ts';

/** What it takes to log in. */
interface LoginTerms extends RunLogin {
  readonly transport: TransportOptions;
  readonly seed: number;
  /** Once aborted, nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/**
 * The login of a run: once before it begins, and again when requests that have what it brought are answered 401, one at a
 * time and not too often. Answers to what was sent before are no reason.
 */
export class Login {
  readonly #terms: LoginTerms;
  readonly #pace = new LoginPace();
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  #captured: Captured = {};
  #senders: SenderPool | null = null;
  /** From the start of the run: what was sent before then may have had what an older login brought. */
  #usedFromUs = -Infinity;
  #isUnderWay = false;
  #times = 0;
  #failures = 0;
  #lastFailure = '';

  /** Logs in; rejects where that fails. */
  static async begin(terms: LoginTerms): Promise<Login> {
    const login = new Login(terms);
    await login.#logIn();
    return login;
  }

  private constructor(terms: LoginTerms) {
    this.#terms = terms;
    this.#signal = terms.signal ? AbortSignal.any([terms.signal, this.#end.signal]) : this.#end.signal;
  }

  /** What it brought last. */
  get captured(): Captured {
    return this.#captured;
  }

  /** Who is to hear of what another login brings. */
  serve(senders: SenderPool): void {
    this.#senders = senders;
  }

  /** Looks for requests that were refused though they had what the last login brought. */
  add(batch: OutcomeBatch): void {
    const { count, status, recordedStatus, dueAtUs, lagUs } = batch;
    for (let i = 0; i < count; i++) {
      if (status[i] !== UNAUTHORIZED || recordedStatus[i] === UNAUTHORIZED || lagUs[i] === NONE) continue;
      if (dueAtUs[i]! + sentAfterUs(batch, i) < this.#usedFromUs) continue;
      this.#again();
      return;
    }
  }

  /** Nothing is waited for any more. */
  end(): void {
    this.#end.abort();
  }

  /** What became of it while the run went on, in sentences. */
  notes(): string[] {
    const notes: string[] = [];
    const again = this.#times - this.#failures - 1;
    if (again > 0) notes.push(`logged in again ${timesOf(again)}, as requests were answered 401 (--login)`);
    if (this.#failures > 0) {
      notes.push(`logging in again failed ${timesOf(this.#failures)}; at last ${this.#lastFailure}`);
    }
    return notes;
  }

  #again(): void {
    if (this.#isUnderWay || this.#signal.aborted || !this.#pace.mayBegin(nowUs())) return;
    this.#logIn().then(
      () => {
        this.#senders?.capture(this.#captured);
        this.#usedFromUs = (this.#senders?.elapsedUs ?? 0) + HEARD_BY_US;
      },
      (error) => {
        if (this.#signal.aborted) return;
        this.#failures++;
        this.#lastFailure = messageOf(error).replace(/^--login /, '');
      },
    );
  }

  async #logIn(): Promise<void> {
    this.#isUnderWay = true;
    this.#pace.begun(nowUs());
    try {
      this.#captured = await logIn(this.#terms, this.#times++, Object.values(this.#captured), this.#signal);
    } finally {
      this.#isUnderWay = false;
    }
  }
}

const UNAUTHORIZED = 401;
/** By then every sender has heard of it. */
const HEARD_BY_US = 100_000;

async function logIn(
  { request, transport, read, seed }: LoginTerms,
  time: number,
  known: readonly string[],
  signal: AbortSignal,
): Promise<Captured> {
  const { endpoint } = request.request;
  const failed = (what: string, cause?: unknown) =>
    new ReplayError('target', `--login ${endpoint.path} ${what}`, MEND, cause);
  let answer: WholeAnswer;
  try {
    answer = await sendOnce(request.request, time, fillingOf(request, seed ^ OWN_SEED), transport, signal);
  } catch (error) {
    throw failed(`got no answer: ${failureReason(error)}`, error);
  }
  const { captured, lacks } = read(answer);
  if (answer.status < 400 && lacks === null) return captured;
  const secrets = request.placeholders.flatMap(({ value }) => (value.kind === 'fixed' ? value.text : []));
  const said = saidBy(answer, [...secrets, ...known, ...Object.values(captured)]);
  const without = answer.status < 400 ? ` without ${lacks}` : '';
  throw failed(`was answered ${answer.status}${without}${said}`);
}

const MEND = 'check what it sends, and where its answer has what is captured; nothing else was sent';
/** What is random in a login is not what is random in the first request. */
const OWN_SEED = 0x5bd1e995;

/** The first bytes of an answer, without secrets: those that can be told to be such, and those that are known. */
function saidBy({ body }: WholeAnswer, secrets: readonly string[]): string {
  let text = body.slice(0, MOST_LOOKED_AT);
  for (const secret of secrets.filter(({ length }) => length >= SHORTEST_SECRET)) {
    const written = [JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), secret];
    for (const form of written) text = text.replaceAll(form, REDACTED);
  }
  const shown = redactBody(text).replace(/\s+/g, ' ').trim();
  if (shown === '') return '';
  return `: ${shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}…` : shown}`;
}

const SHORTEST_SECRET = 3;
const MOST_LOOKED_AT = 10_000;
const MOST_SHOWN = 200;

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
