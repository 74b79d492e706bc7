import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { type Ended, runProgram } from './run-program.ts';

/** As much of a workflow as our example has. */
export interface Workflow {
  readonly jobs: { readonly replay: { readonly env: Variables; readonly steps: readonly Step[] } };
}

type Variables = Readonly<Record<string, string>>;

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Variables;
  readonly env?: Variables;
  readonly run?: string;
}

export interface WorkflowRun {
  /** What stands between `${{` and `}}`, and its value. */
  readonly contexts: Variables;
  readonly environment: NodeJS.ProcessEnv;
  readonly repository: string;
  /** Caches by their keys, in a folder that outlives the job. */
  readonly caches: string;
}

/** Runs the job as a runner of GitHub does: a fresh workspace, each step by `bash -e`, after a failure those of `always()` alone. */
export async function runWorkflow({ jobs: { replay } }: Workflow, run: WorkflowRun) {
  const workspace = temporaryDirectory('workspace');
  const summary = join(temporaryDirectory('summary'), 'summary.md');
  writeFileSync(summary, '');
  const artifacts = temporaryDirectory('artifacts');
  let status = 0;
  let output = '';
  for (const step of replay.steps) {
    assert.ok(
      ['always()', undefined].includes(step.if),
      `a condition that the test does not know: ${step.if}`,
    );
    if (status !== 0 && step.if === undefined) continue;
    if (step.uses !== undefined) use(step.uses, filled(step.with ?? {}));
    else {
      const done = await shell(step.run!, { ...filled(replay.env), ...filled(step.env ?? {}) });
      output += done.output;
      if (status === 0) status = done.status;
    }
  }
  return { status, output, summary, artifacts, workspace };

  function use(action: string, inputs: Variables): void {
    const path = join(workspace, inputs.path ?? '');
    if (action.startsWith('actions/checkout@')) cpSync(run.repository, workspace, { recursive: true });
    else if (action.startsWith('actions/setup-node@')) assert.equal(inputs['node-version'], '26');
    else if (action.startsWith('actions/cache/save@'))
      cpSync(path, join(run.caches, inputs.key!), { recursive: true });
    else if (action.startsWith('actions/cache/restore@')) {
      const newest = readdirSync(run.caches)
        .filter((key) => key.startsWith(inputs['restore-keys']!))
        .toSorted()
        .at(-1);
      if (newest !== undefined) cpSync(join(run.caches, newest), path, { recursive: true });
    } else if (action.startsWith('actions/upload-artifact@')) {
      if (existsSync(path)) cpSync(path, join(artifacts, inputs.name!), { recursive: true });
    } else assert.fail(`an action that the test does not know: ${action}`);
  }

  function shell(script: string, env: Variables): Promise<Ended> {
    const file = join(temporaryDirectory('step'), 'step.sh');
    writeFileSync(file, script);
    const environment = { ...run.environment, ...env, GITHUB_STEP_SUMMARY: summary };
    return runProgram('bash', ['-e', file], workspace, environment);
  }

  function filled(variables: Variables): Variables {
    return Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, fill(String(text))]));
  }

  function fill(text: string): string {
    return text.replace(
      /\$\{\{ (.+?) \}\}/g,
      (_, expression: string) =>
        run.contexts[expression] ?? assert.fail(`an expression that the test does not know: ${expression}`),
    );
  }
}
