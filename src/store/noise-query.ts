/**
 * The changes of a run (`:run`) that another replay of the same log (`:other`) answered as well, in the order of the
 * plan, and whether it answered otherwise. Requests are told by method and target, and where there are several of these
 * by which of them it is. What the other run did not answer is not among them.
 */
export const NOISE_QUERY = `
  with changed as materialized (
    select distinct e.method, q.target
    from outcome o
    join request q on q.run_id = o.run_id and q.id = o.request_id
    join endpoint e on e.run_id = q.run_id and e.id = q.endpoint_id
    where o.run_id = :run and o.comparison > :same
  ),
  asked as materialized (
    select q.run_id, q.id, e.method, q.target
    from request q
    join endpoint e on e.run_id = q.run_id and e.id = q.endpoint_id
    where q.run_id in (:run, :other) and (e.method, q.target) in (select method, target from changed)
  ),
  numbered as (
    select
      o.run_id,
      o.seq,
      o.comparison,
      o.status,
      a.method,
      a.target,
      row_number() over (partition by o.run_id, a.method, a.target order by o.seq) as n
    from outcome o
    join asked a on a.run_id = o.run_id and a.id = o.request_id
    where o.run_id in (:run, :other)
  ),
  theirs as materialized (
    select method, target, n, status from numbered where run_id = :other and status is not null
  )
  select mine.seq, mine.status <> theirs.status as differs
  from numbered mine
  join theirs on theirs.method = mine.method and theirs.target = mine.target and theirs.n = mine.n
  where mine.run_id = :run and mine.comparison > :same
  order by mine.seq
`;
