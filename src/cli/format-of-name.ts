import type { ExportFormat } from '../index.ts';

/** What a file is to hold by the ending of its name: `runs.ndjson.gz` → NDJSON, packed. */
export function formatOfName(file: string): { readonly format?: ExportFormat; readonly gzip: boolean } {
  const [, ending = '', packed] = /\.([a-z]+)?(\.gz)?$/i.exec(file) ?? [];
  return { format: ENDINGS[ending.toLowerCase()], gzip: packed !== undefined };
}

const ENDINGS: Readonly<Record<string, ExportFormat | undefined>> = {
  csv: 'csv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  parquet: 'parquet',
};
