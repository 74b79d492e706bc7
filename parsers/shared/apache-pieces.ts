import { type ApacheWays, apacheField, type Directive } from './apache-fields.ts';
import type { TemplatePiece } from './template.ts';

/** `%`, whom it is asked of, on which statuses, its argument, and the letter; `%%` is a percent sign. */
const DIRECTIVE = /%%|%((?:[<>]|!?\d{3}(?:,\d{3})*)*)(?:\{([^}]*)\})?([<>]?)(\^[A-Za-z]{2}|[A-Za-z])/g;

/** Takes a `LogFormat` of Apache's apart. */
export function apachePieces(text: string, ways: ApacheWays): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let end = 0;
  const literal = (more: string) => {
    if (more !== '') pieces.push(more);
  };
  for (const found of text.matchAll(DIRECTIVE)) {
    const [name, modifiers = '', argument = '', late = '', letter] = found;
    literal(text.slice(end, found.index));
    end = found.index + name.length;
    if (letter === undefined) pieces.push('%');
    else pieces.push(apacheField({ name, letter, argument, which: whichOf(modifiers + late) }, ways));
  }
  literal(text.slice(end));
  return pieces;
}

function whichOf(modifiers: string): Directive['which'] {
  return modifiers.includes('<') ? '<' : modifiers.includes('>') ? '>' : '';
}
