import { type OutcomeBatch, RESULTS } from '../../src/model.ts';
import type { SenderOptions } from '../../src/send/messages.ts';
import { Sender } from '../../src/send/sender.ts';
import { transportTo } from './transport-to.ts';

/** An outcome in words. */
export interface PlainOutcome {
  readonly seq: number;
  readonly dueAtUs: number;
  readonly result: string;
  readonly status: number;
  readonly lagUs: number;
  readonly ttfbUs: number;
  readonly serviceUs: number;
  readonly bytes: number;
}

/** A sender in this very thread, and what it made of all its arrivals once it is done. */
export function createSender(origin: string, changes: Partial<SenderOptions> = {}) {
  const { promise: done, resolve } = Promise.withResolvers<{ outcomes: PlainOutcome[]; forgotten: number }>();
  const outcomes: PlainOutcome[] = [];
  const options = {
    worker: 0,
    workers: 1,
    users: null,
    transport: transportTo(origin),
    maxInFlight: 100,
    connections: 2,
    openAhead: true,
    taken: new Float64Array(1),
  };
  const sender = new Sender(
    { ...options, closedLoop: false, maxOverdueUs: 2_000_000, catchUp: 'burst', ...changes },
    {
      onOutcomes: (batch) => outcomes.push(...plain(batch)),
      onAnswers() {},
      onDone: ({ forgotten }) => resolve({ outcomes, forgotten }),
    },
  );
  return { sender, done };
}

function plain(batch: OutcomeBatch): PlainOutcome[] {
  return Array.from({ length: batch.count }, (_, i) => ({
    seq: batch.seq[i],
    dueAtUs: batch.dueAtUs[i],
    result: RESULTS[batch.result[i]],
    status: batch.status[i],
    lagUs: batch.lagUs[i],
    ttfbUs: batch.ttfbUs[i],
    serviceUs: batch.serviceUs[i],
    bytes: batch.bytes[i],
  }));
}

/** How often each result came. */
export function count(outcomes: readonly PlainOutcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { result } of outcomes) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}
