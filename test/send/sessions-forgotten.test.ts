import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nowUs } from '../../src/clock.ts';
import { ArrivalQueue } from '../../src/send/arrival-queue.ts';
import type { Exchange, ExchangeContext } from '../../src/send/exchange.ts';
import type { SenderOptions } from '../../src/send/messages.ts';
import { OutcomeBuffer } from '../../src/send/outcome-buffer.ts';
import { packArrivals } from '../../src/send/pack-arrivals.ts';
import type { SendableRequest } from '../../src/send/sendable-request.ts';
import { IDLE_US, MOST_BYTES, MOST_SESSIONS, Sessions } from '../../src/send/sessions.ts';
import { requestAt } from './sample-arrivals.ts';
import { transportTo } from './transport-to.ts';

const never = () => false;

/** Sessions of one of `workers` senders, whose exchanges note what is sent. */
function sessions(workers: number) {
  const queue = new ArrivalQueue();
  const options = {
    ...{
      worker: 0,
      workers,
      maxInFlight: 10,
      closedLoop: false,
      transport: transportTo('http://127.0.0.1:1'),
    },
    sessions: { ownConnections: false, maxWaitUs: 1e6 },
  } as SenderOptions;
  const outcomes = new OutcomeBuffer(0, () => {});
  const own = new Sessions({ queue, options, context: { startUs: nowUs(), outcomes } as ExchangeContext });
  let seq = 0;
  /** Sends a request of a session, and has it answered unless it is to be left in flight. */
  function ask(session: number, setCookie?: string, isAnswered = true): SendableRequest {
    const arrival = { seq: seq++, dueAtUs: 0, request: requestAt(0, { session }) };
    queue.push(packArrivals([arrival], never, never, false, true));
    assert.ok(own.admits());
    let sent!: SendableRequest;
    const exchange = { session: null, send } as unknown as Exchange;
    function send(request: SendableRequest): void {
      sent = request;
    }
    own.send(exchange, nowUs());
    if (setCookie !== undefined) exchange.session!.hear(setCookie, sent);
    if (isAnswered) assert.equal(own.goesOn(exchange, true), false);
    return sent;
  }
  return { own, ask, cookieOf: (session: number) => ask(session).headers[1] };
}

test('a session in which nobody asked for half an hour is forgotten with its cookies; one that waits for an answer is not', () => {
  const { own, ask, cookieOf } = sessions(1);
  ask(1, 'a=1');
  ask(2, 'a=2', false);
  own.keepHouse(nowUs() + IDLE_US - 1e6);
  assert.equal(cookieOf(1), 'a=1');
  own.keepHouse(nowUs() + IDLE_US + 1e6);
  assert.equal(cookieOf(1), undefined);
  const { begun, forgottenIdle, forgottenForRoom, cookies } = own.end();
  assert.deepEqual([begun, forgottenIdle, forgottenForRoom, cookies], [3, 1, 0, 2]);
});

test('of too many sessions those that were used longest ago are forgotten', () => {
  const workers = 32;
  const most = Math.ceil(MOST_SESSIONS / workers);
  const { own, ask, cookieOf } = sessions(workers);
  ask(0, 'a=0');
  ask(1, 'a=1');
  for (let session = 2; session < most + 1; session++) ask(session);
  assert.equal(cookieOf(0), 'a=0');
  own.keepHouse(nowUs());
  assert.deepEqual([cookieOf(0), cookieOf(1)], ['a=0', undefined]);
  assert.deepEqual([own.end().forgottenForRoom, own.end().forgottenIdle], [1, 0]);
});

test('cookies of all sessions together are bounded', () => {
  const workers = 32;
  const { own, ask, cookieOf } = sessions(workers);
  const large = 'x'.repeat(8000);
  const count = Math.ceil((1.5 * MOST_BYTES) / workers / 8000);
  for (let session = 0; session < count; session++) ask(session, `a=${large}`);
  own.keepHouse(nowUs());
  const { forgottenForRoom } = own.end();
  assert.ok(
    forgottenForRoom > count * 0.3 && forgottenForRoom < count * 0.6,
    `${forgottenForRoom} of ${count}`,
  );
  assert.deepEqual([cookieOf(0), cookieOf(count - 1)], [undefined, `a=${large}`]);
});
