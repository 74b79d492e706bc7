/** What a request fails with that is given up: `code` says how far it came. */
export class GivenUp extends Error {
  readonly code: string;

  constructor(code: string) {
    super('no complete answer in time');
    this.code = code;
  }
}
