/** A statement of nginx's configuration: its words, and where it opens a block, what is in it. */
export interface Directive {
  readonly words: readonly string[];
  readonly block?: readonly Directive[];
}

/** Reads nginx's configuration syntax; what is damaged ends the block that it is in. */
export function parseNginxConf(text: string): Directive[] {
  const tokens = tokenize(text);
  return readBlock(tokens, { at: 0 }, 0);
}

/** Undoes the escapes that nginx undoes in a quoted word of its configuration. */
export function undoConfEscapes(text: string): string {
  return text.replace(/\\(["'\\trn])/g, (_, letter: string) => CONTROL[letter] ?? letter);
}

const CONTROL: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

interface Token {
  readonly text: string;
  /** A bare `{`, `}` or `;` parts statements; in quotes it is text. */
  readonly mark: boolean;
}

const TOKEN =
  /[ \t\r\n]+|#[^\n]*|([{};])|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?:\\.|\$\{|[^\s{};\\])+)|(.)/gs;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [, mark, double, single, bare, stray] of text.matchAll(TOKEN)) {
    if (mark !== undefined) tokens.push({ text: mark, mark: true });
    else {
      const word = double ?? single ?? bare ?? stray;
      if (word !== undefined) tokens.push({ text: undoConfEscapes(word), mark: false });
    }
  }
  return tokens;
}

const DEEPEST = 100;

function readBlock(tokens: readonly Token[], place: { at: number }, depth: number): Directive[] {
  const directives: Directive[] = [];
  let words: string[] = [];
  while (place.at < tokens.length) {
    const { text, mark } = tokens[place.at++]!;
    if (!mark) words.push(text);
    else if (text === '}') break;
    else {
      const block = text === '{' && depth < DEEPEST ? readBlock(tokens, place, depth + 1) : undefined;
      if (words.length > 0) directives.push(block === undefined ? { words } : { words, block });
      words = [];
    }
  }
  return directives;
}
