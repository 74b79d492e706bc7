import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { guardDisk } from '../src/guard-disk.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { temporaryDirectory } from './helpers/temporary-directory.ts';

const MINUTE_US = 60e6;

test('a run that stores more than the disk has room for is refused, with both figures', () => {
  const plan = { meanRate: 1000, durationUs: 10 * MINUTE_US };
  assert.throws(() => guardDisk(plan, '/data/runs.db', () => 30e6), {
    code: 'limit',
    message: 'the disk of /data has 30.0 MB left, and 600,000 requests take about 36.0 MB',
  });
  guardDisk(plan, '/data/runs.db', () => 36e6);
});

test('what was pruned within the database is room, too', () => {
  const path = join(temporaryDirectory('pruned'), 'runs.db');
  const database = openDatabase(path);
  database.exec(
    'create table filler (bytes blob); insert into filler values (zeroblob(1000000)); delete from filler',
  );
  database.close();
  const plan = { meanRate: 1000, durationUs: MINUTE_US / 4 };
  guardDisk(plan, path, () => 1000);
  assert.throws(() => guardDisk(plan, join(temporaryDirectory('new'), 'runs.db'), () => 1000), {
    code: 'limit',
  });
});

test('where nobody knows how much it will be, or how much room there is, nothing is refused', () => {
  guardDisk({ meanRate: null, durationUs: MINUTE_US }, 'runs.db', () => 0);
  guardDisk({ meanRate: 1000, durationUs: null }, 'runs.db', () => 0);
  guardDisk({ meanRate: 1000, durationUs: MINUTE_US }, 'runs.db', () => null);
});
