import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  compare,
  comparisonJson,
  comparisonMarkdown,
  DEFAULT_THRESHOLDS,
  parseDuration,
  type RunComparison,
  renderComparison,
} from '../index.ts';
import { addDatabaseOption } from './database-option.ts';
import { EXIT } from './exit-status.ts';
import { wrapParser } from './option-values.ts';
import { stdoutScreen } from './screen.ts';

interface CompareFlags {
  readonly db: string;
  readonly minEffect: number;
  readonly minTime: number;
  readonly minShare: number;
  readonly failOn?: 'worse' | 'not-same';
  readonly json?: true;
  readonly markdown?: true;
  readonly color: boolean;
}

/** `reprise compare [A] [B]`: two runs side by side, with verdicts. */
export function addCompareCommand(program: Command, exit: (status: number) => void): void {
  const command = program
    .command('compare')
    .summary('two runs side by side: better, same or worse')
    .description(
      'Compares run B with run A: times, rate, statuses and drift, overall and by endpoint, each with a verdict.',
    )
    .argument(
      '[a]',
      'what is held against: an id, a name, last~1; several runs of one build: 3,4,5',
      'last~1',
    )
    .argument('[b]', 'the run that is judged, or several', 'last');
  addDatabaseOption(command)
    .addOption(
      new Option('--min-effect <share>', 'a time or rate has changed from so much on')
        .argParser(parseShare)
        .default(DEFAULT_THRESHOLDS.effect, '5%'),
    )
    .addOption(
      new Option('--min-time <time>', 'and a time by so much; 0: any')
        .argParser(wrapParser((text) => (text === '0' ? 0 : parseDuration(text))))
        .default(DEFAULT_THRESHOLDS.timeUs, '1ms'),
    )
    .addOption(
      new Option(
        '--min-share <points>',
        'a share of requests (5xx, failed…) has changed from so many points on',
      )
        .argParser(parseShare)
        .default(DEFAULT_THRESHOLDS.share, '0.1%'),
    )
    .addOption(
      new Option(
        '--fail-on <what>',
        'exit status 1 where anything is worse (or where nothing can be compared); not-same: unless all in all it is same or better',
      ).choices(['worse', 'not-same']),
    )
    .addOption(new Option('--json', 'as JSON').conflicts('markdown'))
    .option('--markdown', 'as a comment for a pull request')
    .option('--no-color', 'no colours')
    .action(async (a: string, b: string, flags: CompareFlags) => {
      const comparison = await compare(flags.db, a, b, {
        effect: flags.minEffect,
        timeUs: flags.minTime,
        share: flags.minShare,
      });
      process.stdout.write(shown(comparison, flags));
      exit(statusOf(comparison, flags));
    });
}

function shown(comparison: RunComparison, { json, markdown, color }: CompareFlags): string {
  if (json) return `${JSON.stringify(comparisonJson(comparison), null, 2)}\n`;
  return markdown ? comparisonMarkdown(comparison) : renderComparison(comparison, stdoutScreen(color));
}

/** A gate that cannot tell does not open. */
function statusOf({ verdict }: RunComparison, { failOn }: CompareFlags): number {
  if (failOn === undefined) return EXIT.passed;
  const bad: readonly RunComparison['verdict'][] =
    failOn === 'worse' ? ['worse', 'not comparable'] : ['worse', 'not comparable', 'too little data'];
  return bad.includes(verdict) ? EXIT.checkFailed : EXIT.passed;
}

/** `5%`, `0.5%` or `0.05` → the part. */
function parseShare(text: string): number {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('This is a share: 5%, 0.5%, or 0.05.');
  return Number(digits) / (percent === '%' ? 100 : 1);
}
