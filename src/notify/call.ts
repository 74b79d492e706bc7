/** A request to a receiver. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came of it; `why` names neither URL nor path. */
export type Reply =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly why: string;
      /** The status that was answered; null: none. */
      readonly status: number | null;
      /** Whether it may go better at another time. */
      readonly passing: boolean;
      /** When the receiver wants to be asked again; null: it does not say. */
      readonly retryAfterMs: number | null;
    };

/**
 * Sends one request, by Node's own fetch, so that its ways to trust certificates and to use proxies hold. Never rejects, and
 * never follows a redirect: what is sent is for one receiver.
 */
export async function call(
  { url, method, headers, body }: Call,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Reply> {
  const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
  try {
    const answer = await fetch(url, {
      ...{ method, headers, body, redirect: 'manual' },
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    // Nothing of it is needed, and the connection is not kept busy with it.
    await answer.body?.cancel().catch(() => {});
    const { status, ok } = answer;
    if (ok) return { ok };
    const redirects = status >= 300 && status < 400 ? ', and redirects are not followed' : '';
    return {
      ok: false,
      why: `it answered ${status}${redirects}`,
      status,
      passing: status >= 500 || PASSING.has(status),
      retryAfterMs: retryAfter(answer.headers.get('retry-after')),
    };
  } catch (error) {
    const none = { ok: false, status: null, retryAfterMs: null } as const;
    if (timeout.aborted) {
      return {
        ...none,
        why: `it did not answer within ${Math.round(timeoutMs / 100) / 10} s`,
        passing: true,
      };
    }
    const code = codeOf(error);
    // In a minute it is trusted no more than now.
    const isTrusted = code === null || !/CERT|SIGNATURE|^ERR_TLS/.test(code);
    return { ...none, why: signal?.aborted ? 'it was given up' : failure(code), passing: isTrusted };
  }
}

const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

function codeOf(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string') return code;
  }
  return null;
}

/** By its code: what else an error says may name the address. */
function failure(code: string | null): string {
  if (code === null) return 'it could not be reached';
  return WORDS[code] ?? `it could not be reached (${code})`;
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'it broke the connection off',
  UND_ERR_SOCKET: 'it broke the connection off',
  ENOTFOUND: 'its host is not known',
};
