import type { Screen } from '../index.ts';

/** How wide stdout is and whether it has colours; `NO_COLOR` and `--no-color` take them away. */
export function stdoutScreen(color: boolean): Screen {
  const { stdout } = process;
  return { width: stdout.columns ?? WITHOUT_TERMINAL, color: stdout.isTTY === true && wantsColor(color) };
}

export function wantsColor(flag: boolean): boolean {
  return flag && !process.env.NO_COLOR;
}

const WITHOUT_TERMINAL = 100;
