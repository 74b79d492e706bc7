import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { EXAMPLES, LOG } from './staging.ts';

export const CRON_JOB = parse(readFileSync(new URL('kubernetes-cronjob.yaml', EXAMPLES), 'utf8'));
const POD = CRON_JOB.spec.jobTemplate.spec.template.spec;
const [CONTAINER] = POD.containers;

export interface Mount {
  /** Where it is outside. */
  readonly source: string;
  /** Where the container sees it. */
  readonly path: string;
  readonly isReadOnly: boolean;
}

/** What the example's CronJob starts, with volumes as it wants them. */
export function exampleContainer() {
  const volumes = temporaryDirectory('volumes');
  const mounts: Mount[] = CONTAINER.volumeMounts.map(
    ({
      name,
      mountPath,
      subPath = '.',
      readOnly = false,
    }: Record<string, string> & { readOnly?: boolean }) => {
      mkdirSync(join(volumes, name!));
      if (name === 'config') copyFileSync(new URL(subPath, EXAMPLES), join(volumes, name, subPath));
      return { source: join(volumes, name!, subPath), path: mountPath, isReadOnly: readOnly };
    },
  );
  // Yesterday of its time zone, on whichever side of midnight that is.
  for (const days of [0, 1, 2]) {
    const date = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
    writeFileSync(join(volumes, 'logs', `access.log-${date}.gz`), LOG);
  }
  const env: Record<string, string> = Object.fromEntries(
    CONTAINER.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
  );
  return {
    args: CONTAINER.args as readonly string[],
    env,
    mounts,
    state: join(volumes, 'state'),
    user: { uid: POD.securityContext.runAsUser as number, gid: POD.securityContext.runAsGroup as number },
    gracePeriodSeconds: POD.terminationGracePeriodSeconds as number,
  };
}
