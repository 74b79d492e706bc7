/** Whether this is a continuous-integration machine, which says so by `CI=true`, or `CI=1`, or so. */
export function isCi(env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return !['', '0', 'false'].includes((env.CI ?? '').toLowerCase());
}
