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
  const read = socket.read.bind(socket);
  let held: Buffer | null = null;
  socket.read = (size) => {
    let chunk: Buffer | null = read(size);
    while (connection.awaitsAnswer && chunk !== null) {
      const said: Buffer = held === null ? chunk : Buffer.concat([held, chunk]);
      const rest = afterContinue(said);
      held = rest === null ? said : null;
      if (rest !== null && rest.length > 0) {
        connection.awaitsAnswer = false;
        return rest;
      }
      chunk = read(size);
    }
    return chunk;
  };
}

/** What follows all `100 Continue` at the beginning; null where more has to come before that can be told. */
function afterContinue(said: Buffer): Buffer | null {
  let rest = said;
  while (rest.length > 0) {
    // Nearly always: the status of an answer does not begin with 1.
    if (rest.length > STATUS_AT && rest[STATUS_AT] !== ONE) return rest;
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
