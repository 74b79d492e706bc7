import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compilers, formatFromNginxConf, formats, mappedJson } from '../../parsers/index.ts';
import { ReplayError } from '../../src/errors.ts';
import { chooseFormats } from '../../src/parse/choose-format.ts';
import type { FormatChoice } from '../../src/parse/named-format.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';

const folder = temporaryDirectory('choose-compiled');
const conf = join(folder, 'nginx.conf');
mkdirSync(join(folder, 'conf.d'));
writeFileSync(conf, 'http { include conf.d/*.conf; access_log /a short; }');
writeFileSync(join(folder, 'conf.d', 'a.conf'), `log_format short '$request_method;$request_uri;$status';`);
writeFileSync(join(folder, 'conf.d', 'b.conf'), `log_format long '$request | $status';`);

const TOOLS = { compilers, formatFromNginxConf, formatFromMap: mappedJson, redact: (line: string) => line };
const choose = (choice: FormatChoice, sample: readonly string[]) =>
  chooseFormats(choice, formats, [{ log: 'access.log', lines: sample }], TOOLS).then(([reading]) => reading!);

for (const [sentence, choice, line] of [
  ['a format string of nginx', { format: '$request_method;$request_uri;$status' }, 'GET;/a;200'],
  ['with escape=json', { format: 'escape=json {"r":"$request"}' }, '{"r":"GET /a HTTP/1.1"}'],
  ['a format string of Apache', { format: '%m;%U;%>s' }, 'GET;/a;200'],
  ['a format string of morgan', { format: ':method;:url;:status' }, 'GET;/a;200'],
  ['a preset', { format: 'morgan-tiny' }, 'GET /a 200 - - 1.000 ms'],
  ['the format that a configuration of nginx uses', { nginxConf: conf }, 'GET;/a;200'],
  ['a named format of a configuration', { nginxConf: `${conf}:long` }, 'GET /a HTTP/1.1 | 200'],
] as const) {
  test(`${sentence} reads the log`, async () => {
    const {
      candidates: [{ format, share }, ...others],
    } = await choose(choice, [line]);
    assert.equal(share, 1);
    assert.equal(others.length, 0);
    const read = format.open()(line);
    assert.ok(!('skipped' in read) && read.target === '/a');
  });
}

for (const [sentence, choice, message, hint] of [
  [
    'a format without a request',
    { format: '$remote_addr $status' },
    /^--format \$remote_addr \$status: the format has neither/,
    /nginx is such as '\$remote_addr - /,
  ],
  [
    'a format whose fields cannot be parted',
    { format: '%h%u %r' },
    /%h and %u stand side by side/,
    /apache is such as '%h /,
  ],
  [
    'text that is no format',
    { format: 'ngnix' },
    /^--format ngnix: no such format$/,
    /--formats.*format string/,
  ],
  [
    'a configuration that is not there',
    { nginxConf: join(folder, 'none.conf') },
    /none\.conf cannot be read: ENOENT/,
    /name the configuration/,
  ],
  [
    'a name that it has not',
    { nginxConf: `${conf}:other` },
    /no log_format other in it \(there are: short, long\)/,
    /FILE\[:NAME\]/,
  ],
  [
    'a format and a configuration at once',
    { format: 'nginx', nginxConf: conf },
    /^--format and --nginx-conf were both given$/,
    /give the one/,
  ],
] as const) {
  test(`${sentence} is a usage error that says how to mend it`, async () => {
    const error: unknown = await choose(choice, ['GET / HTTP/1.1']).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ReplayError && error.code === 'usage');
    assert.match(error.message, message);
    assert.match(error.hint, hint);
  });
}
