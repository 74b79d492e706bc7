import type { Judged } from './find-baseline.ts';
import { isClosed, type ReplayOptions } from './replay-options.ts';
import { createRedactor } from './request/redactor.ts';
import { parseTarget } from './send/parse-target.ts';

/** What is known of a run before it begins, for finding another to hold it against. */
export function judgedOf(options: Pick<ReplayOptions, 'name' | 'target' | 'rate' | 'redact'>): Judged {
  const { name, target } = options;
  const { text } = createRedactor(options.redact ?? []);
  return {
    name: name && text(name),
    target: text(parseTarget(target).name),
    model: isClosed(options) ? 'closed' : 'open',
  };
}
