import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validate } from 'dockerfile-utils';
import { DOCKERFILE, exampleImage } from './image.ts';

test('the Dockerfile is one', () => {
  assert.deepEqual(validate(DOCKERFILE), []);
  assert.notDeepEqual(validate(DOCKERFILE.replace('ENTRYPOINT', 'ENTRIPOINT')), []);
});

test('an image is built of what npm has alone, and what runs is reprise itself, not as root', () => {
  const { runs, user, entrypoint } = exampleImage();
  assert.deepEqual(
    runs.map((run) => run.split(' ')[0]),
    ['npm', 'mkdir'],
  );
  assert.match(runs[0]!, /^npm ci .*--ignore-scripts/);
  assert.equal(user, 'node');
  assert.equal(entrypoint[0], 'node');
});
