import { ReplayError } from '../errors.ts';
import type { Line, LogRecord, Skipped } from '../model.ts';
import type { LogFormat } from './log-format.ts';

/** A user's own format threw, or answered what is no answer. Whoever knows the line makes a `ReplayError` of it. */
export class ParserFault extends Error {
  readonly file: string;

  constructor(file: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.file = file;
  }

  at({ file, number }: Pick<Line, 'file' | 'number'>): ReplayError {
    return new ReplayError(
      'input',
      `--parser ${this.file}: at line ${number} of ${file} it ${this.message}`,
      `a parser answers every line with a record or { skipped }; reprise inspect --check-parser ${this.file} finds more`,
      this.cause,
    );
  }
}

/** Makes a `ParserFault` of whatever a user's own format does wrong, so that it is not taken for a fault of reprise. */
export function guardFormat(format: LogFormat, file: string): LogFormat {
  return {
    ...format,
    open: (options) => {
      const parse = format.open(options);
      return (line) => {
        const answer = answerOf(() => parse(line), file);
        const wrong = problemOf(answer);
        if (wrong !== undefined) throw new ParserFault(file, wrong);
        return answer;
      };
    },
  };
}

function answerOf(parse: () => LogRecord | Skipped, file: string): LogRecord | Skipped {
  try {
    return parse();
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
    throw new ParserFault(file, `threw ${what}`, error);
  }
}

/** Only what the stages behind rely on, for this is done for every line; `checkFormat` looks at everything. */
function problemOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return 'answered neither a record nor a skip';
  const { skipped, method, target } = answer as Record<string, unknown>;
  if (skipped !== undefined) return typeof skipped === 'string' ? undefined : 'gave no reason to skip';
  if (typeof method !== 'string' || method === '') return 'answered a record without a method';
  return typeof target === 'string' && target !== '' ? undefined : 'answered a record without a target';
}
