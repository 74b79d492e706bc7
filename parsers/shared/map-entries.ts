/** One entry of `--map`: a noun, and the places at which its value may stand, tried in turn. */
export interface MapEntry {
  readonly noun: string;
  /** Keys joined by dots; array indexes are keys. None: the log has no such value. */
  readonly places: readonly string[];
}

/**
 * Takes `method=req.verb,header.X-Tenant=req.headers[0].value,host=vhost|site` apart. Throws a TypeError, whose message is for
 * people, where it is not of this form.
 */
export function readMapEntries(text: string): MapEntry[] {
  const entries: MapEntry[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals < 1) throw new TypeError(`${part}: say noun=place, such as method=req.verb`);
    const noun = part.slice(0, equals).trim();
    if (entries.some((entry) => entry.noun === noun))
      throw new TypeError(`${noun}: is there twice; give several places as ${noun}=a|b`);
    entries.push({ noun, places: readPlaces(part.slice(equals + 1), noun) });
  }
  if (entries.length === 0) throw new TypeError('names no place, such as method=req.verb,url=req.path');
  return entries;
}

function readPlaces(text: string, noun: string): string[] {
  const places = text.split('|').map((place) => place.trim().replace(/\[(\d{1,9})\]/g, '.$1'));
  if (places.length === 1 && places[0] === '') return [];
  for (const place of places) {
    if (place === '' || /^\.|\.$|\.\.|[[\]]/.test(place)) {
      throw new TypeError(
        `${noun}=${text}: ${place || 'nothing'} is no place in an object, such as req.path`,
      );
    }
  }
  return places;
}
