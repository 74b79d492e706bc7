/** What a request fails with that is given up: `why` says how far it came. */
export class GivenUp extends Error {
  /** By which undici knows that it is about one request: with another, those that wait for the same connection would fail, too. */
  readonly code = 'UND_ERR_INFO';
  readonly why: string;

  constructor(why: string) {
    super('no complete answer in time');
    this.why = why;
  }
}
