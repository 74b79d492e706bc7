import type { ClientReason } from '../model.ts';
import { formatCount } from './format-units.ts';
import { printable } from './printable.ts';

/** What a client said against answers, or what it failed with, and how often. */
export function clientSentence({ client, hook, result, text, count }: ClientReason): string {
  const what = result === 'judged' ? 'judged' : `${hook} failed`;
  const times = count === 1 ? 'once' : `${formatCount(count)} times`;
  return `${what} ${times}: ${printable(text)} (${printable(client)})`;
}

/** The most frequent of them, and how many more there are. */
export function clientSentences(reasons: readonly ClientReason[], most: number): string[] {
  const left = reasons.length - most;
  const more = left > 0 ? [`and ${formatCount(left)} more reasons; --json has them`] : [];
  return [...reasons.slice(0, most).map(clientSentence), ...more];
}
