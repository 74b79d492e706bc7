#!/usr/bin/env node
// The door, in plain JavaScript of 2020: an old Node must get far enough to be told that it is old. So there is no
// static import here, and nothing of reprise is loaded before the version is known.

const OLDEST = [22, 19];

if (isOldEnoughToFail(process.versions.node)) {
  process.stderr.write(
    `reprise needs Node.js ${OLDEST.join('.')} or newer; this is ${process.versions.node}\n` +
      '  get one from https://nodejs.org, with `nvm install 26`, or for this project alone with `npm install node@26`\n',
  );
  process.exitCode = 2;
} else {
  start().catch(fail);
}

function isOldEnoughToFail(version) {
  const [major, minor] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** In the repository the sources run as they are; the published package holds what was built from them. */
async function start() {
  const { existsSync } = await import('node:fs');
  const { enableCompileCache } = await import('node:module');
  // Compiled code, and sources with their types stripped, are kept by Node between runs: half the time to start.
  if (enableCompileCache) shareWithThreads(enableCompileCache().directory);
  const source = new URL('../src/cli/main.ts', import.meta.url);
  const built = new URL('../dist/js/main.js', import.meta.url);
  const { main } = await import((existsSync(source) ? source : built).href);
  process.exitCode = await main(process.argv.slice(2));
}

/** Threads have no such cache unless the environment names its folder. */
function shareWithThreads(folder) {
  if (folder && !process.env.NODE_COMPILE_CACHE) process.env.NODE_COMPILE_CACHE = folder;
}

/** Only a damaged installation or a fault of reprise ends here; 3 is "could not run". */
function fail(error) {
  process.stderr.write(`error: reprise could not start\n${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 3;
}
