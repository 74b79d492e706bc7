import { insertResults } from '../../src/store/insert-results.ts';

/** A database as the first schema made it, views and all. */
export const FIRST_SCHEMA = `
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

  create view outcomes as
  select
    o.run_id,
    o.seq,
    strftime('%Y-%m-%dT%H:%M:%fZ', julianday(r.started_at) + o.due_us / 86400000000.0) as due_at,
    o.due_us / 1e6 as due_s,
    e.method,
    q.target,
    e.path as endpoint,
    x.kind as outcome,
    x.reason,
    o.status,
    (o.lag_us + o.service_us) / 1e3 as response_time_ms,
    o.service_us / 1e3 as service_time_ms,
    o.ttfb_us / 1e3 as ttfb_ms,
    o.lag_us / 1e3 as lag_ms,
    o.bytes,
    o.recorded_status,
    o.recorded_us / 1e3 as recorded_ms,
    o.worker
  from outcome o
  join run r on r.id = o.run_id
  join result x on x.id = o.result
  join request q on q.run_id = o.run_id and q.id = o.request_id
  join endpoint e on e.run_id = o.run_id and e.id = q.endpoint_id;

  create view endpoints as
  select
    run_id,
    method,
    endpoint,
    count(*) as planned,
    sum(outcome = 'answered') as answered,
    sum(outcome = 'failed') as failed,
    sum(outcome = 'dropped') as dropped,
    count(*) filter (where status between 200 and 299) as status_2xx,
    count(*) filter (where status between 300 and 399) as status_3xx,
    count(*) filter (where status between 400 and 499) as status_4xx,
    count(*) filter (where status >= 500) as status_5xx,
    avg(case when outcome = 'answered' then response_time_ms end) as mean_response_time_ms,
    max(case when outcome = 'answered' then response_time_ms end) as max_response_time_ms,
    sum(bytes) as bytes
  from outcomes
  group by run_id, method, endpoint;

  create view timeline as
  select
    o.run_id,
    o.due_us / 1000000 as second,
    count(*) as planned,
    sum(x.kind = 'answered') as answered,
    sum(x.kind = 'failed') as failed,
    sum(x.kind = 'dropped') as dropped,
    count(*) filter (where o.status between 200 and 299) as status_2xx,
    count(*) filter (where o.status between 300 and 399) as status_3xx,
    count(*) filter (where o.status between 400 and 499) as status_4xx,
    count(*) filter (where o.status >= 500) as status_5xx,
    avg(case when x.kind = 'answered' then (o.lag_us + o.service_us) / 1e3 end) as mean_response_time_ms,
    max(case when x.kind = 'answered' then (o.lag_us + o.service_us) / 1e3 end) as max_response_time_ms,
    max(o.lag_us) / 1e3 as max_lag_ms,
    sum(o.bytes) as bytes
  from outcome o
  join result x on x.id = o.result
  group by o.run_id, o.due_us / 1000000;

  create view runs as
  select
    id as run_id,
    name,
    state,
    started_at,
    finished_at,
    target,
    model,
    rate_asked,
    duration_us / 1e6 as duration_s,
    format,
    workers,
    json_array_length(invalid) = 0 as valid
  from run;

  pragma user_version = 1;
`;
