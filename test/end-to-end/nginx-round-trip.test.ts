import { test } from 'node:test';
import { requireProgram } from '../helpers/real-program.ts';
import { combinedRoundTrip } from './round-trip/test-nginx-round-trips.ts';

// Of more lines, and in other formats: test/slow/nginx-round-trip.test.ts.
test('500 lines of nginx’s combined come out as they went in', async (t) => {
  if (requireProgram(t, 'nginx', 'nginx-light') === undefined) return;
  await combinedRoundTrip(500);
});
