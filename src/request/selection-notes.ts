import { ReplayError } from '../errors.ts';
import type { BodyRule } from './body-rules.ts';
import type { RequestRules } from './request-rules.ts';

/** What is noticed while requests are chosen from a log, beside what is left out. */
export class SelectionNotes {
  /** Requests looked at by a filter of time, with a time and without. */
  timed = 0;
  untimed = 0;
  /** Requests sampled by their line, for the log does not say whose they are. */
  withoutClient = 0;
  /** Whether there were more distinct requests than are remembered. */
  tooManyDistinct = false;
  /** Requests that go with the target's own host, for the log does not say which they asked for. */
  withoutHost = 0;
  /** Requests that are somebody's by the key of sessions, and those that are nobody's. */
  readonly sessions = { with: 0, without: 0 };
  /** Methods in the log that are not among those asked for; the first ten. */
  readonly otherMethods = new Set<string>();
  readonly usedBodies = new Set<BodyRule>();

  /** Call at the end of a pass. Times that were asked for have to be in the log. */
  requireTimes(): void {
    if (this.untimed === 0 || this.timed > 0) return;
    throw new ReplayError(
      'input',
      'the log does not say when requests were made, which --since and --until need',
      'leave them out, or name a format that reads the time with --format',
    );
  }

  leftOutFor(method: string): void {
    if (this.otherMethods.size < MOST_METHODS) this.otherMethods.add(method);
  }

  /** For people: where the choice is not quite what was asked for. */
  sentences({ bodies = [], methods }: RequestRules): string[] {
    const said: string[] = [];
    if (this.withoutClient > 0) {
      said.push(
        `--sample: ${this.withoutClient} requests have no client in the log; they were sampled one by one, by the text of their line`,
      );
    }
    if (this.withoutHost > 0) {
      said.push(
        `--host log: ${this.withoutHost} requests have no host in the log; they go with that of the target`,
      );
    }
    if (this.tooManyDistinct) {
      said.push('--dedupe: there are more distinct requests than it remembers; later ones may repeat');
    }
    const { with: some, without } = this.sessions;
    if (without > 0) {
      const how = some === 0 ? 'no request has' : `${without} of ${some + without} requests do not have`;
      said.push(`--session-key: ${how} what it names; they are sent on their own, as without --sessions`);
    }
    for (const rule of bodies) {
      if (this.usedBodies.has(rule)) continue;
      const hint = methods.has(rule.method) ? '' : ` (${rule.method} is not among --methods)`;
      said.push(`--body ${rule.name}: it was used for no request that was read${hint}`);
    }
    return said;
  }
}

const MOST_METHODS = 10;
