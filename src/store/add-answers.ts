/** Of each endpoint and status the first and the last answer, where a run kept them. */
export const ADD_ANSWERS = `
  create table answer (
    run_id integer not null references run (id),
    endpoint_id integer not null,
    status integer not null,
    result integer not null,
    place text not null check (place in ('first', 'last')),
    seq integer not null,
    request_id integer not null,
    headers text not null,
    body text,
    body_bytes integer not null,
    primary key (run_id, endpoint_id, status, result, place)
  ) strict, without rowid;
`;
