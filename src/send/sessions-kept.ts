import type { SessionsKept } from '../model.ts';
import type { SenderEnd } from './messages.ts';

/** How clients were kept apart, by what the senders tell of it; null where they were not. */
export function sessionsKept(ends: readonly SenderEnd[]): SessionsKept | null {
  const parts = ends.flatMap(({ sessions }) => sessions ?? []);
  if (parts.length === 0) return null;
  const sum = (of: (part: SessionsKept) => number) => parts.reduce((all, part) => all + of(part), 0);
  return {
    begun: sum(({ begun }) => begun),
    forgottenIdle: sum(({ forgottenIdle }) => forgottenIdle),
    forgottenForRoom: sum(({ forgottenForRoom }) => forgottenForRoom),
    cookies: sum(({ cookies }) => cookies),
    cookiesRefused: sum(({ cookiesRefused }) => cookiesRefused),
  };
}
