/**
 * Calls `then` once `delayMs` have passed, never before (a plain timer may be up to a millisecond early, and more
 * when the event loop was busy as it was set) and without a timer when there is nothing to wait for. Returns how to
 * call it off.
 */
export function afterAtLeast(delayMs: number, then: () => void): () => void {
  if (delayMs <= 0) {
    then();
    return nothing;
  }
  const dueAt = performance.now() + delayMs;
  const check = (): void => {
    const rest = dueAt - performance.now();
    if (rest <= 0) then();
    else timer = setTimeout(check, Math.ceil(rest));
  };
  let timer = setTimeout(check, Math.ceil(delayMs));
  return () => clearTimeout(timer);
}

function nothing(): void {}
