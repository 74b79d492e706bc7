import type { Run } from '../../model.ts';

/** The page of a run in a folder of reports: `nightly-20261121T023000Z-run7.html`. */
export function reportFile({ id, name, startedAt }: Pick<Run, 'id' | 'name' | 'startedAt'>): string {
  return `${slug(name)}-${stampOf(startedAt)}-run${id}.html`;
}

/** When a run of this name began (ms since the epoch) whose page a file is; null: it is no such page. */
export function beganOf(file: string, name: string | null): number | null {
  const [, own, y, mo, d, h, mi, s] = PAGE.exec(file) ?? [];
  if (own !== slug(name)) return null;
  return Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
}

const PAGE = /^(.+)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-run\d+\.html$/;

/** What a name comes to in the name of a file, on any system. */
function slug(name: string | null): string {
  const plain = (name ?? 'run')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'run' : plain;
}

function stampOf(iso: string): string {
  return `${new Date(iso).toISOString().replace(/[-:]|\.\d+/g, '')}`;
}
