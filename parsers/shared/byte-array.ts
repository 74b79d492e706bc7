/** The bytes of a text that holds one character per byte. */
export function byteArray(text: string): Uint8Array {
  if (text === '') return EMPTY;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

const EMPTY = new Uint8Array(0);
