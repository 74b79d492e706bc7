/**
 * What a key makes void of what stands further away: `--rate 50` on the command line means that rate, whatever load the
 * file has. Within one place both are an error, where they contradict each other.
 */
export const DISPLACED: Readonly<Record<string, readonly string[]>> = {
  rate: ['load', 'users', 'spawn-rate', 'wait', 'speed', 'follow'],
  load: ['rate', 'users', 'spawn-rate', 'wait', 'as-logged', 'speed', 'max-gap', 'follow', 'duration'],
  users: [
    ...['rate', 'load', 'as-logged', 'speed', 'max-gap', 'follow', 'connections'],
    ...['sessions', 'session-key', 'session-connections'],
  ],
  sessions: ['users', 'spawn-rate', 'wait'],
  'as-logged': ['load', 'users', 'spawn-rate', 'wait', 'follow'],
  follow: [
    ...['rate', 'load', 'users', 'spawn-rate', 'wait', 'as-logged', 'speed', 'max-gap'],
    ...['once', 'merge', 'arrivals', 'body-missing'],
  ],
  speed: ['rate'],
};
