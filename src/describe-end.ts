import type { Redactor } from './request/redactor.ts';
import type { RunEnd } from './store/messages.ts';

/** What is stored of a run at its end, without what the user's expressions match. What came out of the log is without it already. */
export function describeEnd(end: RunEnd, { text, expressions }: Redactor): RunEnd {
  if (expressions === 0) return end;
  const { stopped, notes, invalid, checks, generator, transport, clientReasons } = end;
  return {
    ...end,
    stopped: stopped && { ...stopped, condition: text(stopped.condition) },
    notes: notes.map(text),
    invalid: invalid.map(text),
    checks: checks.map((check) => ({
      ...check,
      check: text(check.check),
      why: check.why && text(check.why),
    })),
    clientReasons: clientReasons.map((reason) => ({
      ...reason,
      client: text(reason.client),
      text: text(reason.text),
    })),
    generator: generator && { ...generator, findings: generator.findings.map(text) },
    transport: transport && {
      ...transport,
      addresses: transport.addresses.map((count) => ({ ...count, address: text(count.address) })),
    },
  };
}
