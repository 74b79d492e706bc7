/** Waits of one who goes step by step that others can end: one slot, for a race against one lasting promise would never be freed. */
export class Halt {
  #end: () => void = () => {};

  /** Resolves to null where `now` comes first. */
  unless<T>(wait: Promise<T>): Promise<T | null> {
    return new Promise((resolve, reject) => {
      this.#end = () => resolve(null);
      wait.then(resolve, reject);
    });
  }

  /** Ends the wait of the moment. */
  now(): void {
    this.#end();
  }
}
