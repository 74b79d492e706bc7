/** Requests are due from the moment at which the sending began: threads and connections come between that and the start. */
export const ADD_SENDING_STARTED = `
  alter table run add column sending_started_at text;

  drop view outcomes;

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
    (o.lag_us + o.service_us) / 1e3 as response_time_ms,
    o.service_us / 1e3 as service_time_ms,
    o.ttfb_us / 1e3 as ttfb_ms,
    o.lag_us / 1e3 as lag_ms,
    o.bytes,
    o.recorded_status,
    o.recorded_us / 1e3 as recorded_ms,
    o.worker,
    o.due_us < r.warmup_us as warmup
  from outcome o
  join run r on r.id = o.run_id
  join result x on x.id = o.result
  join request q on q.run_id = o.run_id and q.id = o.request_id
  join endpoint e on e.run_id = o.run_id and e.id = q.endpoint_id;
`;
