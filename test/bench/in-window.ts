import { window } from "./sample.ts";

/** Does something so many times, at most a window of it at once. */
export async function inWindow(
  count: number,
  work: (index: number) => Promise<unknown>,
  most = window,
): Promise<void> {
  let next = 0;
  const goOn = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(most, count) }, goOn));
}
