/**
 * What analysts read, as it is now: `docs/database.md`. Views hold nothing, so that every step of the schema makes them anew; one
 * that changes views alone is an empty step in `MIGRATIONS`.
 */
export const VIEWS = `
  create view outcomes as
  select
    o.run_id,
    o.seq,
    strftime(
      '%Y-%m-%dT%H:%M:%fZ',
      julianday(coalesce(r.sending_started_at, r.started_at)) + o.due_us / 86400000000.0
    ) as due_at,
    o.due_us / 1e6 as due_s,
    e.method,
    q.target,
    e.path as endpoint,
    x.kind as outcome,
    x.reason,
    o.status,
    (o.lag_us + coalesce(o.session_wait_us, 0) + o.service_us) / 1e3 as response_time_ms,
    o.service_us / 1e3 as service_time_ms,
    o.ttfb_us / 1e3 as ttfb_ms,
    o.lag_us / 1e3 as lag_ms,
    o.bytes,
    o.recorded_status,
    o.recorded_us / 1e3 as recorded_ms,
    o.worker,
    o.due_us < r.warmup_us as warmup,
    o.session_wait_us / 1e3 as session_wait_ms
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
    count(*) filter (where outcome = 'answered' and status between 200 and 299) as status_2xx,
    count(*) filter (where outcome = 'answered' and status between 300 and 399) as status_3xx,
    count(*) filter (where outcome = 'answered' and status between 400 and 499) as status_4xx,
    count(*) filter (where outcome = 'answered' and status >= 500) as status_5xx,
    avg(case when outcome = 'answered' then response_time_ms end) as mean_response_time_ms,
    max(case when outcome = 'answered' then response_time_ms end) as max_response_time_ms,
    sum(bytes) as bytes
  from outcomes
  where not warmup
  group by run_id, method, endpoint;

  create view timeline as
  select
    o.run_id,
    o.due_us / 1000000 as second,
    count(*) as planned,
    sum(x.kind = 'answered') as answered,
    sum(x.kind = 'failed') as failed,
    sum(x.kind = 'dropped') as dropped,
    count(*) filter (where x.kind = 'answered' and o.status between 200 and 299) as status_2xx,
    count(*) filter (where x.kind = 'answered' and o.status between 300 and 399) as status_3xx,
    count(*) filter (where x.kind = 'answered' and o.status between 400 and 499) as status_4xx,
    count(*) filter (where x.kind = 'answered' and o.status >= 500) as status_5xx,
    avg(case when x.kind = 'answered' then (o.lag_us + coalesce(o.session_wait_us, 0) + o.service_us) / 1e3 end) as mean_response_time_ms,
    max(case when x.kind = 'answered' then (o.lag_us + coalesce(o.session_wait_us, 0) + o.service_us) / 1e3 end) as max_response_time_ms,
    max(o.lag_us) / 1e3 as max_lag_ms,
    sum(o.bytes) as bytes,
    o.due_us < r.warmup_us as warmup
  from outcome o
  join run r on r.id = o.run_id
  join result x on x.id = o.result
  group by o.run_id, o.due_us / 1000000, o.due_us < r.warmup_us;

  create view runs as
  select
    id as run_id,
    name,
    case when stopped is null then state else 'stopped' end as state,
    started_at,
    finished_at,
    target,
    model,
    rate_asked,
    warmup_us / 1e6 as warmup_s,
    duration_us / 1e6 as duration_s,
    format,
    workers,
    json_array_length(invalid) = 0 as valid,
    (select count(*) from json_each(checks) where not value ->> 'passed') as checks_failed,
    not_stored,
    pruned_at
  from run;

  create view drift as
  select
    run_id,
    method,
    endpoint,
    recorded_status,
    status,
    change,
    reason,
    requests,
    cast(requests as real) / sum(requests) over (partition by run_id, method, endpoint) as share,
    mean_recorded_ms,
    mean_service_time_ms,
    first_seq,
    example
  from (
    select
      o.run_id,
      e.method,
      e.path as endpoint,
      o.recorded_status,
      o.status,
      c.change,
      c.reason,
      count(*) as requests,
      avg(o.recorded_us) / 1e3 as mean_recorded_ms,
      avg(o.service_us) / 1e3 as mean_service_time_ms,
      -- With min() SQLite takes the bare column from the row that has the minimum.
      min(o.seq) as first_seq,
      q.target as example
    from outcome o
    join run r on r.id = o.run_id
    join comparison c on c.id = o.comparison
    join request q on q.run_id = o.run_id and q.id = o.request_id
    join endpoint e on e.run_id = o.run_id and e.id = q.endpoint_id
    where o.due_us >= r.warmup_us
    group by o.run_id, e.method, e.path, o.recorded_status, o.status, o.comparison
  );

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

  create view answers as
  select
    a.run_id,
    e.method,
    e.path as endpoint,
    a.status,
    x.kind as outcome,
    x.reason,
    a.place,
    a.seq,
    q.target,
    a.headers,
    a.body,
    a.body_bytes
  from answer a
  join result x on x.id = a.result
  join endpoint e on e.run_id = a.run_id and e.id = a.endpoint_id
  left join request q on q.run_id = a.run_id and q.id = a.request_id;
`;
