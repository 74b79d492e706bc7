import { ADD_ANSWERS } from './add-answers.ts';
import { ADD_DRIFT } from './add-drift.ts';
import { ADD_TALLIES } from './add-tallies.ts';
import { insertComparisons } from './insert-comparisons.ts';
import { insertResults } from './insert-results.ts';

/**
 * Each step brings a database from version n (its `user_version`) to n + 1. Steps that were released are never
 * changed; a new one is added at the end. `docs/database.md` describes the result.
 */
export const MIGRATIONS: readonly string[] = [
  `
  create table run (
    id integer primary key,
    name text,
    state text not null check (state in ('running', 'finished', 'interrupted', 'failed')),
    started_at text not null,
    finished_at text,
    heartbeat_ms integer not null,
    host text not null,
    pid integer not null,
    target text not null,
    model text not null check (model in ('open', 'closed')),
    rate_asked real,
    duration_us integer,
    format text not null,
    workers integer not null,
    lines integer,
    logs text not null,
    options text not null,
    versions text not null,
    invalid text not null default '[]',
    summary text
  ) strict;

  create table result (
    id integer primary key,
    kind text not null,
    reason text
  ) strict;
  ${insertResults(0, 13)}

  create table endpoint (
    run_id integer not null references run (id),
    id integer not null,
    method text not null,
    path text not null,
    primary key (run_id, id)
  ) strict, without rowid;

  create table request (
    run_id integer not null references run (id),
    id integer not null,
    endpoint_id integer not null,
    target text not null,
    primary key (run_id, id)
  ) strict, without rowid;

  create table outcome (
    run_id integer not null,
    seq integer not null,
    due_us integer not null,
    lag_us integer,
    ttfb_us integer,
    service_us integer,
    result integer not null,
    status integer,
    bytes integer not null,
    worker integer not null,
    request_id integer not null,
    recorded_status integer,
    recorded_us integer,
    primary key (run_id, seq)
  ) strict, without rowid;

  create table skipped (
    run_id integer not null references run (id),
    reason text not null,
    count integer not null,
    example_file text not null,
    example_line integer not null,
    example_text text not null,
    primary key (run_id, reason)
  ) strict, without rowid;
  `,
  `alter table run add column notes text not null default '[]';`,
  // Runs may warm up: what is due before the end of that is left out where things are added up.
  `alter table run add column warmup_us integer not null default 0;`,
  // Runs may be stopped early by a condition of their own; readers see that as a state.
  `alter table run add column stopped text;`,
  ADD_DRIFT,
  // Requests are due from the moment at which the sending began: threads and connections come between that and the start.
  `alter table run add column sending_started_at text;`,
  `alter table run add column generator text;`,
  ADD_TALLIES,
  `alter table run add column checks text not null default '[]';`,
  // When the outcomes of a run were pruned; what it came to stays.
  `alter table run add column pruned_at text;`,
  insertResults(13, 14),
  `alter table run add column transport text;`,
  insertComparisons(10, 11),
  `alter table request add column sent_target text;`,
  // How many outcomes of a run could not be stored; what it came to counts them.
  `alter table run add column not_stored integer not null default 0;`,
  ADD_ANSWERS,
  // What clients of the user say of answers, and how they fail; views count a status where it was answered with, and no more.
  `${insertResults(14, 17)} alter table run add column client_reasons text not null default '[]';`,
  // Requests may wait for the one before them in their session.
  `
  alter table outcome add column session_wait_us integer;
  alter table run add column sessions text;
  ${insertResults(17, 18)}
  `,
  // What came of holding a run against its baseline, and of making it again.
  `
  alter table run add column comparison text;
  alter table run add column repetition text;
  `,
];
