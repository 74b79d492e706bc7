import type { Call } from './call.ts';
import { MESSAGE_BODIES, type MessageKind } from './message-bodies.ts';
import { basicAuthorization, parseReceiver, type Receiver } from './receiver.ts';
import type { RunMessage } from './run-message.ts';

export type MessageReceiver = Receiver<MessageKind>;

/** Reads what `--notify` is given: `slack:URL`, `teams:URL`, `json:URL`, or a URL, whose host tells. */
export function parseMessageReceiver(text: string): MessageReceiver {
  return parseReceiver(text, '--notify', KINDS, ({ hostname }) => {
    if (hostname === 'hooks.slack.com') return 'slack';
    return TEAMS.test(hostname) ? 'teams' : 'json';
  });
}

const KINDS = Object.keys(MESSAGE_BODIES) as MessageKind[];
const TEAMS = /\.(?:logic\.azure\.com|environment\.api\.powerplatform\.com|webhook\.office\.com)$/;

export function messageCall(receiver: MessageReceiver, message: RunMessage): Call {
  return {
    method: 'POST',
    url: receiver.url,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': `reprise/${message.version}`,
      ...basicAuthorization(receiver),
    },
    body: JSON.stringify(MESSAGE_BODIES[receiver.kind](message)),
  };
}
