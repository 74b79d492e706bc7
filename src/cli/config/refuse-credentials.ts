import { createRedactor, ReplayError } from '../../index.ts';

/**
 * Throws where a credential stands in a file as it is: it belongs in the environment or in a file that few may read. What is
 * filled in is none.
 */
export function refuseCredentials(key: string, text: string): void {
  if (!holdsCredential(key, text)) return;
  throw new ReplayError(
    'usage',
    'a credential stands in it',
    'take it out of the environment, ${TOKEN}, or of a file, ${file:/run/secrets/token}',
  );
}

function holdsCredential(key: string, text: string): boolean {
  const { header, body, target } = createRedactor();
  switch (key) {
    case 'bearer':
    // Who has such a URL may write there.
    case 'notify':
    case 'ping':
      return !REFERENCE.test(text);
    case 'ship':
      return holdsPassword(text);
    case 'basic':
      return !REFERENCE.test(text.slice(text.indexOf(':') + 1));
    case 'header':
    case 'set-header': {
      const [name = '', ...rest] = text.split(':');
      const value = rest.join(':').trim();
      // All that such a header holds is secret, however it is written.
      const isSecret = header([name.trim(), 'x'])[1] !== 'x';
      return isSecret ? value !== '' && !REFERENCE.test(value) : holdsMore(value, body);
    }
    case 'set':
    case 'set-query':
      return holdsMore(text, (shown) => target(`?${shown}`).slice(1));
    case 'rewrite':
      return holdsMore(text, target);
    case 'body':
      return holdsMore(text.slice(text.indexOf('=') + 1), body);
    case 'login': {
      const [, path = '', payload = ''] = /^\s*\S+\s+(\S+)(?:\s+(.*))?$/s.exec(text) ?? [];
      return holdsMore(path, target) || holdsMore(payload, body);
    }
    default:
      return false;
  }
}

/** Whether what stands before a host, after the user's name where there is one, is written as it is. */
function holdsPassword(text: string): boolean {
  const [, who = ''] = /^(?:\w+:)?https?:\/\/([^/@]*)@/i.exec(text.replace(REFERENCES, NAMED)) ?? [];
  const secret = who.slice(who.indexOf(':') + 1);
  return secret !== '' && secret !== NAMED;
}

const NAMED = '\0';

/** Whether something is redacted that is not filled in. */
function holdsMore(text: string, redact: (text: string) => string): boolean {
  const named = text.replace(REFERENCES, 'REDACTED');
  return redact(named) !== named;
}

const REFERENCE = /\$\{[^{}]+\}/;
const REFERENCES = /\$\{[^{}]+\}/g;
