import { type HttpRequest, MARKED, type Placeholder } from '../../model.ts';
import type { RewritingTerms } from './compile-rewriting.ts';
import { givenContentType, headerRules } from './header-rules.ts';
import type { LoginRule } from './login-rule.ts';
import { type ParsedRule, parseRule } from './parse-rule.ts';
import { parseTemplate } from './parse-template.ts';
import { payloadTemplate } from './payload-template.ts';
import { marked, Placeholders } from './placeholders.ts';

/** A request as it is sent before the others, with what is to be filled in. */
export interface LoginRequest {
  readonly request: HttpRequest;
  readonly placeholders: readonly Placeholder[];
}

/**
 * Makes the request that logs in. What every request is given in its headers it gets too, but for what its own answer is to
 * bring, and for an encoding of the answer; rules about targets are not about it.
 */
export function loginRequest(
  { method, path, body, contentType: ownType, name }: LoginRule,
  host: string | undefined,
  { rules, extraHeaders, env, captured, readSecret }: RewritingTerms,
): LoginRequest {
  const where = `--login ${name}`;
  const placeholders = new Placeholders({ env, captured: new Set(), readSecret });
  const parsed = rules.map(parseRule).filter((rule) => !usesAny(rule, captured));
  const { given } = headerRules(parsed, placeholders, extraHeaders);
  const headers = withoutHeader('accept-encoding', given);
  const type = givenContentType({ given });
  const payload = payloadTemplate(body, type ?? ownType, where, placeholders);
  if (type === undefined && ownType !== undefined) headers.push('Content-Type', ownType);
  const request = {
    ...{ position: 0, recorded: {}, requestId: 0, endpoint: { id: 0, method, path: name } },
    method,
    host,
    path: markedPath(path, where, placeholders),
    headers,
    body: payload.body.length === 0 ? undefined : payload.body,
    marked: MARKED.head | (payload.isMarked ? MARKED.body : 0),
  };
  return { request, placeholders: placeholders.list };
}

function usesAny(rule: ParsedRule, names: ReadonlySet<string>): boolean {
  if (rule.does !== 'set-header') return false;
  return rule.value.some((part) => typeof part !== 'string' && 'written' in part && names.has(part.written));
}

function markedPath(path: string, where: string, placeholders: Placeholders): string {
  return parseTemplate(path, 'value', where)
    .map((part) =>
      typeof part === 'string'
        ? part.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
        : marked(placeholders.number(part.written, 'component', where)),
    )
    .join('');
}

function withoutHeader(name: string, headers: readonly string[]): string[] {
  return headers.filter((_, i) => headers[i - (i % 2)]!.toLowerCase() !== name);
}
