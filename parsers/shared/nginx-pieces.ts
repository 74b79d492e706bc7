import { nginxField } from './nginx-fields.ts';
import type { TemplatePiece } from './template.ts';

/** Takes a `log_format` of nginx's apart. */
export function nginxPieces(text: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: braced, 2: bare } of text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)) {
    if (index > end) pieces.push(text.slice(end, index));
    pieces.push(nginxField((braced ?? bare)!));
    end = index + whole.length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}
