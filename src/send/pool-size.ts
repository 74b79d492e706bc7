import { availableParallelism } from 'node:os';
import { ReplayError } from '../errors.ts';
import { MAX_WORKERS } from './kept-requests.ts';

export interface PoolSize {
  readonly workers: number;
  readonly connections: number;
}

export interface PoolWishes extends Partial<PoolSize> {
  /** Of a closed model: at most so many connections are in use. */
  readonly users?: number;
  readonly maxInFlight: number;
  /** So many requests at once on a connection. */
  readonly streams?: number;
}

/**
 * How many threads and connections a run uses unless it is told: as many as the rate needs, and the cores allow. Each
 * thread needs something of what they share: a closed loop of 7 connections has at most 7 threads.
 */
export function poolSize(rate: number | 'max', asked: PoolWishes): PoolSize {
  if (asked.workers !== undefined && asked.workers > MAX_WORKERS) {
    throw new ReplayError('usage', `${asked.workers} workers are too many`, `take ${MAX_WORKERS} at most`);
  }
  const wanted = asked.workers ?? Math.min(coresToUse(), threadsFor(rate));
  const { users, streams = 1 } = asked;
  const inLoop = asked.connections ?? Math.ceil(CLOSED_LOOP_IN_FLIGHT / streams);
  // Connections that many requests share are as many as are asked for, and not one more.
  const open = streams > 1 ? (asked.connections ?? asked.maxInFlight) : asked.maxInFlight;
  const shared = rate === 'max' ? (users ?? inLoop) : open;
  const workers = Math.min(wanted, shared);
  return {
    workers,
    connections: Math.max(workers, asked.connections ?? connectionsFor(rate, users, streams)),
  };
}

/** One core is left to the main and recorder threads, and to a target on the same machine. */
function coresToUse(): number {
  return Math.min(MAX_WORKERS, Math.max(1, availableParallelism() - 1));
}

function threadsFor(rate: number | 'max'): number {
  return rate === 'max' ? MAX_WORKERS : Math.max(1, Math.ceil(rate / RATE_A_THREAD));
}

/** What one thread sends without trouble: a third of what it can. */
const RATE_A_THREAD = 20_000;

/** Open model: enough for answers that take 20 ms (Little's law); more are opened as they are needed. */
function connectionsFor(rate: number | 'max', users: number | undefined, streams: number): number {
  if (users !== undefined) return Math.min(MAX_OPENED_AHEAD, users);
  return rate === 'max'
    ? Math.ceil(CLOSED_LOOP_IN_FLIGHT / streams)
    : Math.min(MAX_OPENED_AHEAD, Math.ceil(rate * 0.02));
}

const CLOSED_LOOP_IN_FLIGHT = 50;
const MAX_OPENED_AHEAD = 100;
