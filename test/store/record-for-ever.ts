/** Records outcomes until it is killed, and prints after each page how many were handed over, and when. */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Recorder } from '../../src/store/recorder.ts';
import { answers, sampleRequests, sampleRun } from './samples.ts';

const PAGE = 500;

const recorder = await Recorder.open({ path: process.argv[2], run: sampleRun({ name: 'killed' }) });
recorder.requests(sampleRequests(2));
for (let handed = 0; ; handed += PAGE) {
  recorder.outcomes(answers(handed, PAGE));
  writeSync(1, `${JSON.stringify({ handed: handed + PAGE, atMs: performance.now() })}\n`);
  await sleep(10);
}
