import { SKIP_REASONS } from '../model.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/;
const BYTES = /^[\0-\xff]*$/;

/** What is wrong with the answer of a parser; nothing where it is a record or a skip as the contract has them. */
export function shapeProblem(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return 'the answer is neither a record nor a skip';
  const { skipped, method, target, headers, body, ...rest } = answer as Record<string, unknown>;
  if (skipped !== undefined) {
    const known = (SKIP_REASONS as readonly unknown[]).includes(skipped);
    return known ? undefined : `${String(skipped)} is no reason to skip (${SKIP_REASONS.join(', ')})`;
  }
  if (typeof method !== 'string' || !TOKEN.test(method)) return `the method is no token: ${String(method)}`;
  if (typeof target !== 'string' || target === '') return 'there is no target';
  if (!BYTES.test(target)) return 'the target has characters that are no bytes';
  if (body !== undefined && !(body instanceof Uint8Array)) return 'the body is no Uint8Array';
  return restProblem(rest) ?? headersProblem(headers);
}

function restProblem(rest: Record<string, unknown>): string | undefined {
  for (const [name, value] of Object.entries(rest)) {
    const check = CHECKS[name];
    if (check === undefined) return `a record has no ${name}`;
    if (value !== undefined && !check(value)) return `${name} cannot be ${String(value)}`;
  }
  return undefined;
}

const isText = (value: unknown) => typeof value === 'string' && value !== '' && BYTES.test(value);

const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  startedAtMs: Number.isFinite,
  durationMs: (value) => Number.isFinite(value) && (value as number) >= 0,
  status: (value) => Number.isInteger(value) && (value as number) >= 100 && (value as number) <= 999,
  scheme: (value) => value === 'http' || value === 'https',
  host: isText,
  client: isText,
};

function headersProblem(headers: unknown): string | undefined {
  if (headers === undefined) return undefined;
  if (!Array.isArray(headers)) return 'the headers are no array';
  for (const header of headers) {
    if (!Array.isArray(header) || header.length !== 2) return 'a header is no pair of name and value';
    if (!header.every((part) => typeof part === 'string' && BYTES.test(part)))
      return 'a header is no text of bytes';
    if (header[0] === '') return 'a header has no name';
  }
  return undefined;
}
