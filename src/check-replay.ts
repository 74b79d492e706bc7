import { clientsOf } from './clients-of.ts';
import { fillDates } from './dated-logs.ts';
import { machineZone } from './parse/time-zone.ts';
import { readLoad } from './read-load.ts';
import { redactSpeech } from './redact-speech.ts';
import { isClosed, type ReplayOptions } from './replay-options.ts';
import { rewritingOf } from './rewriting-of.ts';
import { parseTarget } from './send/parse-target.ts';
import { readTransport } from './send/read-transport.ts';

/**
 * Finds what is wrong with a replay as far as that can be told without its log, its target and its database: dates in its name, rules and their
 * placeholders, the login, clients, loads and the files of them, certificates. Rejects with the first of it.
 */
export async function checkReplay(options: ReplayOptions): Promise<void> {
  await check(options).catch((cause) => {
    throw redactSpeech(options).error(cause);
  });
}

async function check(options: ReplayOptions): Promise<void> {
  for (const log of options.logs) fillDates(log, Date.now(), options.timezone ?? machineZone());
  await rewritingOf(options);
  await clientsOf(options);
  const { rate, durationUs, target, transport = {} } = options;
  if (typeof rate === 'object' && 'load' in rate) await readLoad(rate.load, durationUs);
  readTransport(parseTarget(target), transport, isClosed(options));
}
