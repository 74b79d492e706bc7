import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assertComplaint } from '../../end-to-end/complaint.ts';
import { runReplay } from '../../end-to-end/run-replay.ts';
import { writeLog } from '../../end-to-end/write-log.ts';
import { runCli } from '../../helpers/run-cli.ts';

/** Nobody is contacted: what is wrong is noticed before. */
const NOWHERE = ['--target', 'http://127.0.0.1:9', '--rate', '100', '--duration', '1s'];

test('standard input without a line', async () => {
  const result = await runReplay(['-', ...NOWHERE], { input: '' });
  assertComplaint(result, { status: 3, what: /-: is empty/, mend: /name a log with requests/ });
});

for (const [what, body, said] of [
  ['throws', "if (line === 'c') throw new RangeError('no c\\nplease')", /it threw RangeError: no c$/],
  ['answers nothing', "if (line === 'c') return undefined", /it answered neither a record nor a skip$/],
  [
    'forgets the target',
    "if (line === 'c') return { method: 'GET' }",
    /it answered a record without a target$/,
  ],
] as const) {
  test(`a parser of one's own that ${what} is named, with the line`, async () => {
    const parser = writeLog(
      [
        `export default { name: 'own', open: () => (line) => { ${body}; return { method: 'GET', target: '/' + line }; } };`,
      ],
      'own.mjs',
    );
    const log = writeLog(['a', '', 'b', 'c', 'd']);
    const where = new RegExp(`--parser .*own\\.mjs: at line 4 of .*access\\.log ${said.source}`);
    for (const result of [
      await runReplay([log, '--parser', parser, ...NOWHERE, '--no-preflight']),
      await runCli(['inspect', log, '--parser', parser]),
    ]) {
      assertComplaint(result, { status: 3, what: where, mend: /--check-parser .*own\.mjs/ });
    }
    const piped = await runCli(['inspect', '-', '--parser', parser], { input: readFileSync(log) });
    assertComplaint(piped, { status: 3, what: /own\.mjs: at line 4 of -/, mend: /--check-parser/ });
  });
}
