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
`;
