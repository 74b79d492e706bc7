import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { validate } from 'kubernetes-models/_schemas/IoK8sApiBatchV1CronJob';
import { parse } from 'yaml';
import { cliEnvironment, ENTRY } from '../helpers/cli-environment.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { exampleImage } from './image.ts';
import { runProgram } from './run-program.ts';
import { API_TOKEN, assertTwoNights, EXAMPLES, jobPath, LOG, startStaging } from './staging.ts';

const CRON_JOB = parse(readFileSync(new URL('kubernetes-cronjob.yaml', EXAMPLES), 'utf8'));

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
  const [container] = CRON_JOB.spec.jobTemplate.spec.template.spec.containers;
  const root = temporaryDirectory('container');
  const folder = (name: string) => join(root, name);
  // The volumes, in the places where they are mounted, and nothing else.
  mkdirSync(folder(workdir), { recursive: true });
  const volumes = temporaryDirectory('volumes');
  for (const { name, mountPath, subPath = '.' } of container.volumeMounts) {
    if (mountPath === '/tmp') continue;
    assert.doesNotMatch(relative(workdir, mountPath), /^\.\./);
    mkdirSync(join(volumes, name));
    if (name === 'config') copyFileSync(new URL(subPath, EXAMPLES), join(volumes, name, subPath));
    symlinkSync(join(volumes, name, subPath), folder(mountPath));
  }
  // Yesterday of its time zone, on whichever side of midnight that is.
  for (const days of [0, 1, 2]) {
    const date = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
    writeFileSync(join(volumes, 'logs', `access.log-${date}.gz`), LOG);
  }
  const environment = Object.fromEntries(
    container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
  );
  const secret = { API_TOKEN };
  const [program, ...entry] = entrypoint.map((word) =>
    word.endsWith('/node_modules/reprise/bin/reprise.js') ? ENTRY : word,
  );
  assert.deepEqual(entry, [ENTRY]);
  await assertTwoNights(staging, async () => {
    const env = cliEnvironment({ ...staging.environment, ...environment, ...secret, PATH: jobPath() });
    const { status, output } = await runProgram(
      program!,
      [...entry, ...container.args],
      folder(workdir),
      env,
    );
    if (status === 0) assert.equal(output, '');
    return { status, report: output, state: join(volumes, 'state'), pages: join(volumes, 'state/reports') };
  });
});
