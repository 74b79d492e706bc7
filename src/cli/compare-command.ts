import { type Command, Option } from 'commander';
import {
  compare,
  comparisonJson,
  comparisonMarkdown,
  hasFailed,
  type RunComparison,
  renderComparison,
} from '../index.ts';
import { addDatabaseOption } from './database-option.ts';
import { EXIT } from './exit-status.ts';
import { stdoutScreen } from './screen.ts';
import { addThresholdOptions, type ThresholdFlags, thresholdsOf } from './threshold-options.ts';

interface CompareFlags extends ThresholdFlags {
  readonly db: string;
  readonly acrossLogs?: true;
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
  addThresholdOptions(addDatabaseOption(command))
    .option('--across-logs', 'compare runs of different logs too: by their endpoints')
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
      const comparison = await compare(flags.db, a, b, thresholdsOf(flags), flags.acrossLogs);
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
  return failOn !== undefined && hasFailed(verdict, failOn) ? EXIT.checkFailed : EXIT.passed;
}
