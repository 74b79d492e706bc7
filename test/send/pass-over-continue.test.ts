import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { passOverContinue } from '../../src/send/pass-over-continue.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nHTTP/1.1 100';
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

/** What comes out when these pieces go in, each after the other was read. */
async function read(pieces: readonly string[], awaitsAnswer = true): Promise<string> {
  const stream = new PassThrough();
  const connection = { awaitsAnswer };
  passOverContinue(stream, connection);
  let got = '';
  stream.on('readable', () => {
    for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) got += chunk.toString('latin1');
  });
  for (const piece of pieces) {
    stream.write(piece, 'latin1');
    await turn();
    await turn();
  }
  return got;
}

for (const [sentence, pieces, expected] of [
  ['an answer stays as it is', [OK], OK],
  ['100 Continue before it is left out', [CONTINUE + OK], OK],
  ['also twice', [CONTINUE + CONTINUE + OK], OK],
  ['also with headers', [`HTTP/1.0 100 Go On\r\nX-A: 1\r\n\r\n${OK}`], OK],
  ['also where it comes for itself', [CONTINUE, OK], OK],
  ['also byte by byte', [...(CONTINUE + OK)], OK],
  [
    'other provisional answers stay',
    [`HTTP/1.1 103 Early Hints\r\n\r\n${OK}`],
    `HTTP/1.1 103 Early Hints\r\n\r\n${OK}`,
  ],
  ['what only begins like it stays', ['HTTP/1.1 10', 'garbage'], 'HTTP/1.1 10garbage'],
  ['garbage stays', ['\x00\x01\x02', 'x'], '\x00\x01\x02x'],
] as const) {
  test(`while an answer is awaited, ${sentence}`, async () => {
    assert.equal(await read(pieces), expected);
  });
}

test('while none is awaited, everything stays', async () => {
  assert.equal(await read([CONTINUE], false), CONTINUE);
});

test('one that does not end is let through after 64 KiB', async () => {
  const endless = `HTTP/1.1 100 Continue\r\nX: ${'x'.repeat(70_000)}`;
  assert.equal(await read([endless]), endless);
});
