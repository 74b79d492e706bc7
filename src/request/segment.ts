import { pathSegments } from './path-segments.ts';
import { segmentTemplate } from './segment-template.ts';

/** A part of a path between slashes, and what it is by its form. */
export interface Segment {
  readonly text: string;
  /** Undefined: it may be a name. */
  readonly template: string | undefined;
}

/** The segments of a target's path, and whether there were more of them than are told apart. */
export function segmentsOf(target: string): { readonly segments: Segment[]; readonly more: boolean } {
  const { segments, more } = pathSegments(target);
  const templates = segments.map(segmentTemplate);
  // A day of a blog, `/2024/05/17/`: by their form alone they would be three numbers.
  for (let i = 0; i + 1 < segments.length; i++) {
    if (!YEAR.test(segments[i]!) || !MONTH.test(segments[i + 1]!)) continue;
    templates[i] = ':year';
    templates[i + 1] = ':month';
    if (DAY.test(segments[i + 2] ?? '')) templates[i + 2] = ':day';
    i += 2;
  }
  return { segments: segments.map((text, i) => ({ text, template: templates[i] })), more };
}

const YEAR = /^(?:19|20)\d\d$/;
const MONTH = /^(?:0[1-9]|1[0-2])$/;
const DAY = /^(?:0[1-9]|[12]\d|3[01])$/;
