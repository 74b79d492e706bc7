import { ReplayError } from '../errors.ts';

/** Puts what SQLite says into one line and a way to mend it. */
export function storeError(path: string, cause: unknown): ReplayError {
  if (cause instanceof ReplayError) return cause;
  const { code = '', message } = cause as { code?: string; message: string };
  if (lacksSharedMemory(cause) && code !== NO_ROOM_TO_SHARE) return noSharedMemory(path, cause);
  const known = KNOWN.find(([prefix]) => code.startsWith(prefix))?.[1];
  const [what, mend] = known ?? [message, 'name another file with --db'];
  return new ReplayError('store', `${path}: ${what}`, mend, cause);
}

/** Whether SQLite found that what the file holds cannot be. */
export function isDamage(cause: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(cause));
}

/** The error of a database that is no longer sound. */
export function damaged(path: string, cause?: unknown): ReplayError {
  return new ReplayError('store', `${path}: ${DAMAGED[0]}`, DAMAGED[1], cause);
}

/** Whether SQLite could not share memory with others, or not lock it: no log can be written ahead there. */
export function lacksSharedMemory(cause: unknown): boolean {
  return /^SQLITE_(?:IOERR_SHM|IOERR_LOCK|PROTOCOL)/.test(codeOf(cause));
}

/** Whether a program that was killed left something that has to be undone before anything is read. */
export function isHalfWritten(cause: unknown): boolean {
  return /^SQLITE_READONLY_(?:ROLLBACK|RECOVERY|CANTINIT)/.test(codeOf(cause));
}

/** The error of a file system on which there can be no write-ahead log. */
export function noSharedMemory(path: string, cause?: unknown): ReplayError {
  return new ReplayError(
    'store',
    `${path}: its file system has not the locks and the shared memory by which a database is read while it is written`,
    'network file systems are so, as a rule: name a file on a local disk with --db',
    cause,
  );
}

function codeOf(cause: unknown): string {
  return String((cause as { code?: unknown } | undefined)?.code ?? '');
}

/** Memory is shared through a file. */
const NO_ROOM_TO_SHARE = 'SQLITE_IOERR_SHMSIZE';

const FULL = ['the disk is full', 'make room, or name a file on another disk with --db'] as const;

const DAMAGED = [
  'the database is damaged',
  "keep it aside and save what can be read: sqlite3 FILE '.recover'",
] as const;

/** By what the code begins with. */
const KNOWN: readonly (readonly [prefix: string, readonly [what: string, mend: string]])[] = [
  [
    'SQLITE_CANTOPEN',
    [
      'the database cannot be opened or made',
      'check that its folder is there and writable, or use --db FILE',
    ],
  ],
  [
    'SQLITE_READONLY_ROLLBACK',
    [
      'was left in the middle of a write, which only those who may write it can put in order',
      'read it once as its owner, and then it can be read by all',
    ],
  ],
  [
    'SQLITE_READONLY',
    ['the database cannot be written', 'check who owns the file and its folder, or use --db FILE'],
  ],
  ['SQLITE_NOTADB', ['is not a database', 'it is some other file; name another with --db FILE']],
  ['SQLITE_CORRUPT', DAMAGED],
  ['SQLITE_FULL', FULL],
  [NO_ROOM_TO_SHARE, FULL],
  [
    'SQLITE_IOERR',
    ['the disk does not take or give the data', 'check the disk, or name a file on another one with --db'],
  ],
  ['SQLITE_BUSY', ['another program keeps the database locked', 'end it, or name another file with --db']],
];
