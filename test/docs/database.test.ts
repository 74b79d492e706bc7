import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CAUSE, RESULTS } from '../../src/model.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { explainChanges } from '../../src/summarize/explain-change.ts';
import { query } from '../store/query.ts';
import { batchOf, newDatabase, recordRun, sampleRequests } from '../store/samples.ts';

const DOCUMENT = readFileSync(new URL('../../docs/database.md', import.meta.url), 'utf8');
const QUERIES = Array.from(DOCUMENT.matchAll(/```sql\n([^`]*)```/g), ([, sql]) => sql);

const path = newDatabase();
const batch = batchOf(5, {
  seq: [0, 1, 2, 3, 4],
  lagUs: [0, 0, 0, 0, 0],
  serviceUs: [1000, 2000, 3000, 4000, 5000],
  recordedStatus: [200, 200, 200, 304, 200],
  recordedUs: [1000, 1000, 1000, 1000, 1000],
  result: [0, 0, 0, 0, RESULTS.indexOf('reset')],
  status: [200, 500, 500, 200, 0],
  causes: [0, 0, 0, CAUSE.noConditions, 0],
});
explainChanges(batch);
const accumulator = new Accumulator();
accumulator.add(batch);
await recordRun(path, {
  run: { name: 'nightly' },
  requests: sampleRequests(2),
  batches: [batch],
  end: {
    summary: accumulator.summary(),
    tallies: accumulator.tallies(),
    intervals: accumulator.intervals(),
  },
});

test('every query of the document runs, and finds something', () => {
  assert.ok(QUERIES.length >= 12);
  for (const sql of QUERIES) assert.ok(query(path, sql).length > 0, sql);
});

test('the query for drift gives what did not answer as recorded, and has no explanation', () => {
  const sql = QUERIES.find((text) => text.includes('from drift'));
  assert.ok(sql !== undefined);
  assert.deepEqual(query(path, sql), [
    {
      method: 'GET',
      endpoint: '/e1',
      recorded_status: 200,
      status: 500,
      requests: 2,
      share: 0.5,
      example: '/e1?1',
    },
  ]);
});
