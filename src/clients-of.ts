import { decodeBytes } from './decode-bytes.ts';
import { ReplayError } from './errors.ts';
import type { ClientReason } from './model.ts';
import type { ReplayOptions } from './replay-options.ts';
import { REDACTED } from './request/redacted.ts';
import type { Redactor } from './request/redactor.ts';
import { ClientReasons } from './send/client-reasons.ts';
import type { ClientsOptions } from './send/clients-options.ts';
import { lookAtClients } from './send/look-at-clients.ts';
import type { SenderEnd } from './send/messages.ts';
import { parseTarget } from './send/parse-target.ts';

/** What senders are to know of the clients of a run; absent where it has none. Looks at their files before anything is done. */
export async function clientsOf(options: ReplayOptions): Promise<ClientsOptions | undefined> {
  const { clients = [], settings = {}, seed } = options;
  const { name: target, isOther } = parseTarget(options.target);
  if (clients.length === 0 && Object.keys(settings).length > 0) {
    throw new ReplayError('usage', '--set says nothing without --client', 'it is for a client to read');
  }
  const sends = await lookAtClients(clients.map(({ file }) => file));
  const allSend = sends.length > 0 && sends.every(Boolean);
  if (isOther && !allSend) {
    const hint =
      'HTTP goes to http://, https:// and unix:; what else there is takes a client with send (--client)';
    throw new ReplayError('usage', `${target}: it is not said how to speak to it`, hint);
  }
  return clients.length === 0 ? undefined : { clients, settings, target, seed, allSend };
}

/** The settings of clients for storing them: those whose name or value tells that they are secret are not. */
export function shownSettings(
  settings: Readonly<Record<string, string>>,
  { target, line }: Redactor,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      const shown = target(`/?${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
      return [key, shown.endsWith(`=${REDACTED}`) ? REDACTED : bytesShown(value, line)];
    }),
  );
}

/** What the clients of all senders said, without secrets: those that can be told to be such, and those of the settings. */
export function clientReasonsOf(
  ends: readonly SenderEnd[],
  { settings = {} }: Pick<ReplayOptions, 'settings'>,
  redactor: Redactor,
): readonly ClientReason[] {
  const shown = shownSettings(settings, redactor);
  const secrets = Object.keys(settings).filter((key) => shown[key] === REDACTED);
  const redacted = (text: string) =>
    bytesShown(
      secrets.reduce((rest, key) => rest.replaceAll(settings[key] || REDACTED, REDACTED), text),
      redactor.line,
    );
  const reasons = new ClientReasons();
  for (const { clientReasons } of ends) {
    reasons.merge(clientReasons.map((reason) => ({ ...reason, text: redacted(reason.text) })));
  }
  return reasons.result();
}

function bytesShown(text: string, line: Redactor['line']): string {
  return decodeBytes(line(Buffer.from(text).toString('latin1')));
}
