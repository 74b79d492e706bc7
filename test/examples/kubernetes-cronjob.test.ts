import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { validate } from 'kubernetes-models/_schemas/IoK8sApiBatchV1CronJob';
import { cliEnvironment, ENTRY } from '../helpers/cli-environment.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { CRON_JOB, exampleContainer } from './container.ts';
import { exampleImage } from './image.ts';
import { runProgram } from './run-program.ts';
import { API_TOKEN, assertTwoNights, jobPath, startStaging } from './staging.ts';

/** What the schema of Kubernetes says against it, and the keys that it does not know. */
function complaints(manifest: object): unknown[] {
  const known = new Set<string>();
  validate(watched(manifest, '', known));
  // Its types do not tell of this.
  const { errors } = validate as { readonly errors?: readonly unknown[] | null };
  const unknown = pathsOf(manifest, '').filter((path) => !known.has(path));
  return [...(errors ?? []), ...unknown];
}

/** The schema has nothing against keys that are none; it asks for each that is one. */
function watched(value: unknown, path: string, asked: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      asked.add(`${path}/${String(key)}`);
      return watched(Reflect.get(target, key), `${path}/${String(key)}`, asked);
    },
  });
}

function pathsOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    `${path}/${key}`,
    ...pathsOf(inner, `${path}/${key}`),
  ]);
}

test('the CronJob is what Kubernetes takes', () => {
  assert.deepEqual(complaints(CRON_JOB), []);
  const { concurrencyPolicy, ...others } = CRON_JOB.spec;
  assert.deepEqual(complaints({ ...CRON_JOB, spec: { ...others, concurencyPolicy: concurrencyPolicy } }), [
    '/spec/concurencyPolicy',
  ]);
  assert.equal(complaints({ ...CRON_JOB, spec: { ...others, concurrencyPolicy: 'Never' } }).length, 1);
});

test('its container runs two nights: the second fails against the first, whose database the volume has kept', async () => {
  await using staging = await startStaging();
  const { workdir, entrypoint } = exampleImage();
  const container = exampleContainer();
  const root = temporaryDirectory('container');
  mkdirSync(join(root, workdir), { recursive: true });
  for (const { source, path } of container.mounts)
    if (path.startsWith(`${workdir}/`)) symlinkSync(source, join(root, path));
  const [program, ...entry] = entrypoint.map((word) =>
    word.endsWith('/node_modules/reprise/bin/reprise.js') ? ENTRY : word,
  );
  assert.deepEqual(entry, [ENTRY]);
  const env = cliEnvironment({ ...staging.environment, ...container.env, API_TOKEN, PATH: jobPath() });
  await assertTwoNights(staging, async () => {
    const command = [...entry, ...container.args];
    const { status, output } = await runProgram(program!, command, join(root, workdir), env);
    if (status === 0) assert.equal(output, '');
    return { status, report: output, state: container.state, pages: join(container.state, 'reports') };
  });
});
