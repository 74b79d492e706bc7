/** What a run came to as a whole, by endpoint and over time: written at its end, kept when its outcomes are pruned. */
export const ADD_TALLIES = `
  create table tally (
    run_id integer not null references run (id),
    endpoint_id integer not null,
    result integer not null,
    status integer not null,
    comparison integer not null,
    count integer not null,
    primary key (run_id, endpoint_id, result, status, comparison)
  ) strict, without rowid;

  create table histogram (
    run_id integer not null references run (id),
    endpoint_id integer,
    measure text not null,
    count integer not null,
    mean_us real not null,
    p50_us integer not null,
    p90_us integer not null,
    p95_us integer not null,
    p99_us integer not null,
    p999_us integer not null,
    max_us integer not null,
    hdr blob not null
  ) strict;
  create unique index histogram_of_run on histogram (run_id, ifnull(endpoint_id, -1), measure);

  create table interval (
    run_id integer not null references run (id),
    start_us integer not null,
    length_us integer not null,
    planned integer not null,
    answered integer not null,
    failed integer not null,
    dropped integer not null,
    status_1xx integer not null,
    status_2xx integer not null,
    status_3xx integer not null,
    status_4xx integer not null,
    status_5xx integer not null,
    unexplained integer not null,
    bytes integer not null,
    sent integer not null,
    in_flight integer not null,
    response_count integer,
    response_mean_us real,
    response_p50_us integer,
    response_p90_us integer,
    response_p95_us integer,
    response_p99_us integer,
    response_p999_us integer,
    response_max_us integer,
    response_hdr blob,
    lag_count integer,
    lag_mean_us real,
    lag_p50_us integer,
    lag_p90_us integer,
    lag_p95_us integer,
    lag_p99_us integer,
    lag_p999_us integer,
    lag_max_us integer,
    lag_hdr blob,
    primary key (run_id, start_us)
  ) strict, without rowid;

  create view percentiles as
  select
    h.run_id,
    e.method,
    e.path as endpoint,
    h.measure,
    h.count,
    h.mean_us / 1e3 as mean_ms,
    h.p50_us / 1e3 as p50_ms,
    h.p90_us / 1e3 as p90_ms,
    h.p95_us / 1e3 as p95_ms,
    h.p99_us / 1e3 as p99_ms,
    h.p999_us / 1e3 as p99_9_ms,
    h.max_us / 1e3 as max_ms
  from histogram h
  left join endpoint e on e.run_id = h.run_id and e.id = h.endpoint_id;

  create view tallies as
  select
    t.run_id,
    e.method,
    e.path as endpoint,
    x.kind as outcome,
    x.reason,
    nullif(t.status, 0) as status,
    c.change,
    c.reason as change_reason,
    t.count as requests
  from tally t
  join endpoint e on e.run_id = t.run_id and e.id = t.endpoint_id
  join result x on x.id = t.result
  left join comparison c on c.id = t.comparison;

  create view intervals as
  select
    run_id,
    start_us / 1e6 as start_s,
    length_us / 1e6 as length_s,
    planned,
    sent,
    answered,
    failed,
    dropped,
    status_1xx,
    status_2xx,
    status_3xx,
    status_4xx,
    status_5xx,
    unexplained,
    in_flight,
    bytes,
    response_p50_us / 1e3 as response_time_p50_ms,
    response_p90_us / 1e3 as response_time_p90_ms,
    response_p95_us / 1e3 as response_time_p95_ms,
    response_p99_us / 1e3 as response_time_p99_ms,
    response_max_us / 1e3 as response_time_max_ms,
    lag_p50_us / 1e3 as lag_p50_ms,
    lag_p99_us / 1e3 as lag_p99_ms,
    lag_max_us / 1e3 as lag_max_ms
  from interval;
`;
