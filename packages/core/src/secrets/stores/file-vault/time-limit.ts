/** Lets several waits share a limit: each resolves to undefined when the time is over before it. No timer keeps the process alive. */
export function timeLimit(milliseconds: number): <T>(work: Promise<T>) => Promise<T | undefined> {
  const over = new Promise<undefined>((resolve) => {
    AbortSignal.timeout(milliseconds).addEventListener("abort", () => resolve(undefined), { once: true });
  });
  return (work) => Promise.race([work, over]);
}
