const WAIT_NOTICE_MS = 1_000;

/** Tells, when a call takes more than a second, that the keyring may be waiting for the person. No timer keeps the process alive. */
export async function announceWait<T>(
  call: Promise<T>,
  wait: { readonly deadlineMs: number; readonly onWait: ((message: string) => void) | undefined },
): Promise<T> {
  const done = new AbortController();
  const announce = (): void =>
    wait.onWait?.(`Waiting for the system keyring to be unlocked (${Math.ceil(wait.deadlineMs / 1000)} s at most) …`);
  AbortSignal.timeout(WAIT_NOTICE_MS).addEventListener("abort", announce, { signal: done.signal, once: true });
  try {
    return await call;
  } finally {
    done.abort();
  }
}
