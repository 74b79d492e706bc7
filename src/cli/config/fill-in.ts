import { isSecretName, ReplayError, readSecretFile } from '../../index.ts';

/** A value with what it is filled in with. */
export interface FilledIn {
  readonly text: string;
  /** What must be stored and shown nowhere. */
  readonly secrets: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Puts the environment in the place of `${NAME}`, and what a file holds in that of `${file:PATH}`; `$${` is `${` itself. A
 * file, and a variable with such a name (`API_TOKEN`), are secrets. Throws what says no value.
 */
export function fillIn(text: string, env: Environment, fromFolder: (path: string) => string): FilledIn {
  const secrets: string[] = [];
  const filled = text.replace(REFERENCE, (found, written: string | undefined) => {
    if (found === '$${') return '${';
    if (written === undefined) throw new ReplayError('usage', '${ is not followed by a name and }', HINT);
    if (written.startsWith('file:')) {
      const value = readSecretFile(fromFolder(written.slice('file:'.length)));
      secrets.push(value);
      return value;
    }
    if (!/^[A-Za-z_]\w*$/.test(written)) {
      throw new ReplayError('usage', `\${${written.slice(0, 60)}} is no name of a variable`, HINT);
    }
    const value = env[written];
    if (!value) {
      const is = value === '' ? 'is empty' : 'is not set';
      throw new ReplayError(
        'usage',
        `the environment variable ${written} ${is}`,
        `export ${written}=…, or --env-file`,
      );
    }
    if (isSecretName(written)) secrets.push(value);
    return value;
  });
  return { text: filled, secrets };
}

/** What a text is going to be filled in with that is secret: an answer of the target may repeat it. */
export function secretsOf(text: string, env: Environment): string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, written = '']) => {
    if (written.startsWith('file:')) return readSecretFile(written.slice('file:'.length));
    const value = isSecretName(written) ? env[written] : undefined;
    return value ? [value] : [];
  });
}

const REFERENCE = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;
const HINT = '${NAME} is the environment, ${file:/run/secrets/name} what a file holds; $${ is ${ itself';
