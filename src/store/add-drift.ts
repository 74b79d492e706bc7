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
`;
