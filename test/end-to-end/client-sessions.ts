import type { Answer, ReceivedRequest } from '../helpers/counting-server.ts';
import { writeLog } from './write-log.ts';

/** A log of clients that each asked for `/c0/0`, `/c0/1`, …: all of one before the next, as far as `together` goes. */
export function writeSessionsLog(clients: number, requests: number, together = requests): string {
  const lines: string[] = [];
  for (let from = 0; from < requests; from += together) {
    for (let client = 0; client < clients; client++) {
      for (let n = from; n < Math.min(requests, from + together); n++) lines.push(sessionLine(client, n));
    }
  }
  return writeLog(lines);
}

/** A line of one of these clients. */
export function sessionLine(client: number, n: number, agent = 'test'): string {
  return `192.0.2.${client} - - [15/Sep/2026:10:00:00 +0000] "GET /c${client}/${n} HTTP/1.1" 200 5 "-" "${agent}"`;
}

/**
 * A target that hands out a cookie with every answer, and rejects whoever comes without the one that it gave last (403), or
 * before it has answered (409).
 */
export function strictSessions(delayMs: number) {
  const clients = new Map<string, { answersAtUs: number; given: string }>();
  const rejected: string[] = [];
  function answer({ url, atUs, rawHeaders }: ReceivedRequest): Answer {
    const [, client, n] = url.split('/') as [string, string, string];
    const known = clients.get(client);
    const isFirst = n === '0';
    const cookie = cookieOf(rawHeaders);
    const given = `${client}-${n}-${Math.random().toString(36).slice(2)}`;
    const reject = (status: number): Answer => {
      rejected.push(`${status} ${url}`);
      return { status, delayMs };
    };
    // A timer may be early by a part of a millisecond.
    if (known && atUs < known.answersAtUs - 1000) return reject(409);
    if (!isFirst && (cookie === '' || !cookie.split('; ').includes(`step=${known?.given}`)))
      return reject(403);
    clients.set(client, { answersAtUs: atUs + delayMs * 1000, given });
    return { delayMs, headers: { 'Set-Cookie': `step=${given}; Path=/; HttpOnly` } };
  }
  return { answer, rejected };
}

export function cookieOf(rawHeaders: readonly string[]): string {
  const at = rawHeaders.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'cookie');
  return at === -1 ? '' : rawHeaders[at + 1]!;
}
