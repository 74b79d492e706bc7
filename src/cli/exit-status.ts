import { failuresOf, type ReplayErrorCode, type Report } from '../index.ts';

/** What the command returns to the shell: the one table, also in README. */
export const EXIT = {
  passed: 0,
  checkFailed: 1,
  usage: 2,
  couldNotRun: 3,
  stoppedEarly: 4,
  notValid: 5,
  interrupted: 130,
} as const;

export function statusOfError(code: ReplayErrorCode): number {
  switch (code) {
    case 'usage':
      return EXIT.usage;
    case 'input':
    case 'target':
    case 'store':
    case 'output':
    case 'limit':
    case 'client':
    case 'guard':
      return EXIT.couldNotRun;
    case 'worker':
      return EXIT.notValid;
    default:
      return code satisfies never;
  }
}

/** Whether the checks that a report was asked hold; figures that must not be trusted tell nothing of it. */
export function statusOfChecks({ run }: Pick<Report, 'run'>): number {
  if (run.invalid.length > 0) return EXIT.notValid;
  return run.checks.every(({ passed }) => passed) ? EXIT.passed : EXIT.checkFailed;
}

/** Of a run that was repeated, what failed each time. */
export function statusOfRun({ run }: Pick<Report, 'run'>): number {
  if (run.state === 'stopped') return EXIT.stoppedEarly;
  if (run.state === 'interrupted') return EXIT.interrupted;
  if (run.invalid.length > 0) return EXIT.notValid;
  const failures = run.repetition?.confirmed ?? failuresOf(run);
  return failures.length === 0 ? EXIT.passed : EXIT.checkFailed;
}
