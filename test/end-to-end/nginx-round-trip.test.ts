import { testNginxRoundTrips } from './round-trip/test-nginx-round-trips.ts';

// Of more lines: test/slow/nginx-round-trip.test.ts.
testNginxRoundTrips(1000);
