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
