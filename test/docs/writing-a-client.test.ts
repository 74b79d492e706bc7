import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { reasonsOfRun } from '../end-to-end/books-of-run.ts';
import { runReplay } from '../end-to-end/run-replay.ts';
import { serve } from '../end-to-end/serve.ts';
import { combinedLine, writeLog } from '../end-to-end/write-log.ts';
import type { Answer, ReceivedRequest } from '../helpers/counting-server.ts';
import { temporaryDirectory } from '../helpers/temporary-directory.ts';
import { EXAMPLES, example, header, LOG, PLAN, ROOT, ran, statusesOf } from './example-clients.ts';

const PAGE = readFileSync(new URL('docs/writing-a-client.md', ROOT), 'utf8');

test('the page has every example, as it stands in its file', () => {
  const told = [...PAGE.matchAll(/^### examples\/clients\/(\S+)$[\s\S]*?^```ts\n([\s\S]*?)^```$/gm)];
  const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.ts'));
  assert.deepEqual(told.map(([, name]) => name).sort(), files.sort());
  for (const [, name, text] of told) assert.equal(text, readFileSync(example(name!), 'utf8'), name);
});

test('the client that the page begins with does what its call says', async () => {
  await using server = await serve({
    answer: ({ url }) => ({ body: url.startsWith('/orders/1') ? 'ok' : '' }),
  });
  const [, source] = /```ts\n(.*?)```/s.exec(PAGE)!;
  const folder = temporaryDirectory('writing-a-client');
  writeFileSync(join(folder, 'shop.ts'), source!);
  const args = [LOG, '--target', server.url, ...PLAN, '--client', './shop.ts', '--set', 'region=eu'];
  const { database } = ran(await runReplay(args, { cwd: folder }));
  assert.deepEqual(reasonsOfRun(database), { judged: 10 });
  for (const request of server.requests) assert.equal(header(request, 'x-region'), 'eu');
});

test('hmac.ts signs what is sent, payload and all', async () => {
  const signature = ({ method, url, body }: ReceivedRequest, time: string) =>
    createHmac('sha256', 'shared')
      .update([method, url, time, createHash('sha256').update(body).digest('hex')].join('\n'))
      .digest('hex');
  await using server = await serve({
    answer(request): Answer {
      const time = header(request, 'x-time') ?? '';
      const isRecent = Math.abs(Date.now() / 1000 - Number(time)) < 600;
      const isGood = header(request, 'x-signature') === signature(request, time);
      return { status: isGood && isRecent ? 200 : 401 };
    },
  });
  const log = writeLog([combinedLine('/a?b=c'), combinedLine('POST /orders HTTP/1.1')]);
  const payload = ['--methods', 'GET,POST', '--body', 'POST /orders={"item":"é"}'];
  const args = [log, '--target', server.url, ...PLAN, ...payload];
  const { database } = ran(
    await runReplay([...args, '--client', example('hmac.ts')], { env: { SIGNING_SECRET: 'shared' } }),
  );
  assert.deepEqual(statusesOf(database), { 200: 20 });
  assert.ok(server.requests.some(({ body }) => body.length > 0));
});
