/** The hooks of a client that have to do with one request. */
export type Hook = 'prepare' | 'send' | 'judge';

/** The hook that is waited for, one at a time; what it says once nobody waits for it any more is not heard. */
export class AwaitedHook {
  #hook: Hook | null = null;
  #turn = 0;

  get isAwaited(): boolean {
    return this.#hook !== null;
  }

  wait(
    hook: Hook,
    promise: PromiseLike<unknown>,
    then: (value: unknown) => void,
    failed: (hook: Hook, error: unknown) => void,
  ): void {
    const turn = ++this.#turn;
    this.#hook = hook;
    const isWanted = () => {
      if (turn !== this.#turn) return false;
      this.#hook = null;
      return true;
    };
    promise.then(
      (value) => isWanted() && then(value),
      (error) => isWanted() && failed(hook, error),
    );
  }

  /** Which one it was. */
  giveUp(): Hook | null {
    const hook = this.#hook;
    this.#hook = null;
    this.#turn++;
    return hook;
  }
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
