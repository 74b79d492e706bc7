import { redactHeader } from '../redact-header.ts';
import { redactTarget } from '../redact-target.ts';
import { REDACTED } from '../redacted.ts';
import { parseTemplate } from './parse-template.ts';
import type { RewriteRule } from './rewrite-rule.ts';

/** A rule for storing and showing it: what it fills in by name, secrets that stand in it redacted. */
export function describeRule({ kind, text }: RewriteRule): Readonly<Record<string, string>> {
  switch (kind) {
    case 'rewrite':
      return { [kind]: redactTarget(text) };
    case 'header':
    case 'set-header': {
      const colon = text.indexOf(':');
      const [name, value] = redactHeader([text.slice(0, colon).trim(), text.slice(colon + 1).trim()]);
      return { [kind]: `${name}: ${value}` };
    }
    case 'set-query':
      return { [kind]: redactTarget(`?${text}`).slice(1) };
    case 'basic':
    case 'bearer':
      return { [kind]: namesOnly(text, `--${kind}`) };
    default:
      return { [kind]: text };
  }
}

/** `REDACTED:${PASSWORD}` */
function namesOnly(text: string, where: string): string {
  const shown = parseTemplate(text, 'value', where).map((part) =>
    typeof part === 'string' ? part.replace(/[^:]+/g, REDACTED) : `\${${part.written}}`,
  );
  return shown.join('');
}
