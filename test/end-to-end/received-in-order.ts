import assert from 'node:assert/strict';

/**
 * Sees to it that exactly the expected things arrived, none missing and none twice, each at most `places` away from
 * where it belongs: requests travel over several connections, and after a pause of the machine one may overtake another.
 */
export function assertReceivedInOrder(
  received: readonly string[],
  expected: readonly string[],
  places: number,
): void {
  assert.equal(received.length, expected.length);
  const expectedPlaces = placesOf(expected);
  for (const [key, at] of placesOf(received)) {
    const wanted = expectedPlaces.get(key);
    assert.ok(wanted, `arrived, but is not in the log: ${JSON.stringify(key)}`);
    assert.equal(at.length, wanted.length, `arrived so often: ${JSON.stringify(key)}`);
    for (const [i, place] of at.entries()) {
      assert.ok(
        Math.abs(place - wanted[i]) <= places,
        `${JSON.stringify(key)}: ${wanted[i]} came as ${place}`,
      );
    }
  }
}

function placesOf(keys: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, key] of keys.entries()) {
    const known = places.get(key);
    if (known) known.push(place);
    else places.set(key, [place]);
  }
  return places;
}
