import pLimit from "p-limit";

/** From here on an answer costs memory and time that the other connections of this process would miss. */
export const largeBytes = 65_536;

/** So many large answers of one connection are in memory at once; the others wait in the vendor's sockets. */
const atOnce = 8;
/** After a large answer was worked on, its connection rests for this many times as long. */
const restFactor = 4;

/** Bounds what the large answers of one connection may take of the process. Both reject with the signal's reason. */
export type LargeAnswers = {
  /** Reads the rest of a large answer when its turn has come. */
  read<T>(rest: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Works on a large answer in one go, one at a time and with rests, so that the event loop has time for others. */
  work<T>(run: () => T, signal: AbortSignal): Promise<T>;
};

export function openLargeAnswers(): LargeAnswers {
  const reading = pLimit(atOnce);
  const working = pLimit(1);
  return {
    read: (rest, signal) =>
      orAborted(
        reading(async () => {
          signal.throwIfAborted();
          return rest();
        }),
        signal,
      ),
    work: (run, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
        void working(async () => {
          if (signal.aborted) return;
          const startedAt = performance.now();
          try {
            resolve(run());
          } catch (error) {
            reject(error);
          }
          await rest((performance.now() - startedAt) * restFactor);
        });
      }),
  };
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whose turn comes too late fails on the signal too; nobody listens any more.
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
