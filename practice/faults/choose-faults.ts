import { pathFits } from '../path-fits.ts';
import { type Random, seededRandom } from '../seeded-random.ts';
import { type Fault, type FaultRule, kindOf } from './fault.ts';

/** Says what befalls requests and connections, as they come. */
export interface FaultChooser {
  /** Of a request for this target, or of the whole target when it comes; undefined: nothing. */
  forRequest(target: string): Fault | undefined;
  /** Of a connection as it is opened. */
  forConnection(): Fault | undefined;
}

/**
 * Chooses by a seed: call n gives the same as call n of another chooser with that seed and these rules. Of the rules that fit a
 * path, each has its share of the requests, one after the other, so that `5%=garbage 5%=reset` befalls every tenth.
 */
export function chooseFaults(rules: readonly FaultRule[], seed: number): FaultChooser {
  const connections = rules.filter(({ fault }) => kindOf(fault.name).befalls === 'connection');
  const requests = rules.filter((rule) => !connections.includes(rule));
  // Two sequences, so that one does not depend on how the other goes.
  const seeds = seededRandom(-1 - seed);
  const forRequest = chooser(requests, sequence(seeds));
  const forConnection = chooser(connections, sequence(seeds));
  return { forRequest, forConnection: () => forConnection('/') };
}

function sequence(seeds: Random): Random {
  return seededRandom(Math.floor(seeds() * 2 ** 32));
}

function chooser(rules: readonly FaultRule[], random: Random): (target: string) => Fault | undefined {
  const all = rules.map(({ fault, share, path }) => ({ fault, share, fits: pathFits(path) }));
  return (target) => {
    if (all.length === 0) return undefined;
    const path = target.split('?', 1)[0]!;
    let left = random();
    for (const { fault, share, fits } of all) {
      if (!fits(path)) continue;
      if (left < share) return fault;
      left -= share;
    }
    return undefined;
  };
}
