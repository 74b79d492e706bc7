import { testNginxRoundTrips } from '../end-to-end/round-trip/test-nginx-round-trips.ts';

testNginxRoundTrips(5000);
