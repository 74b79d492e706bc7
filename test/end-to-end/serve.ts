import {
  type CountingServer,
  type CountingServerOptions,
  startCountingServer,
} from '../helpers/counting-server.ts';
import {
  type MisbehavingServer,
  type Misbehaviour,
  startMisbehavingServer,
} from '../helpers/misbehaving-server.ts';

/** A counting server for the length of a block: `await using server = await serve()`. */
export async function serve(options?: CountingServerOptions): Promise<CountingServer & AsyncDisposable> {
  return disposable(await startCountingServer(options));
}

/** A misbehaving server for the length of a block. */
export async function misserve(how: Misbehaviour): Promise<MisbehavingServer & AsyncDisposable> {
  return disposable(await startMisbehavingServer(how));
}

function disposable<S extends { close(): Promise<void> }>(server: S): S & AsyncDisposable {
  return Object.assign(server, { [Symbol.asyncDispose]: () => server.close() });
}
