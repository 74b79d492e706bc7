/**
 * JSON that may stand within a `<script>` element: nothing in it can end the element or begin a comment, and what some
 * readers take for the end of a line is escaped.
 */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
