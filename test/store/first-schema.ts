import { MIGRATIONS } from '../../src/store/migrations.ts';

/** A database as the first schema made it, with the views that it had. */
export const FIRST_SCHEMA = `
  ${MIGRATIONS[0]}

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
