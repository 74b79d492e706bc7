/**
 * Text that a spreadsheet takes for text: where it would see a formula, an apostrophe stands before it. That is where a cell
 * begins with = + - @ (or their full-width forms), after spaces and quotes, too, or with a tab or a line break; and
 * where one of them stands behind a semicolon, a tab or a line break, which begin a new cell in a spreadsheet that is told (or set by
 * its country) not to separate by commas.
 */
export function defuseFormula(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  const defused = text.replace(FORMULA, "$1'");
  return /^[\t\r\n]/.test(defused) ? `'${defused}` : defused;
}

const SUSPICIOUS = /^[\t\r\n]|(?:^|[;\t\r\n])[ "']*[=+\-@＝＋－＠]/;
const FORMULA = /((?:^|[;\t\r\n])[ "']*)(?=[=+\-@＝＋－＠])/g;
