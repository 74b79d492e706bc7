import { CAUSE, type LogRecord } from '../model.ts';
import { isSecretName } from './secret-names.ts';

/** What is known of a request beside what it sends. */
export interface CauseContext {
  /** Whether its target carries a secret (`?token=…`): as it was recorded, and as it is sent. */
  readonly secretLogged: boolean;
  readonly secretSent: boolean;
  /** Names and values in turn, as they are sent. */
  readonly sent: readonly string[];
  /** Whether the log holds credentials for this request, be they blotted out. */
  readonly hadCredentials: boolean;
  /** Whether the log holds credentials where there were any: those of other requests stand in it. */
  readonly showsCredentials: boolean;
  /** Whether it had a payload that the log does not hold: it is sent empty, or with another. */
  readonly bodyLost: boolean;
}

/** What of a request may change its status when it is replayed, in bits of `CAUSE`. */
export function causesOf({ sent, secretLogged, secretSent, ...known }: CauseContext): number {
  let carried = 0;
  for (let i = 0; i < sent.length; i += 2) carried |= kindOf(sent[i]!);
  let causes = known.bodyLost ? CAUSE.noBody : 0;
  if ((carried & CONDITION) === 0) causes |= CAUSE.noConditions;
  if ((carried & RANGE) === 0) causes |= CAUSE.noRange;
  if ((carried & CREDENTIALS) !== 0 || (secretSent && !secretLogged)) {
    return known.hadCredentials ? causes : causes | CAUSE.credentialsAdded;
  }
  const mayBeLost = known.hadCredentials || secretLogged || !known.showsCredentials;
  return mayBeLost && !secretSent ? causes | CAUSE.noCredentials : causes;
}

/** Whether the log holds credentials for a request, be they blotted out. */
export function holdsCredentials({ headers }: Pick<LogRecord, 'headers'>): boolean {
  return headers?.some(([name]) => (kindOf(name) & CREDENTIALS) !== 0) ?? false;
}

const CONDITION = 1;
const RANGE = 2;
const CREDENTIALS = 4;

function kindOf(name: string): number {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const kind = CONDITIONS.has(lower)
    ? CONDITION
    : lower === 'range'
      ? RANGE
      : isSecretName(name) && !NOT_THE_TARGETS.has(lower)
        ? CREDENTIALS
        : 0;
  // The names in a log are few; what a hostile client makes up is not kept for ever.
  if (kinds.size < 1000) kinds.set(name, kind);
  return kind;
}

const kinds = new Map<string, number>();

const CONDITIONS: ReadonlySet<string> = new Set([
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
]);
const NOT_THE_TARGETS: ReadonlySet<string> = new Set(['proxy-authorization', 'set-cookie']);
