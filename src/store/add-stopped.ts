/** Runs may be stopped early by a condition of their own; readers see that as a state. */
export const ADD_STOPPED = `
  alter table run add column stopped text;

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
    json_array_length(invalid) = 0 as valid
  from run;
  `;
