import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../src/compare.ts';
import type { ComparedScope, RunComparison } from '../../../src/model.ts';
import { recordSimulated } from '../../end-to-end/record-simulated.ts';
import { execute } from '../../store/query.ts';
import { newDatabase } from '../../store/samples.ts';

const figure = ({ figures }: ComparedScope, name: string) => figures.find((one) => one.name === name)!;
const verdictsOf = ({ overall }: RunComparison, ...names: string[]) =>
  names.map((name) => figure(overall, name).verdict);

/** Runs 1 and 2 of one build and 3, in which everything is slower; the rows of the first and the last are gone. */
async function prunedDatabase(): Promise<string> {
  const path = newDatabase();
  await recordSimulated(path, 1);
  await recordSimulated(path, 2);
  await recordSimulated(path, 3, { slower: () => 1.3 });
  execute(path, 'delete from outcome where run_id in (1, 3)');
  return path;
}

test('of runs whose rows are pruned, figures are shown, and response times and shares are judged by what is kept over time', async () => {
  const path = await prunedDatabase();
  const slower = await compare(path, '2', '3');
  assert.deepEqual(
    [slower.method.from, slower.method.paired, slower.method.blocks],
    ['intervals', false, 12],
  );
  assert.equal(slower.verdict, 'worse');
  assert.deepEqual(verdictsOf(slower, 'response.p50', 'response.p90', 'response.mean'), [
    'worse',
    'worse',
    'worse',
  ]);
  assert.ok(Math.abs(figure(slower.overall, 'response.p50').change! - 0.3) < 0.1);
  const again = await compare(path, '1', '2');
  assert.notEqual(again.verdict, 'worse');
  assert.notEqual(again.verdict, 'better');
  assert.equal(figure(again.overall, 'failed').verdict, 'same');
});

test('what only the rows could tell is shown without a verdict, and why is said', async () => {
  const comparison = await compare(await prunedDatabase(), '1', '3');
  const service = figure(comparison.overall, 'service.p50');
  assert.deepEqual([service.verdict, service.why], ['too little data', 'the rows are pruned']);
  assert.ok(service.change! > 0.2, `${service.change}`);
  const [endpoint] = comparison.endpoints;
  assert.equal(endpoint.verdict, 'too little data');
  const p95 = figure(endpoint, 'response.p95');
  assert.deepEqual([p95.verdict, p95.why, p95.interval], ['too little data', 'the rows are pruned', null]);
  assert.ok(p95.a! > 0 && p95.b! > p95.a!);
});

test('a run of which nothing is stored yet is too little data', async () => {
  const path = newDatabase();
  await recordSimulated(path, 1);
  await recordSimulated(path, 2, { change: (batch) => Object.assign(batch, { count: 0 }) });
  const { verdict, overall } = await compare(path, '1', '2');
  assert.equal(verdict, 'too little data');
  assert.deepEqual(
    [figure(overall, 'response.p95').why, figure(overall, 'failed').why],
    ['nothing was measured in B', 'nothing to count in B'],
  );
});
