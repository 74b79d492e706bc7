// reprise as it is published, compiled code kept from start to start and all (as bin/reprise.js does): `npm run bench` builds
// it first. From the sources, every thread would strip their types.
import { enableCompileCache } from 'node:module';

process.env.NODE_COMPILE_CACHE ??= enableCompileCache().directory;
const { main } = await import(new URL('../../dist/js/main.js', import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
