// reprise as it is published: `npm run bench` builds it first. From the sources, every thread would strip their types.
const { main } = await import(new URL('../../dist/src/cli/main.js', import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
