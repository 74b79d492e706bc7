/** Whether a recorded status is wanted; undefined is a request on which the log has no verdict. */
export type WantStatus = (status: number | undefined) => boolean;

/**
 * Reads `2xx,404,none`. `none` is where the server gave no verdict: `-`, 0, 444 and 499 (nginx: nobody waited for the
 * answer). Throws a TypeError, whose message is for people.
 */
export function parseStatuses(text: string): WantStatus {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const wanted = new Uint8Array(1000);
  for (const word of words) {
    if (word === '444' || word === '499') {
      throw new TypeError(`${word} is no answer that a server gave; it counts as none.`);
    }
    if (word === 'none') wanted[0] = 1;
    else if (/^[1-9]xx$/.test(word)) wanted.fill(1, Number(word[0]) * 100, Number(word[0]) * 100 + 100);
    else if (/^[1-9]\d\d$/.test(word)) wanted[Number(word)] = 1;
    else throw new TypeError(`Statuses are codes and classes with commas between: 2xx,304,404,none.`);
  }
  if (words.length === 0) throw new TypeError('Statuses are codes and classes: 2xx,304,404,none.');
  return (status) => wanted[status ?? 0] === 1;
}
