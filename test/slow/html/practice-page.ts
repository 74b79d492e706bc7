import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPracticeTarget } from '../../../practice/start-practice-target.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { temporaryDirectory } from '../../helpers/temporary-directory.ts';

/** A page, and the same report as JSON. */
export interface PracticePage {
  readonly file: string;
  readonly html: string;
  // biome-ignore lint/suspicious/noExplicitAny: the JSON is what is tested elsewhere.
  readonly json: any;
  readonly text: string;
}

const LOG = fileURLToPath(new URL('../../../fixtures/nginx/access.log', import.meta.url));

/** Would run and leave its mark, should it ever be taken for more than text. */
const EVIL = '</script><script>document.title="pwned";alert(1)</script><img/src=x/onerror=alert(2)>';

/** Lines in which whoever sent them tries to be more than a line. */
const HOSTILE_LINES = [
  `/search/<script>document.title="pwned"</script>`,
  `/${EVIL}`,
  '/\u2028\u2029\u202egpj.exe',
  '/javascript:alert(1)//\'"><b>',
].map(
  (path) => `192.0.2.1 - - [15/Sep/2026:23:59:59 +0000] "GET ${path} HTTP/1.1" 200 5 "${EVIL}" "${EVIL}"`,
);

/**
 * A real run over a real log with hostile lines in it, against a practice target whose search is broken: two seconds of warm-up
 * and four of load. Made once for all tests of a file.
 */
export async function practicePage(): Promise<PracticePage> {
  const folder = temporaryDirectory('page');
  const log = join(folder, 'access.log');
  writeFileSync(log, [readFileSync(LOG, 'utf8').trimEnd(), ...HOSTILE_LINES, EVIL, ''].join('\n'));
  const target = await startPracticeTarget({
    statuses: [
      { status: 200, weight: 985 },
      { status: 404, weight: 15 },
    ],
    breaks: [{ method: 'GET', path: '/search', status: 500 }],
    latencyMs: { min: 2, max: 30 },
    seed: 1,
  });
  try {
    const args = [
      '--target',
      target.url,
      '--rate',
      '300',
      '--warmup',
      '2s',
      '--duration',
      '4s',
      '--name',
      EVIL,
    ];
    const run = await runCli(['run', log, ...args, '--check', 'p99<10s', '--check', '5xx<1%', '--quiet'], {
      cwd: folder,
    });
    const file = join(folder, 'report.html');
    const text = await runCli(['report', '--html', file], { cwd: folder });
    const json = await runCli(['report', '--json'], { cwd: folder });
    if (text.status !== 0) throw new Error(run.stderr + text.stderr);
    return { file, html: readFileSync(file, 'utf8'), json: JSON.parse(json.stdout), text: text.stdout };
  } finally {
    await target.close();
  }
}
