import { DAYS, type Job, jobName } from './job.ts';

/** A file of systemd, by its name in the folder for units. */
export interface Unit {
  readonly name: string;
  readonly text: string;
}

/**
 * A service (systemd.service(5)) and the timer (systemd.timer(5)) that starts it. What is printed goes to the journal. A night in which the
 * machine was off is not made up for in the morning: load at another hour than was asked for is worse than none.
 */
export function systemdUnits(job: Job): Unit[] {
  const name = jobName(job);
  return [
    {
      name: `${name}.service`,
      text: unit({
        Unit: [
          `Description=${describeJob(job)}`,
          'Wants=network-online.target',
          'After=network-online.target',
        ],
        Service: [
          'Type=oneshot',
          `WorkingDirectory=${specified(job.folder)}`,
          `ExecStart=${job.command.map(word).join(' ')}`,
        ],
      }),
    },
    {
      name: `${name}.timer`,
      text: unit({
        Unit: [`Description=${describeJob(job)}`],
        Timer: [`OnCalendar=${calendar(job)}`, 'AccuracySec=1s', 'Persistent=false'],
        Install: ['WantedBy=timers.target'],
      }),
    },
  ];
}

/** What a unit says that it is, as it stands in its file. */
export function describeJob({ profile, config }: Pick<Job, 'profile' | 'config'>): string {
  return specified(`reprise: ${profile} of ${config}`);
}

function unit(sections: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(sections)
    .map(([name, lines]) => `[${name}]\n${lines.map((line) => `${line}\n`).join('')}`)
    .join('\n');
}

function calendar({ hour, minute, days }: Job): string {
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
  const names = days.map((day) => DAYS[day - 1]).map((day) => `${day[0].toUpperCase()}${day.slice(1)}`);
  return `${names.length === 0 ? '' : `${names.join(',')} `}*-*-* ${time}`;
}

/** A percent sign begins a specifier. */
function specified(text: string): string {
  return text.replaceAll('%', '%%');
}

/** A word of a command: quoted, and nothing in it is a variable. */
function word(text: string): string {
  const escaped = specified(text).replaceAll('$', '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(escaped)
    ? escaped
    : `"${escaped.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
