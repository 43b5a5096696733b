import { setTimeout as delay } from "node:timers/promises";

const pauseMs = 100;

/** Resolves when `<url>/readyz` answers 200. @throws where the signal aborts first */
export async function awaitReady(
  url: string,
  signal: AbortSignal,
  request: typeof fetch = fetch,
): Promise<void> {
  for (;;) {
    const ready = await request(`${url}/readyz`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
    }).then(
      ({ ok }) => ok,
      () => false, // nobody listens yet
    );
    if (ready) return;
    await delay(pauseMs, undefined, { signal });
  }
}
