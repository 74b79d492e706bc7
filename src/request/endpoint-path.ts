/**
 * The template of a path, by which requests are grouped: no query, and a placeholder where a segment is one of
 * many values of the same thing. `/shop/123/photos/9f86d081-…` becomes `/shop/:id/photos/:uuid`.
 */
export function endpointPath(target: string): string {
  const end = target.search(/[?#]/);
  const path = end === -1 ? target : target.slice(0, end);
  if (!/[0-9]/.test(path)) return path;
  return path
    .split('/')
    .map((segment) => placeholder(segment) ?? segment)
    .join('/');
}

function placeholder(segment: string): string | undefined {
  if (/^\d+$/.test(segment)) return ':id';
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(segment)) return ':uuid';
  if (/^\d{4}-\d\d-\d\d$/.test(segment)) return ':date';
  if (segment.length >= 16 && /^[0-9a-f]+$/i.test(segment)) return ':hash';
  return undefined;
}
