import type { MessageEndpoint, RunMessage, RunVerdict } from './run-message.ts';

/** The first line: whose run, and how it ended. */
export function messageTitle({ verdict, name, target, run }: RunMessage): string {
  const which = [run === null ? '' : `run ${run.id}`, name === null ? '' : `"${name}"`].filter(Boolean);
  const what = which.length === 0 ? 'a run' : which.join(' ');
  return `reprise: ${what} against ${target} ${WORDS[verdict]}`;
}

const WORDS: Readonly<Record<RunVerdict, string>> = {
  passed: 'passed',
  'check-failed': 'FAILED',
  'could-not-run': 'COULD NOT RUN',
  stopped: 'was STOPPED EARLY',
  'not-valid': 'is NOT VALID',
  interrupted: 'was INTERRUPTED',
};

/** A message as short text: verdict, reasons, the worst endpoints, where the report lies. */
export function messageText(message: RunMessage): string {
  const { reasons, summary, run, endpoints, report, html } = message;
  return [
    messageTitle(message),
    ...reasons.map((reason) => `  ${reason}`),
    ...(run === null ? [] : [summary]),
    ...(endpoints.length === 0 ? [] : ['worst endpoints:']),
    ...endpoints.map((endpoint) => `  ${endpointText(endpoint)}`),
    ...(report === null ? [] : [`report: ${report}`]),
    ...(html === null ? [] : [`page: ${html}`]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** `GET /search: 14 of 200 bad, 14 answered otherwise than recorded (200 → 500)`. */
export function endpointText({ method, path, planned, bad, unexplained, change }: MessageEndpoint): string {
  const words = [`${bad} of ${planned} bad`];
  if (unexplained > 0) {
    const mostly = change === null ? '' : ` (${change.recorded} → ${change.replayed})`;
    words.push(`${unexplained} answered otherwise than recorded${mostly}`);
  }
  return `${method} ${path}: ${words.join(', ')}`;
}
