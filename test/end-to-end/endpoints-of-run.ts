import assert from 'node:assert/strict';
import { queryDatabase } from './query-database.ts';
import { runReplay } from './run-replay.ts';
import { serve } from './serve.ts';
import { combinedLine, writeLog } from './write-log.ts';

/** What there is of each product. */
export const TITLES = 'red blue green old new big small fast slow warm'.split(' ');

/** Thirty products, each asked for twice. */
export const PRODUCTS = TITLES.flatMap((title) => [
  `/p/${title}-hat`,
  `/p/${title}-shoes`,
  `/p/${title}-coat`,
]);

/** A log that asks for all of them, and for some other things. */
export const shop = () =>
  writeLog(
    [...PRODUCTS, ...PRODUCTS, '/cart/7', '/cart/8/items', '/about'].map((path) => combinedLine(path)),
  );

/** The endpoints of a run, each with how many requests were planned. */
export async function endpointsOfRun(args: readonly string[]): Promise<string[]> {
  await using server = await serve();
  const replay = await runReplay([...args, '--target', server.url, '--rate', '500', '--once']);
  // On a busy machine the rate may not be made; what is planned is what is looked at.
  assert.ok(replay.status === 0 || replay.status === 5, replay.stderr);
  const rows: { name: string; planned: number }[] = queryDatabase(
    replay.database,
    "select method || ' ' || endpoint as name, planned from endpoints order by 1",
  );
  return rows.map(({ name, planned }) => `${name} ${planned}`);
}
