/** What is said of outcomes that could not be stored; `isCounted`: whether what the run came to counts them. */
export function notStoredNote(count: number, isCounted: boolean): string {
  const what = count === 1 ? '1 outcome' : `${count.toLocaleString('en')} outcomes`;
  return isCounted
    ? `${what} could not be stored: the disk did not keep up. All figures count them; export and the views of single outcomes lack them`
    : `${what} could not be stored, and are in no figure`;
}
