import type { HttpRequest } from '../model.ts';
import type { Pass } from './repeat-passes.ts';
import { SESSION_NUMBERS } from './session-key.ts';

/**
 * Passes through a log in each of which every client begins anew: what it did at the end of the log did not come before what it did
 * at the beginning.
 */
export async function* renewSessions(passes: AsyncIterable<Pass>): AsyncGenerator<Pass> {
  let shift = 0;
  for await (const pass of passes) {
    yield shift === 0 ? pass : shifted(pass, shift);
    shift = (shift + STEP) % SESSION_NUMBERS;
  }
}

async function* shifted(pass: Pass, shift: number): AsyncGenerator<readonly HttpRequest[]> {
  for await (const page of pass) {
    yield page.map((request) =>
      request.session === undefined
        ? request
        : { ...request, session: (request.session + shift) % SESSION_NUMBERS },
    );
  }
}

/** Odd: no number comes again before all have been. The golden section of them, so that passes lie far apart. */
const STEP = 0x9e37_79b9_7f4b;
