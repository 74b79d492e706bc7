import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HttpRequest, MARKED, type Placeholder } from '../../src/model.ts';
import { packArrivals } from '../../src/send/pack-arrivals.ts';
import { RequestReader } from '../../src/send/request-reader.ts';
import { RequestTemplates } from '../../src/send/request-templates.ts';
import type { SendableRequest } from '../../src/send/sendable-request.ts';

const fixed = (text: string, within: Placeholder['within'] = 'text'): Placeholder => ({
  ...{ written: 'NAME', value: { kind: 'fixed', text }, within },
});
const SEQ: Placeholder = { written: 'seq', value: { kind: 'seq' }, within: 'text' };
const captured = (within: Placeholder['within']): Placeholder => ({
  ...{ written: 'token', value: { kind: 'captured', name: 'token' }, within },
});

/** A request with marks as a sender has it, and what fills it in. */
function prepared(placeholders: readonly Placeholder[], request: Partial<HttpRequest>, token = 't/1') {
  const templates = new RequestTemplates({ placeholders, seed: 1, captured: { token } });
  const whole: HttpRequest = {
    ...{ position: 0, method: 'POST', path: '/', headers: [], recorded: {}, requestId: 1 },
    ...{ endpoint: { id: 1, method: 'POST', path: '/' }, marked: MARKED.head },
    ...request,
  };
  const packed = packArrivals(
    [{ seq: 0, dueAtUs: 0, request: whole }],
    () => false,
    () => false,
  );
  return { templates, request: templates.read(new RequestReader(packed)) };
}

const bodyOf = ({ body }: SendableRequest) => Buffer.from(body as Uint8Array).toString('latin1');

test('what is the same for the whole run is filled in once, and leaves nothing to be done', () => {
  const { request } = prepared(
    [
      fixed('a\u00e9 b/?'),
      fixed('/api \u00e9', 'target'),
      fixed('a b/?', 'component'),
      fixed('"\\\n\u00e9', 'json'),
    ],
    {
      path: '\x001\x00/x?y=\x002\x00',
      headers: ['X-A', '<\x000\x00>'],
      body: Buffer.from('{"a":"\x003\x00"}'),
      marked: MARKED.head | MARKED.body,
    },
  );
  assert.equal(request.path, '/api%20%C3%A9/x?y=a%20b%2F%3F');
  assert.deepEqual(request.headers, ['X-A', '<a\xc3\xa9 b/?>']);
  assert.equal(bodyOf(request), '{"a":"\\"\\\\\\n\xc3\xa9"}');
  assert.equal(request.template, undefined);
});

test('the rest is filled in each time, everywhere the same', () => {
  const { templates, request } = prepared([SEQ, fixed('x')], {
    path: '/\x000\x00/\x001\x00',
    headers: ['X-A', 'plain', 'X-B', '\x001\x00-\x000\x00'],
    body: Buffer.from('\x000\x00\x001\x00\x000\x00'),
    marked: MARKED.head | MARKED.body,
  });
  for (const seq of [7, 123]) {
    const sent = templates.fill(request, seq);
    assert.equal(sent.path, `/${seq}/x`);
    assert.deepEqual(sent.headers, ['X-A', 'plain', 'X-B', `x-${seq}`]);
    assert.equal(bodyOf(sent), `${seq}x${seq}`);
    assert.deepEqual([sent.requestId, sent.method, sent.reset], [1, 'POST', false]);
  }
});

test('what another login brought is in what is sent from then on', () => {
  const { templates, request } = prepared([captured('text'), captured('component')], {
    path: '/?t=\x001\x00',
    headers: ['Authorization', 'Bearer \x000\x00'],
  });
  assert.deepEqual(templates.fill(request, 0).headers, ['Authorization', 'Bearer t/1']);
  templates.capture({ token: 't/2' });
  assert.deepEqual(templates.fill(request, 1).headers, ['Authorization', 'Bearer t/2']);
  assert.equal(templates.fill(request, 1).path, '/?t=t%2F2');
});

test('credentials are written in base64, with what is filled in', () => {
  const basic = (of: string): Placeholder => ({ written: of, value: { kind: 'base64', of }, within: 'text' });
  const placeholders = [SEQ, fixed('pass\u00e9'), basic('user-\x000\x00:\x001\x00'), basic('anna:\x001\x00')];
  const { templates, request } = prepared(placeholders, {
    headers: ['Authorization', 'Basic \x002\x00', 'X-Once', '\x003\x00'],
  });
  const [, perSend, , once] = templates.fill(request, 7).headers;
  assert.equal(perSend, `Basic ${Buffer.from('user-7:pass\u00e9').toString('base64')}`);
  assert.equal(once, Buffer.from('anna:pass\u00e9').toString('base64'));
});

test('a path that begins with a placeholder has a slash before it, whatever that brings', () => {
  const path = '\x000\x00/x';
  assert.equal(prepared([fixed('api', 'target')], { path }).request.path, '/api/x');
  assert.equal(prepared([fixed('/api', 'target')], { path }).request.path, '/api/x');
});

test('a recorded payload is what it is, whatever stands in it', () => {
  const body = Buffer.from('\x000\x00');
  const { templates, request } = prepared([SEQ], { headers: ['X-A', '\x000\x00'], body });
  assert.equal(bodyOf(templates.fill(request, 7)), '\x000\x00');
});
