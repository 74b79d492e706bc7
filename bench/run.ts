/** `npm run bench [NAME…]`: every figure that a document states, measured here and now. */
import { availableParallelism, cpus } from 'node:os';
import { versions } from '../src/versions.ts';
import { clientHooks } from './client-hooks.ts';
import { comparing } from './comparing.ts';
import { connections } from './connections.ts';
import { cpuPerRequest } from './cpu-per-request.ts';
import { exporting } from './exporting.ts';
import { formats } from './formats.ts';
import { lag } from './lag.ts';
import { memory } from './memory.ts';
import { parsing } from './parsing.ts';
import { reading } from './reading.ts';
import { soak } from './soak.ts';
import { starting } from './starting.ts';
import { steady } from './steady.ts';
import { storing } from './storing.ts';
import { topRate } from './top-rate.ts';
import { waiting } from './waiting.ts';

const BENCHMARKS: Readonly<Record<string, () => string | Promise<string>>> = {
  'client-hooks': clientHooks,
  comparing,
  connections,
  'cpu-per-request': cpuPerRequest,
  exporting,
  formats,
  lag,
  memory,
  parsing,
  reading,
  soak,
  starting,
  steady,
  storing,
  'top-rate': topRate,
  waiting,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(
    `no such benchmark: ${unknown.join(', ')} (there are: ${Object.keys(BENCHMARKS).join(', ')})`,
  );
  process.exit(2);
}
console.log(`${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} × ${cpus()[0].model}`);
console.log(`reprise ${versions.reprise}, Node.js ${versions.node}`);
for (const name of asked.length > 0 ? asked : Object.keys(BENCHMARKS)) {
  console.log(`\n## ${name}\n`);
  console.log(await BENCHMARKS[name]());
}
