/** When the outcomes of a run were pruned; what it came to stays. */
export const ADD_PRUNED = `
  alter table run add column pruned_at text;

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
    pruned_at
  from run;
`;
