import { insertComparisons } from './insert-comparisons.ts';

/** Answers are compared with what was recorded: null where there is nothing to compare. */
export const ADD_DRIFT = `
  create table comparison (
    id integer primary key,
    change text not null,
    reason text
  ) strict;
  ${insertComparisons(1, 10)}

  alter table outcome add column comparison integer;

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
`;
