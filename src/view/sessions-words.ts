import type { Run, Summary } from '../model.ts';
import { formatCount, formatDuration } from './format-units.ts';

/** How clients were kept apart, and how long requests waited for those before them; nothing where they were not. */
export function sessionsWords({ sessions }: Run, { sessionWaitUs }: Summary): string[] {
  if (sessions === null) return [];
  const { begun, forgottenIdle, forgottenForRoom, cookies, cookiesRefused } = sessions;
  const refused = cookiesRefused === 0 ? '' : `, ${formatCount(cookiesRefused)} refused`;
  return [
    `${formatCount(begun)} begun`,
    waitWords(sessionWaitUs),
    `${formatCount(cookies)} cookie${cookies === 1 ? '' : 's'} set${refused}`,
    ...(forgottenIdle > 0 ? [`${formatCount(forgottenIdle)} forgotten after 30 min`] : []),
    ...(forgottenForRoom > 0 ? [`${formatCount(forgottenForRoom)} forgotten for want of room`] : []),
  ];
}

function waitWords(waits: Summary['sessionWaitUs']): string {
  if (waits === undefined || waits.count === 0) return 'no request waited for the answer before it';
  const { count, p50, p99, max } = waits;
  const times = `p50 ${formatDuration(p50)}, p99 ${formatDuration(p99)}, max ${formatDuration(max)}`;
  const requests = `${formatCount(count)} request${count === 1 ? '' : 's'} waited for the answer before`;
  return `${requests} ${count === 1 ? 'it' : 'them'}: ${times}`;
}
