/** Starts a pool against the target that is named, stops it before its run, runs it all the same, and prints what came of that. */
import { SenderPool } from '../../src/send/sender-pool.ts';
import { arrivals } from './sample-arrivals.ts';
import { transportTo } from './transport-to.ts';

const pool = await SenderPool.start(
  {
    ...{
      workers: 2,
      transport: transportTo(process.argv[2]),
      maxInFlight: 10,
      connections: 2,
    },
    ...{ closedLoop: process.argv[3] === 'closed', maxOverdueUs: 2_000_000, catchUp: 2, users: null },
    following: false,
  },
  { onOutcomes() {} },
);
pool.stop();
console.log(JSON.stringify(await pool.run(plan(), null)));

async function* plan() {
  yield arrivals(100, 1000);
}
