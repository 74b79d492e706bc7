/**
 * Whether text was made by a machine to be unlike any other: base64, a ULID, a key. Words have none of the three marks:
 * many changes between small letters, capitals and digits; several runs of digits in one word; padding at the end.
 */
export function looksOpaque(text: string): boolean {
  if (text.length < SHORTEST || !/^[A-Za-z0-9_+~.-]+={0,2}$/.test(text)) return false;
  if (JWT.test(text) || (text.endsWith('=') && text.length % 4 === 0)) return true;
  if (text.length < SHORTEST_BARE || madeOfWords(text)) return false;
  const bare = text.replace(/[^A-Za-z0-9]+/g, '');
  const digitRuns = bare.match(/\d+/g)?.length ?? 0;
  if (digitRuns >= 3 && bare.length / digitRuns <= LONGEST_BETWEEN_DIGITS) return true;
  const hasAll = digitRuns > 0 && /[a-z]/.test(bare) && /[A-Z]/.test(bare);
  const scattered = kindChanges(bare) / (bare.length - 1) >= 0.35;
  return scattered && (hasAll || (text.length >= 20 && /[a-z][A-Z]{2,}[a-z]/.test(bare)));
}

/** Whether it is words and numbers with hyphens, underscores or dots between: what people read. */
function madeOfWords(text: string): boolean {
  const parts = text.split(/[-_.+~]/);
  return parts.length > 1 && parts.filter((part) => WORD.test(part)).length * 2 > parts.length;
}

/** Changes between small letters, capitals and digits; a capital at the head of a word is none. */
function kindChanges(text: string): number {
  return (
    text.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[0-9])|[A-Z](?=[a-z])(?<![a-z][A-Z])|[0-9](?=[A-Za-z])/g)?.length ??
    0
  );
}

const SHORTEST = 8;
/** Without padding. */
const SHORTEST_BARE = 11;
const LONGEST_BETWEEN_DIGITS = 8;
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;
const WORD = /^(?:[A-Z]?[a-z]+|[A-Z]+|\d+|[A-Z]?[a-z]+\d{1,4}|\d{1,4}[a-z]{1,3}|)$/;
