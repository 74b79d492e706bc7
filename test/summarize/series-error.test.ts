import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addErrors, seriesError } from '../../src/summarize/series-error.ts';
import { studentT } from '../../src/summarize/student-t.ts';
import { createRandom } from './simulated-runs.ts';

test('a series without order has the variance of a mean', () => {
  const { variance, degreesOfFreedom } = seriesError([1, -1, 1, -1, 1, -1, 1, -1]);
  assert.equal(variance, 8 / 7 / 8);
  assert.equal(degreesOfFreedom, 7);
});

test('a series that does not vary has no variance', () => {
  assert.deepEqual(seriesError([3, 3, 3]), { variance: 0, degreesOfFreedom: 2 });
});

test('where neighbours are alike the mean is less sure, so that it is taken for another no more often than it may', () => {
  const { normal } = createRandom(1);
  const draw = (r: number) => {
    let state = normal() / Math.sqrt(1 - r * r);
    return Array.from({ length: 32 }, () => {
      state = r * state + normal();
      return state;
    });
  };
  const alarms = (r: number) => {
    let count = 0;
    for (let run = 0; run < 1000; run++) {
      const values = draw(r);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const { variance, degreesOfFreedom } = seriesError(values);
      if (Math.abs(mean) > studentT.critical(0.05, degreesOfFreedom) * Math.sqrt(variance)) count++;
    }
    return count / 1000;
  };
  // Without the correction it is 0.25 at r = 0.5.
  assert.ok(alarms(0) < 0.06, `${alarms(0)}`);
  assert.ok(alarms(0.3) < 0.07, `${alarms(0.3)}`);
  assert.ok(alarms(0.5) < 0.09, `${alarms(0.5)}`);
});

test('errors of what is not measured together add up, and the larger one decides how many degrees of freedom there are', () => {
  const small = { variance: 1e-9, degreesOfFreedom: 3 };
  const large = { variance: 4, degreesOfFreedom: 20 };
  const sum = addErrors([small, large]);
  assert.ok(Math.abs(sum.variance - 4) < 1e-6 && Math.abs(sum.degreesOfFreedom - 20) < 1e-3);
  const equal = addErrors([large, large]);
  assert.equal(equal.degreesOfFreedom, 40);
  assert.equal(
    addErrors([
      { variance: 0, degreesOfFreedom: 5 },
      { variance: 0, degreesOfFreedom: Infinity },
    ]).degreesOfFreedom,
    5,
  );
});
