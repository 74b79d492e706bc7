/** How many outcomes of a run could not be stored; what it came to counts them. */
export const ADD_NOT_STORED = `
  alter table run add column not_stored integer not null default 0;

  drop view runs;
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
`;
