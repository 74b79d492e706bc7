import { createRedactor, type Redactor } from '../index.ts';

/** What `--redact` says in a command line that may be wrong otherwise: errors are not to tell what is to stay untold. */
export function redactorOfWords(words: readonly string[]): Redactor {
  const sources = words.flatMap((word, i) => {
    if (word === '--redact') return words[i + 1] ?? [];
    return word.startsWith('--redact=') ? word.slice('--redact='.length) : [];
  });
  return createRedactor(sources.filter(isExpression));
}

function isExpression(source: string): boolean {
  try {
    createRedactor([source]);
    return true;
  } catch {
    return false;
  }
}
