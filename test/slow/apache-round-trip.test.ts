import { test } from 'node:test';
import { COMBINED, roundTrip } from '../end-to-end/round-trip/round-trip.ts';
import { APACHE_NAMES, type ApacheOptions, startApache } from '../helpers/apache.ts';
import { findProgram } from '../helpers/find-program.ts';
import { requireProgram } from '../helpers/real-program.ts';

test(`5000 lines of Apache’s combined come out as they went in`, async (t) => {
  if (requireProgram(t, apacheName(), 'apache2') === undefined) return;
  await roundTrip({
    lines: 5000,
    start: () => startApache({ directives: ONE_AT_A_TIME }),
    seed: 5,
    differs: COMBINED,
  });
});

test(`5000 lines of a LogFormat with hosts and cookies come out as they went in`, async (t) => {
  if (requireProgram(t, apacheName(), 'apache2') === undefined) return;
  const format = String.raw`%{Host}i %a %t %D %O \"%r\" %>s \"%{Referer}i\" \"%{User-Agent}i\" \"%{Cookie}i\"`;
  const options: ApacheOptions = { directives: ONE_AT_A_TIME, logFormat: format };
  await roundTrip({
    lines: 5000,
    start: () => startApache(options),
    seed: 6,
    args: ['--host', 'log', '--format', format.replaceAll('\\"', '"')],
    differs: [
      [/^(\S+) \S+ \[[^\]]*\] \d+ \d+/, '$1 CLIENT [TIME] DURATION SIZE'],
      [/^([^"]*"(?:[^"\\]|\\.)*) HTTP\/1\.[01]"/, '$1 HTTP"'],
    ],
  });
});

/** With one thread, what is answered first is logged first. */
const ONE_AT_A_TIME = `
  KeepAlive Off
  LimitRequestLine 32768
  ServerLimit 1
  StartServers 1
  ThreadsPerChild 1
  MaxRequestWorkers 1
`;

function apacheName(): string {
  return APACHE_NAMES.find((name) => findProgram(name) !== undefined) ?? APACHE_NAMES[0]!;
}
