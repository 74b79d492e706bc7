import type { CheckResult } from '../model.ts';
import { baselineSentence } from './baseline-sentence.ts';
import { formatValue } from './check-table.ts';
import { headline } from './headline.ts';
import type { Report } from './report.ts';

/**
 * What came of a run as JUnit XML, which continuous integration shows as tests: one that the run is valid and came to
 * its end, and one for each check.
 */
export async function junitXml(report: Report): Promise<string> {
  // Few ask for it, and to load this takes as long as a quarter of all the rest.
  const { create } = await import('xmlbuilder2');
  const { run } = report;
  const name = run.name ?? `run ${run.id}`;
  const whole = wholeRun(report);
  const { comparison, repetition } = run;
  // What did not fail in every repetition is no alarm.
  const isCleared = repetition?.confirmed?.length === 0;
  const failures = [
    ...run.checks.filter(({ passed }) => !passed && !isCleared),
    ...(whole.problem === null ? [] : [whole]),
    ...(comparison?.failed && !isCleared ? [comparison] : []),
  ].length;
  const tests = run.checks.length + (comparison === null ? 1 : 2);
  const counts = { tests, failures, errors: 0, skipped: 0 };
  const time = seconds(report);
  const root = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\ufffd' });
  const suite = root
    .ele('testsuites', { name: 'reprise', ...counts, time })
    .ele('testsuite', { name, ...counts, time, timestamp: run.startedAt, hostname: run.target });
  const properties = suite.ele('properties');
  properties.ele('property', { name: 'run', value: run.id });
  properties.ele('property', { name: 'database', value: report.database });
  for (const { path } of run.logs) properties.ele('property', { name: 'log', value: path });
  const valid = suite.ele('testcase', { classname: name, name: 'the run is valid', time });
  if (whole.problem !== null) valid.ele('failure', { type: 'run', message: whole.problem }).txt(whole.text);
  for (const check of run.checks) {
    const test = suite.ele('testcase', { classname: name, name: check.check, time: '0' });
    if (check.passed || isCleared) test.ele('system-out').txt(sentence(check));
    else test.ele('failure', { type: 'check', message: sentence(check) });
  }
  if (comparison !== null) {
    const test = suite.ele('testcase', { classname: name, name: 'as good as the baseline', time: '0' });
    const text = baselineSentence(comparison);
    if (comparison.failed && !isCleared) test.ele('failure', { type: 'comparison', message: text });
    else test.ele('system-out').txt(text);
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

/** Why nobody should rely on the run; null where there is no reason not to. */
function wholeRun(report: Report): { readonly problem: string | null; readonly text: string } {
  const { run } = report;
  const text = headline(report)
    .map((line) => line.text)
    .join('\n');
  if (run.invalid.length > 0) return { problem: `not valid: ${run.invalid.join('; ')}`, text };
  if (run.state !== 'finished') return { problem: run.state, text };
  return { problem: null, text };
}

function sentence({ actual, limit, unit, samples, why }: CheckResult): string {
  if (why !== null) return why;
  return `${formatValue(actual, unit)}, the limit is ${formatValue(limit, unit)} (${samples} requests)`;
}

function seconds({ summary }: Report): string {
  return (summary.sendingUs / 1e6).toFixed(3);
}
