import type { Run } from '../model.ts';
import { usersOf } from './asked-rate.ts';
import { formatCount } from './format-units.ts';

/** What is to be known of the figures of a run that was no open model. */
export function closedModel(run: Run): string {
  const users = usersOf(run);
  return users === null
    ? CLOSED_LOOP
    : `${formatCount(users)} users sent, waited for the answer and paused: ${USERS}`;
}

const USERS =
  'a closed model. A slow target was sent less, so its response times cannot be compared with those of an open model, ' +
  'a run at a rate. Lag is how late a user was after its pause.';

const CLOSED_LOOP =
  'This was a closed loop: arrivals waited for answers, so a slow target was sent less. Its response times cannot be ' +
  'compared with those of a run at a rate, and lag is 0 by definition.';
