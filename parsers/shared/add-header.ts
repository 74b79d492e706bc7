import type { Header } from 'reprise/parser';
import { isBlanked } from './header-list.ts';

/** Adds a header that a column holds, unless the log says that there was none or keeps it to itself. */
export function addHeader(headers: Header[], name: string, value: string | undefined): void {
  if (value !== undefined && value !== '' && value !== '-' && !isBlanked(value)) headers.push([name, value]);
}
