// reprise as it is published, compiled code kept from start to start and all: `npm run bench` builds it first. From the
// sources, every thread would strip their types.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { main } = await import(new URL('../../dist/src/cli/main.js', import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
