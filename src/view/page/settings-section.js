import { copyable } from './copy-button.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatLocalTime,
  formatShare,
  NO_VALUE,
} from './format.js';
import { section } from './section.js';

/** @import { PageData } from '../html/page-data.ts' */
/** @import { SettingsPart } from '../html/page-tables.ts' */

/**
 * How the run was made, and how to make it again.
 *
 * @param {PageData} data
 */
export function settingsSection({ settings }) {
  const { command, lacking, rows, more } = settings;
  return section(
    'settings',
    'The run',
    element('h3', {}, 'Again'),
    command !== '' && copyable(command, 'the command that replays the log again'),
    ...lacking.map((text) => element('p', { class: 'note' }, text)),
    dataTable(
      {
        caption: 'Settings',
        hideCaption: true,
        columns: [
          { label: 'setting', text: true },
          { label: 'value', text: true },
        ],
        class: 'settings',
      },
      rows.map(([name, value]) => [name, value]),
    ),
    logsTable(settings),
    sendersTable(settings),
    element('h3', {}, 'More'),
    ...more.flatMap(([what, words]) => [element('p', { class: 'quiet' }, what), copyable(words, what)]),
  );
}

/** @param {SettingsPart} settings */
function logsTable({ logs, allLogs }) {
  const columns = [
    { label: 'file', text: true },
    { label: 'size' },
    { label: 'changed', text: true },
    { label: 'SHA-256 of the first MiB', text: true },
  ];
  const caption =
    logs.length < allLogs ? `Log files (${logs.length} of ${formatCount(allLogs)})` : 'Log files';
  return dataTable(
    { caption, columns, class: 'logs' },
    logs.map(({ path, bytes, modifiedAt, sha256FirstMiB }) => [
      element('bdi', {}, path),
      bytes === null ? NO_VALUE : formatBytes(bytes),
      modifiedAt === null ? NO_VALUE : formatLocalTime(modifiedAt),
      element('code', {}, sha256FirstMiB ?? NO_VALUE),
    ]),
  );
}

/** @param {SettingsPart} settings */
function sendersTable({ senders }) {
  if (senders.length === 0) return null;
  const columns = [
    { label: 'sender thread', text: true },
    { label: 'busy', meaning: 'of the time in which it had something to send' },
    { label: 'loop delay p99', meaning: 'how long its event loop was kept from its next turn' },
    { label: 'loop delay max' },
    { label: 'handed late', meaning: 'by how much arrivals were overdue, at worst, when it got them' },
  ];
  return dataTable(
    { caption: 'Generator: was it the bottleneck?', columns, class: 'senders' },
    senders.map(({ worker, busy, loopDelayP99Us, loopDelayMaxUs, handedLateUs }) => [
      String(worker),
      busy === null ? NO_VALUE : formatShare(busy, 1),
      formatDuration(loopDelayP99Us),
      formatDuration(loopDelayMaxUs),
      formatDuration(handedLateUs),
    ]),
  );
}
