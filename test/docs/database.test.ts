import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CAUSE } from '../../src/model.ts';
import { explainChanges } from '../../src/summarize/explain-change.ts';
import { query } from '../store/query.ts';
import { batchOf, newDatabase, recordRun, sampleRequests } from '../store/samples.ts';

const DOCUMENT = readFileSync(new URL('../../docs/database.md', import.meta.url), 'utf8');
const QUERIES = Array.from(DOCUMENT.matchAll(/```sql\n([^`]*)```/g), ([, sql]) => sql);

const path = newDatabase();
const batch = batchOf(4, {
  seq: [0, 1, 2, 3],
  lagUs: [0, 0, 0, 0],
  serviceUs: [1000, 2000, 3000, 4000],
  recordedStatus: [200, 200, 200, 304],
  status: [200, 500, 500, 200],
  causes: [0, 0, 0, CAUSE.noConditions],
});
explainChanges(batch);
await recordRun(path, { requests: sampleRequests(2), batches: [batch] });

test('every query of the document runs, and finds something', () => {
  assert.ok(QUERIES.length >= 2);
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
