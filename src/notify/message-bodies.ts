import { endpointText, messageTitle } from './message-text.ts';
import type { MessageEndpoint, RunMessage } from './run-message.ts';

/** What a message is for each kind of receiver: the object that goes out as JSON. */
export const MESSAGE_BODIES = {
  json: jsonBody,
  slack: slackBody,
  teams: teamsBody,
} as const satisfies Record<string, (message: RunMessage) => object>;

export type MessageKind = keyof typeof MESSAGE_BODIES;

/** As `docs/message.schema.json` has it. */
function jsonBody(message: RunMessage): object {
  const { figures, run } = message;
  return {
    type: 'reprise.run',
    version: 1,
    id: message.id,
    verdict: message.verdict,
    exit_status: message.exitStatus,
    previous_verdict: message.previousVerdict,
    name: message.name,
    target: message.target,
    run: run && { id: run.id, started_at: run.startedAt, finished_at: run.finishedAt },
    summary: message.summary,
    reasons: message.reasons,
    figures: figures && {
      planned: figures.planned,
      answered: figures.answered,
      failed: figures.failed,
      dropped: figures.dropped,
      unexplained: figures.unexplained,
      response_p50_ms: ms(figures.responseP50Us),
      response_p95_ms: ms(figures.responseP95Us),
      response_p99_ms: ms(figures.responseP99Us),
    },
    endpoints: message.endpoints.map(endpointJson),
    report: message.report,
    html: message.html,
    host: message.host,
    reprise: message.version,
  };
}

function endpointJson({ method, path, planned, bad, unexplained, change, responseP95Us }: MessageEndpoint) {
  return { method, path, planned, bad, unexplained, change, response_p95_ms: ms(responseP95Us) };
}

/** `text` is what a notification shows, blocks what stands in the channel. */
function slackBody(message: RunMessage): object {
  const section = (lines: readonly string[]) => ({
    type: 'section',
    text: { type: 'mrkdwn', text: cut(lines.map(escapeSlack).join('\n'), SLACK_TEXT), verbatim: true },
  });
  const { reasons, endpoints, run, summary } = message;
  const title = messageTitle(message);
  const blocks: object[] = [
    { type: 'header', text: { type: 'plain_text', text: cut(title, SLACK_HEADER), emoji: false } },
  ];
  if (reasons.length > 0) blocks.push(section(reasons.map((reason) => `• ${reason}`)));
  if (run !== null) blocks.push(section([summary]));
  if (endpoints.length > 0) blocks.push(section(endpoints.map((one) => `• ${endpointText(one)}`)));
  const elements = placeLines(message).map((text) => ({
    type: 'plain_text',
    text: cut(text, SLACK_TEXT),
    emoji: false,
  }));
  if (elements.length > 0) blocks.push({ type: 'context', elements });
  return { text: escapeSlack(cut(title, SLACK_TEXT)), blocks };
}

/** The most that Slack takes in a block of each kind. */
const SLACK_HEADER = 150;
const SLACK_TEXT = 2900;

/** Nothing from a log may mention people or be a link. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What the Workflows app of Teams takes: a message with one adaptive card. */
function teamsBody(message: RunMessage): object {
  const { reasons, endpoints, run, summary, verdict } = message;
  const text = (words: string, more: object = {}) => ({
    type: 'TextBlock',
    text: escapeMarkdown(cut(words, TEAMS_TEXT)),
    wrap: true,
    ...more,
  });
  const body = [
    text(messageTitle(message), {
      ...{ size: 'Medium', weight: 'Bolder' },
      color: verdict === 'passed' ? 'Good' : 'Attention',
    }),
    ...reasons.map((reason) => text(reason)),
    ...(run === null ? [] : [text(summary)]),
    ...endpoints.map((endpoint) => text(endpointText(endpoint), { fontType: 'Monospace', spacing: 'Small' })),
    ...placeLines(message).map((line) => text(line, { isSubtle: true })),
  ];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

/** A card may have 28 KB in all. */
const TEAMS_TEXT = 500;

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}

function placeLines({ report, html, host }: RunMessage): string[] {
  return [
    ...(report === null ? [] : [`report: ${report}`]),
    ...(html === null ? [] : [`page: ${html}`]),
    `on ${host}`,
  ];
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function ms(us: number | null): number | null {
  return us === null ? null : Math.round(us) / 1000;
}
