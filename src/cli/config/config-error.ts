import { ReplayError } from '../../index.ts';
import type { Place } from './config-node.ts';

/** What is wrong in a file of configuration, with where: `reprise.yaml:12:5: rate: …`. */
export class ConfigError extends ReplayError {
  readonly at: Place | null;

  constructor(file: string, at: Place | null, message: string, hint: string) {
    super('usage', `${file}${at === null ? '' : `:${at.line}:${at.column}`}: ${message}`, hint);
    this.at = at;
  }
}
