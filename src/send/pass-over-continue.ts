import type { Readable } from 'node:stream';

/** A connection with one request in flight at most. */
export interface Awaiting {
  /** Whether a request was sent and no byte of its answer was read yet. */
  awaitsAnswer: boolean;
}

/**
 * Takes `100 Continue` out of what a target says before its answer: undici takes it for a broken one, though a target may
 * say it to anybody. What is read is looked at once for each answer, at its first byte.
 */
export function passOverContinue(socket: Readable, connection: Awaiting): void {
  const passing = socket as Passing;
  passing[CONNECTION] = connection;
  passing[HELD] = null;
  passing[READ] = socket.read;
  // The same function for all: a closure for each would make every read slower.
  socket.read = readPastContinue;
}

interface Passing extends Readable {
  [CONNECTION]: Awaiting;
  /** The beginning of what may be a `100 Continue`. */
  [HELD]: Buffer | null;
  [READ]: Readable['read'];
}

const CONNECTION: unique symbol = Symbol('connection');
const HELD: unique symbol = Symbol('held');
const READ: unique symbol = Symbol('read');

function readPastContinue(this: Readable, size?: number): Buffer | null {
  const socket = this as Passing;
  const connection = socket[CONNECTION];
  const chunk: Buffer | null = socket[READ](size);
  if (chunk === null || !connection.awaitsAnswer) return chunk;
  // Nearly always: the status of an answer does not begin with 1.
  if (socket[HELD] === null && chunk.length > STATUS_AT && chunk[STATUS_AT] !== ONE) {
    connection.awaitsAnswer = false;
    return chunk;
  }
  return passOver(socket, connection, chunk, size);
}

function passOver(socket: Passing, connection: Awaiting, first: Buffer, size?: number): Buffer | null {
  for (let chunk: Buffer | null = first; chunk !== null; chunk = socket[READ](size)) {
    const said: Buffer = socket[HELD] === null ? chunk : Buffer.concat([socket[HELD], chunk]);
    const rest = afterContinue(said);
    socket[HELD] = rest === null ? said : null;
    if (rest === null || rest.length === 0) continue;
    connection.awaitsAnswer = false;
    return rest;
  }
  return null;
}

/** What follows all `100 Continue` at the beginning; null where more has to come before that can be told. */
function afterContinue(said: Buffer): Buffer | null {
  let rest = said;
  while (rest.length > 0) {
    const start = rest.toString('latin1', 0, CONTINUE.length);
    const prefix = start.slice(0, 7) + CONTINUE[7] + start.slice(8);
    if (!CONTINUE.startsWith(prefix.slice(0, start.length)) || said.length > MOST_BYTES) return rest;
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) return null;
    rest = rest.subarray(end + 4);
  }
  return rest;
}

const CONTINUE = 'HTTP/1.1 100';
const STATUS_AT = 9;
const ONE = '1'.charCodeAt(0);
const MOST_BYTES = 64 * 1024;
