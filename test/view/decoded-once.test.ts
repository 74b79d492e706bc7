import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderInspection } from '../../src/view/render-inspection.ts';
import { renderSummary } from '../../src/view/render-summary.ts';
import { toJson } from '../../src/view/to-json.ts';
import { reportOfPath, sampleEndpoint, sampleInspection } from './samples.ts';

/** What an endpoint of a log is called is text already: these characters could be the bytes of others (é). */
const PATH = '/caf\u00c3\u00a9';
const SCREEN = { width: 100, color: false };

test('a path whose characters look like UTF-8 is shown as it is: it was decoded before', () => {
  const report = reportOfPath(PATH);
  const inspection = sampleInspection({
    endpoints: [sampleEndpoint(PATH, 3)],
    skipped: [{ reason: 'not-http', count: 1, example: { file: 'a.log', number: 1, text: `hello ${PATH}` } }],
  });
  assert.match(renderSummary(report, SCREEN), new RegExp(`GET ${PATH}\n`));
  assert.match(renderInspection(inspection, SCREEN), new RegExp(`GET ${PATH}\n`));
  assert.match(renderInspection(inspection, SCREEN), new RegExp(`hello ${PATH}\n`));
  assert.deepEqual(
    (toJson(report) as { endpoints: { path: string }[] }).endpoints.map(({ path }) => path),
    [PATH],
  );
});
