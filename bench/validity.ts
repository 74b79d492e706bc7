/** Whether the figures of a run of reprise can be trusted, from its `--json`. */
export function validity(run: {
  readonly valid: boolean;
  readonly invalid_reasons: readonly string[];
}): string {
  return run.valid ? 'yes' : `no: ${run.invalid_reasons.join('; ')}`;
}
