import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020, type SchemaObject } from 'ajv/dist/2020.js';
import { ReplayError } from '../../src/errors.ts';
import { messageOfError, messageOfRun } from '../../src/message-of-run.ts';
import { MESSAGE_BODIES } from '../../src/notify/message-bodies.ts';
import { messageText } from '../../src/notify/message-text.ts';
import { Accumulator } from '../../src/summarize/accumulator.ts';
import { explainChanges } from '../../src/summarize/explain-change.ts';
import { batchOf } from '../summarize/outcomes.ts';
import { sampleReport, sampleRun } from '../view/samples.ts';

const schema: SchemaObject = JSON.parse(
  readFileSync(new URL('../../docs/message.schema.json', import.meta.url), 'utf8'),
);
const strict = { strict: true, allowUnionTypes: true, validateFormats: false };
const validate = new Ajv2020(strict).compile(schema);
/** The same, but with nothing more than it names. */
const validateClosed = new Ajv2020(strict).compile(
  JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'additionalProperties' && value === true ? false : value,
  ),
);

function failing() {
  const accumulator = new Accumulator();
  const one = { recordedStatus: 200, requestId: 1 };
  const batch = batchOf([
    ...Array.from({ length: 3 }, () => ({ ...one, status: 500, endpointId: 1 })),
    { ...one, status: 404, endpointId: 1 },
    { ...one, status: 404, endpointId: 2 },
    { ...one, status: 200, endpointId: 3 },
  ]);
  explainChanges(batch);
  accumulator.add(batch);
  return sampleReport({
    run: sampleRun({
      checks: [
        { check: '5xx<1%', passed: false, unit: 'share', actual: 0.5, limit: 0.01, samples: 6, why: null },
        { check: 'p99<1s', passed: true, unit: 'us', actual: 2000, limit: 1e6, samples: 6, why: null },
      ],
    }),
    summary: accumulator.summary(),
    endpoints: [
      { id: 1, method: 'GET', path: '/se*rch' },
      { id: 2, method: 'GET', path: '/<!channel>' },
      { id: 3, method: 'GET', path: '/well' },
    ],
  });
}

const failed = messageOfRun(failing(), { exitStatus: 1, html: '/srv/page.html' });
const refused = messageOfError(new ReplayError('input', 'no such\nlog', 'name one'), 3, {
  name: 'nightly',
  target: 'http://127.0.0.1:8080',
});

for (const [name, message] of [
  ['a run that failed', failed],
  ['a run that passed', messageOfRun(sampleReport(), { exitStatus: 0 })],
  ['a run that could not begin', refused],
] as const) {
  test(`what a webhook is told of ${name} is as the schema has it, and no more`, () => {
    const body = JSON.parse(JSON.stringify(MESSAGE_BODIES.json(message)));
    assert.ok(validate(body), JSON.stringify(validate.errors));
    assert.ok(validateClosed(body), JSON.stringify(validateClosed.errors));
  });
}

test('the schema refuses what is no message', () => {
  const body = JSON.parse(JSON.stringify(MESSAGE_BODIES.json(failed)));
  for (const broken of [{}, { ...body, verdict: 'fine' }, { ...body, endpoints: [{}] }])
    assert.equal(validate(broken), false);
});

test('the short text has verdict, reasons, the worst endpoints and where the report lies', () => {
  const lines = messageText(failed).split('\n');
  assert.equal(lines[0], 'reprise: run 7 "baseline" against http://127.0.0.1:8080 FAILED');
  assert.equal(lines[1], '  5xx<1%: 50.0%, of 6 requests');
  assert.match(lines[2]!, /^6 requests/);
  assert.deepEqual(lines.slice(3, 6), [
    'worst endpoints:',
    '  GET /se*rch: 3 of 4 bad, 4 answered otherwise than recorded (200 → 500)',
    '  GET /<!channel>: 0 of 1 bad, 1 answered otherwise than recorded (200 → 404)',
  ]);
  assert.match(lines[6]!, /^report: .*reprise report 7 --db \//);
  assert.deepEqual(lines.slice(7), ['page: /srv/page.html', '']);
  assert.equal(
    messageText(refused),
    'reprise: "nightly" against http://127.0.0.1:8080 COULD NOT RUN\n  no such\\nlog\n  name one\n',
  );
});

test('in Slack and Teams nothing from a log mentions people, links or formats', () => {
  const slack = JSON.stringify(MESSAGE_BODIES.slack(failed));
  assert.ok(slack.includes('&lt;!channel&gt;'));
  assert.ok(!slack.includes('<!channel>'));
  const teams = JSON.parse(JSON.stringify(MESSAGE_BODIES.teams(failed)));
  const [{ contentType, content }] = teams.attachments;
  assert.equal(contentType, 'application/vnd.microsoft.card.adaptive');
  assert.equal(content.type, 'AdaptiveCard');
  const texts = content.body.map(({ text }: { text: string }) => text);
  assert.ok(texts.some((text: string) => text.includes('GET /se\\*rch')));
});

test('what is sent to Slack keeps to its limits, however long the reasons are', () => {
  const long = {
    ...failed,
    target: 'x'.repeat(500),
    reasons: Array.from({ length: 50 }, () => '<'.repeat(500)),
  };
  const { blocks } = MESSAGE_BODIES.slack(long) as { blocks: { text?: { text: string } }[] };
  assert.ok(blocks[0]!.text!.text.length <= 150);
  for (const { text } of blocks) assert.ok((text?.text.length ?? 0) <= 3000);
});
