import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import type { Interval } from '../../src/model.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { explainChanges } from '../../src/summarize/explain-change.ts';
import type { Report } from '../../src/view/report.ts';
import { toJson } from '../../src/view/to-json.ts';
import { batchOf, dropped } from '../summarize/outcomes.ts';
import { sampleReport, sampleRun } from '../view/samples.ts';

const schema: SchemaObject = JSON.parse(
  readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ strict: true, validateFormats: false });
const validate = ajv.compile(schema);
/** The same, but with nothing more than it names. */
const validateClosed = new Ajv2020({ strict: true, validateFormats: false }).compile(closed(schema));

function fullReport(): Report {
  const accumulator = new Accumulator();
  const outcomes = Array.from({ length: 60 }, (_, i) => ({
    status: i % 3 ? 200 : 500,
    recordedStatus: 200,
    recordedUs: 1000 + i,
    serviceUs: 2000 + i,
    endpointId: 1,
    requestId: 1,
  }));
  const batch = batchOf([...outcomes, { result: 'reset' }, dropped('overdue'), { status: 200 }]);
  explainChanges(batch);
  accumulator.add(batch);
  const endpoint = { id: 1, method: 'GET', path: '/a' };
  const intervals: readonly Interval[] = accumulator.intervals();
  return sampleReport({
    run: sampleRun({
      stopped: { condition: '5xx>20% for 5s', firstSecond: 3, lastSecond: 8, share: 0.5 },
      checks: [
        { check: 'p99<1s', passed: true, unit: 'us', actual: 2000, limit: 1e6, samples: 60, why: null },
        {
          check: '5xx(GET /x)<1%',
          passed: false,
          unit: 'share',
          actual: null,
          limit: 0.01,
          samples: 0,
          why: 'no',
        },
      ],
      clientReasons: [
        { client: './a.ts', hook: 'judge', result: 'judged', text: 'no total', count: 2, firstSeq: 7 },
        { client: './a.ts', hook: 'stop', result: null, text: 'gone', count: 1, firstSeq: null },
      ],
      sessions: { begun: 5, forgottenIdle: 1, forgottenForRoom: 0, cookies: 7, cookiesRefused: 2 },
      generator: {
        senders: [{ worker: 0, busy: null, loopDelayP99Us: 1, loopDelayMaxUs: null, handedLateUs: 0 }],
        findings: ['late'],
      },
    }),
    summary: accumulator.summary(),
    intervals,
    endpoints: [endpoint],
    examples: [{ id: 1, endpoint, target: '/a' }],
    noise: { runId: 3, notAnswered: 0 },
  });
}

const cutOff = sampleReport({
  run: sampleRun({ state: 'cut-off', finishedAt: null, generator: null, rateAsked: null, durationUs: null }),
  summary: new Accumulator().summary(),
  lines: null,
});

for (const [name, report] of [
  ['a run with all that there can be', fullReport()],
  ['a run that was cut off before anything was stored', cutOff],
  ['a sample', sampleReport()],
] as const) {
  test(`the JSON of ${name} is as the schema has it, and holds nothing that it does not name`, () => {
    const json = JSON.parse(JSON.stringify(toJson(report)));
    assert.ok(validate(json), ajv.errorsText(validate.errors));
    assert.ok(validateClosed(json), ajv.errorsText(validateClosed.errors));
  });
}

test('the schema refuses what is not a report', () => {
  const json = JSON.parse(JSON.stringify(toJson(fullReport())));
  for (const broken of [{}, { ...json, planned: '7' }, { ...json, run: { ...json.run, state: 'fine' } }])
    assert.equal(validate(broken), false);
});

function closed(part: unknown): SchemaObject {
  return JSON.parse(JSON.stringify(part), (key, value) =>
    key === 'additionalProperties' && value === true ? false : value,
  );
}
