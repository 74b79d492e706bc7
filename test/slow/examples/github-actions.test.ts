import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { combinedLine, writeLog } from '../../end-to-end/write-log.ts';
import { exampleRepository } from '../../examples/repository.ts';
import { runProgram } from '../../examples/run-program.ts';
import { runWorkflow, type Workflow } from '../../examples/run-workflow.ts';
import {
  API_TOKEN,
  assertTwoNights,
  EXAMPLES,
  jobPath,
  LOGS_TOKEN,
  startStaging,
} from '../../examples/staging.ts';
import { cliEnvironment } from '../../helpers/cli-environment.ts';
import { endWithTest } from '../../helpers/end-with-test.ts';
import { requireProgram } from '../../helpers/real-program.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

const CONTENT = readFileSync(new URL('github-actions.yaml', EXAMPLES), 'utf8');

// The parser imports its schema as bundlers do: without saying that it is JSON.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});

async function errorsOf(content: string): Promise<string[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import(
    '@actions/workflow-parser'
  );
  const { context, value } = parseWorkflow({ name: 'nightly.yaml', content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

test('the workflow is what GitHub Actions takes', async () => {
  assert.deepEqual(await errorsOf(CONTENT), []);
  assert.match(String(await errorsOf(CONTENT.replace('concurrency:', 'concurency:'))), /concurency/);
});

test('a job that is cancelled ends reprise in order: the shell of the step has given way to it', async () => {
  await using staging = await startStaging();
  const { repository, npm } = exampleRepository();
  const env = cliEnvironment({
    ...staging.environment,
    REPRISE_RATE: '50',
    REPRISE_ONCE: 'false',
    REPRISE_LOG: writeLog([combinedLine('/')]),
    API_TOKEN,
    GITHUB_STEP_SUMMARY: join(repository, 'summary.md'),
    PATH: jobPath(npm),
  });
  await runProgram('npm', ['ci', '--ignore-scripts'], repository, env);
  const { jobs }: Workflow = parse(CONTENT);
  const file = join(repository, 'step.sh');
  writeFileSync(file, jobs.replay.steps.find(({ name }) => name === 'Replay')!.run!);
  const step = spawn('bash', ['-e', file], { cwd: repository, env, stdio: 'ignore' });
  endWithTest(step);
  await staging.target.received(10);
  step.kill('SIGINT');
  const [status] = await once(step, 'exit');
  assert.equal(status, 130);
  assert.match(readFileSync(join(repository, 'summary.md'), 'utf8'), /interrupted/i);
});

test('the workflow runs two nights: the second fails against the first, whose database the cache has kept', async (t) => {
  if (requireProgram(t, 'curl', 'curl') === undefined) return;
  await using staging = await startStaging();
  const { repository, npm } = exampleRepository();
  const caches = temporaryDirectory('caches');
  let runId = 1000;
  await assertTwoNights(staging, async () => {
    const { status, output, summary, artifacts } = await runWorkflow(parse(CONTENT), {
      contexts: {
        'secrets.API_TOKEN': API_TOKEN,
        'secrets.LOGS_TOKEN': LOGS_TOKEN,
        'vars.LOGS_URL': staging.logsUrl,
        'github.run_id': String(++runId),
        'github.run_attempt': '1',
      },
      environment: cliEnvironment({ ...staging.environment, PATH: jobPath(npm) }),
      repository,
      caches,
    });
    assert.equal(output, '', 'what there is to say stands in the summary');
    return {
      status,
      report: readFileSync(summary, 'utf8'),
      state: join(caches, `nightly-replay-${runId}-1`),
      pages: join(artifacts, 'nightly-reports'),
    };
  });
});
