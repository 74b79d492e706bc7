import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { exampleRepository } from '../../examples/repository.ts';
import { runProgram } from '../../examples/run-program.ts';
import {
  API_TOKEN,
  assertTwoNights,
  EXAMPLES,
  jobPath,
  LOGS_TOKEN,
  startStaging,
} from '../../examples/staging.ts';
import { cliEnvironment, REPOSITORY } from '../../helpers/cli-environment.ts';
import { requireProgram } from '../../helpers/real-program.ts';

const FILE = new URL('gitlab-ci.yaml', EXAMPLES);
const { 'nightly-replay': JOB } = parse(readFileSync(FILE, 'utf8'));
const GITLAB_CI_LOCAL = join(REPOSITORY, 'node_modules/.bin/gitlab-ci-local');

test('the pipeline is what GitLab takes, and runs two nights: the second fails against the first, whose database the cache has kept', async (t) => {
  for (const name of ['git', 'curl', 'rsync']) if (requireProgram(t, name, name) === undefined) return;
  await using staging = await startStaging();
  const { repository, npm } = exampleRepository();
  copyFileSync(FILE, join(repository, '.gitlab-ci.yml'));
  const env = cliEnvironment({ PATH: jobPath(npm), HOME: repository, GIT_CONFIG_GLOBAL: '/dev/null' });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, env, stdio: 'pipe' });
  git('init', '--quiet');
  git('remote', 'add', 'origin', 'git@gitlab.example:group/replay.git');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', 'a replay');

  const variables = { ...staging.environment, API_TOKEN, LOGS_TOKEN, LOGS_URL: staging.logsUrl };
  const scheduled = { ...variables, CI_PIPELINE_SOURCE: 'schedule' };
  // It validates the file by GitLab's own schema, and keeps caches and artifacts as a runner does.
  const args = [
    '--force-shell-executor',
    '--shell-isolation',
    '--ignore-predefined-vars=CI_PIPELINE_SOURCE',
    ...Object.entries(scheduled).flatMap(([name, value]) => ['--variable', `${name}=${value}`]),
  ];
  await assertTwoNights(staging, async () => {
    const { status, output } = await runProgram(
      process.execPath,
      [GITLAB_CI_LOCAL, ...args, 'nightly-replay'],
      repository,
      env,
    );
    assert.match(output, /json schema validated/);
    if (status === 0)
      assert.doesNotMatch(output, /^nightly-replay > /m, 'nothing is said of a night that passed');
    const kept = join(repository, '.gitlab-ci-local');
    const junit = readFileSync(join(kept, 'builds/nightly-replay', JOB.artifacts.reports.junit), 'utf8');
    assert.match(junit, status === 0 ? /^<testsuites [^>]*failures="0"/m : /<failure /);
    return {
      status,
      report: output,
      state: join(kept, 'cache/nightly-replay/state'),
      pages: join(kept, 'artifacts/nightly-replay/state/reports'),
    };
  });
});
