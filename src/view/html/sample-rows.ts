import { ANSWERED, type OutcomeSample, RESULTS } from '../../model.ts';
import type { Report } from '../report.ts';
import { ExampleMaker } from './example-maker.ts';
import type { SampleRow, SamplesPart } from './page-tables.ts';

/** The slowest requests, and the first of each way to go wrong. */
export function sampleRows({ run, summary, examples }: Report): SamplesPart {
  const maker = new ExampleMaker(run, examples, ROOM);
  const { slowest = [], bad = [] } = summary.samples ?? {};
  // What went wrong first: should the room not do, it is for these.
  const badRows = bad.flatMap((sample) => rowOf(sample, maker));
  return { slowest: slowest.flatMap((sample) => rowOf(sample, maker)), bad: badRows };
}

function rowOf(sample: OutcomeSample, maker: ExampleMaker): SampleRow[] {
  const example = maker.make(sample.requestId);
  if (example === undefined) return [];
  const { seq, dueAtUs, result, status, recordedStatus, recordedUs, lagUs, ttfbUs, serviceUs } = sample;
  const { sessionWaitUs = 0 } = sample;
  return [
    {
      ...example,
      seq,
      dueS: dueAtUs / 1e6,
      result: result === ANSWERED ? String(status) : RESULTS[result],
      recorded: recordedStatus,
      recordedUs,
      responseUs: lagUs === null || serviceUs === null ? null : lagUs + sessionWaitUs + serviceUs,
      serviceUs,
      ttfbUs,
      lagUs,
    },
  ];
}

const ROOM = 150_000;
