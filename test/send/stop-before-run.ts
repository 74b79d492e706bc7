/** Starts a pool against the target that is named, stops it before its run, runs it all the same, and prints what came of that. */
import { SenderPool } from '../../src/send/sender-pool.ts';
import { arrivals } from './sample-arrivals.ts';

const pool = await SenderPool.start(
  {
    ...{
      workers: 2,
      origin: process.argv[2],
      insecure: false,
      timeoutMs: 5000,
      maxInFlight: 10,
      connections: 2,
    },
    ...{ closedLoop: process.argv[3] === 'closed', maxOverdueUs: 2_000_000, catchUp: 2, users: null },
    following: false,
  },
  () => {},
);
pool.stop();
console.log(JSON.stringify(await pool.run(plan(), null)));

async function* plan() {
  yield arrivals(100, 1000);
}
