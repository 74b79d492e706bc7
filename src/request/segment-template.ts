import { splitExtension } from './file-extension.ts';
import { looksOpaque } from './looks-opaque.ts';

/**
 * What a segment is by its form alone: `:id`, `:uuid`, `:hash`, `:date`, `:email`, `:ip`, `:token`; a name with such a
 * thing in it keeps the rest (`app-:hash.js`, `cus_:token`, `IMG_:id.jpg`). Undefined: it may be a name. Versions
 * (`v2`, `1.4.0`) are names.
 */
export function segmentTemplate(segment: string): string | undefined {
  if (segment.length > LONGEST_NAME) return ':token';
  if (!MAY_BE_VALUE.test(segment)) return undefined;
  const [stem, extension] = splitExtension(segment);
  const whole = wholeTemplate(stem);
  if (whole !== undefined) return whole + extension;
  const pieces = stem.replace(PIECE, pieceTemplate);
  const keepsName = pieces !== stem && /^[A-Za-z]{2,}[-_.]/.test(stem);
  if (!keepsName && looksOpaque(stem)) return `:token${extension}`;
  return pieces === stem ? undefined : pieces + segment.slice(stem.length);
}

/** Whether the form says that it is a version of an interface: `v1`, `v2.1`. Those stay apart whatever their number. */
export function isVersion(segment: string): boolean {
  return /^v\d{1,3}(?:\.\d{1,3}){0,2}(?:(?:alpha|beta)\d*)?$/i.test(segment);
}

/** A digit, something long, or an address. */
const MAY_BE_VALUE = /[\d@]|^.{11}|=$/;

function wholeTemplate(text: string): string | undefined {
  if (/^-?\d+$/.test(text)) return ':id';
  if (UUID.test(text)) return ':uuid';
  if (DATE.test(text)) return ':date';
  if (EMAIL.test(text)) return ':email';
  if (IP.test(text)) return ':ip';
  if (NUMBERS.test(text)) return ':id';
  return isHash(text) ? ':hash' : undefined;
}

/** Hexadecimal and long, or not so long and with letters and digits well mixed. */
function isHash(text: string): boolean {
  if (!/^(?:0x|sha\d+:)?[0-9a-f]{7,}$/i.test(text)) return false;
  if (text.length >= 16) return true;
  const digits = text.match(/\d/g)?.length ?? 0;
  return digits >= 2 && text.length - digits >= 2;
}

/** Letters and digits of a name; what lies between (hyphens, dots) is kept. */
const PIECE = /[A-Za-z0-9]{4,}/g;

function pieceTemplate(piece: string, at: number, stem: string): string {
  if (!/\d/.test(piece)) return piece;
  if (isHash(piece) && (piece.length >= 16 || !/^\d+[a-z]{1,2}$/.test(piece))) return ':hash';
  // A prefix and an opaque rest: `cus_Nffrf8eN4NKMvP`.
  const prefixed = at > 0 && /^[A-Za-z]{2,8}_$/.test(stem.slice(0, at));
  if (prefixed && at + piece.length === stem.length && piece.length >= 8 && isMixed(piece)) return ':token';
  return piece.replace(/\d{4,}/g, (digits) => (YEAR.test(digits) ? digits : ':id'));
}

function isMixed(piece: string): boolean {
  return /[A-Za-z]\d+[A-Za-z]|\d[A-Za-z]+\d/.test(piece);
}

/** A name that is longer is none. */
const LONGEST_NAME = 120;
const YEAR = /^(?:19|20)\d\d$/;
const UUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
const DATE = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T[\d:.%A-F+-]{2,24}Z?)?)?$/;
const EMAIL = /^[^@/]{1,64}@(?!\d+x\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$/;
const IP = /^(?:\d{1,3}\.){3}\d{1,3}$|^(?=[0-9a-f:]*\d)(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}$/i;
/** A list or a pair of co-ordinates. */
const NUMBERS = /^-?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)+$/;
