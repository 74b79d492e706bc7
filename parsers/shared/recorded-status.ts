/**
 * The status that a server answered with, or nothing where the logged number is no verdict on the request: `0` and
 * `000` (never answered), 444 (nginx closed the connection) and 499 (the client left before the answer).
 */
export function recordedStatus(logged: number): number | undefined {
  const verdict = logged >= 100 && logged <= 999 && logged !== 444 && logged !== 499;
  return verdict && Number.isInteger(logged) ? logged : undefined;
}
