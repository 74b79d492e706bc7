import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { createRedactor, printable, type Redactor, ReplayError } from '../index.ts';
import { EXIT, statusOfError } from './exit-status.ts';

/** Says what is wrong in one line and how to mend it in another, then, if asked, all there is; returns the exit status. */
export function printError(error: unknown, verbose: boolean, redactor: Redactor = createRedactor()): number {
  const { what, mend, status, isFault } = describe(error, redactor);
  const { text, line } = redactor;
  // Help that was asked for by giving no command at all is there already.
  if (what === '') return status;
  process.stderr.write(`error: ${printable(text(what))}\n  ${printable(text(mend))}\n`);
  if (verbose || isFault)
    process.stderr.write(`${inspect(error).split('\n').map(line).map(printable).join('\n')}\n`);
  return status;
}

interface Description {
  readonly what: string;
  readonly mend: string;
  readonly status: number;
  /** Whether it is reprise's own fault, so that a stack trace is of use. */
  readonly isFault: boolean;
}

function describe(error: unknown, redactor: Redactor): Description {
  if (error instanceof ReplayError) {
    const { message, hint, code } = error;
    return { what: message, mend: hint, status: statusOfError(code), isFault: false };
  }
  if (error instanceof CommanderError)
    return { ...describeUsage(error, redactor), status: EXIT.usage, isFault: false };
  const what = error instanceof Error ? error.message : String(error);
  return { what, mend: 'this is a fault of reprise', status: EXIT.couldNotRun, isFault: true };
}

/** commander says both in one text: `error: … is invalid. Allowed are …`, or `error: …\n(Did you mean …?)`. */
function describeUsage(
  { code, message }: CommanderError,
  { line }: Redactor,
): Pick<Description, 'what' | 'mend'> {
  if (code === 'commander.help') return { what: '', mend: '' };
  // A value that is none may be a secret all the same.
  const text = message
    .replace(/^error: /, '')
    .replace(/(?<= argument ').*(?=' is invalid\. )|(?<=^(?:unknown|too many) .*').*(?='$)/s, line);
  const end = text.lastIndexOf(INVALID) + INVALID.length;
  if (end > INVALID.length) return { what: text.slice(0, end - 2), mend: text.slice(end) };
  const guess = /\n\(Did you mean (.*)\?\)$/.exec(text);
  if (!guess) return { what: text, mend: HELP };
  return { what: text.slice(0, guess.index), mend: `did you mean ${guess[1]}? ${HELP}` };
}

const INVALID = ' is invalid. ';
const HELP = 'reprise --help, or reprise <command> --help, lists the options';
