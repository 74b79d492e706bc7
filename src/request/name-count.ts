/** What stands at one place of the sampled paths: a name, or a template with the values it had. */
export interface NameCount {
  readonly key: string;
  readonly template: string | undefined;
  /** Requests. */
  readonly count: number;
  /** The texts that it stands for. */
  readonly values: ReadonlySet<string>;
  /** What follows it. */
  readonly next: ReadonlySet<string>;
}
