/** `10m`, `90s`, `1500ms`: a time as the command line takes it. */
export function spanWord(us: number): string {
  if (us % 60e6 === 0 && us > 0) return `${us / 60e6}m`;
  return us % 1e6 === 0 ? `${us / 1e6}s` : `${us / 1e3}ms`;
}
