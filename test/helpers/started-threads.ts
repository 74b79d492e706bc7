/** A thread that this process started. */
export interface StartedThread {
  readonly name: string;
  readonly worker: {
    postMessage(message: unknown): void;
    terminate(): Promise<number>;
    once(event: 'online', listener: () => void): unknown;
  };
}

/** Watches which threads the process starts from now on, so that a test can end one. */
export function startedThreads() {
  const threads: StartedThread[] = [];
  let listener: (thread: StartedThread) => void = () => {};
  const note = (worker: StartedThread['worker'] & { readonly threadName: string | null }) => {
    const thread = { name: worker.threadName ?? '', worker };
    threads.push(thread);
    listener(thread);
  };
  process.on('worker', note as never);
  return {
    /** In the order in which they were started. */
    named: (name: string) => threads.filter((thread) => thread.name === name),
    onStart(call: (thread: StartedThread) => void) {
      listener = call;
    },
    release: () => void process.off('worker', note as never),
  };
}
