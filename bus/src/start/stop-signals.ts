import closeWithGrace from "close-with-grace";

type StopOptions = {
  /** Stops everything; what it throws makes the exit code 1. */
  readonly stop: () => Promise<void>;
  /** Milliseconds after which the process ends all the same, with exit code 1. */
  readonly withinMs: number;
  /**
   * A supervised role leaves Ctrl-C and hang-up, which a terminal sends to the whole group, to its supervisor: it is
   * stopped by SIGTERM when its turn has come.
   */
  readonly supervised?: boolean;
  /** Told of an error that nobody caught, of a deadline that passed. */
  readonly onError: (message: string, error?: unknown) => void;
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** npm and a terminal both pass on one press of Ctrl-C. */
const sameOrderWithinMs = 1_000;

/**
 * Ends this process in good order on a signal, on the death of the process that started it, and on an error that nobody
 * caught; a second order ends it at once.
 */
export function endInGoodOrder({ stop, withinMs, supervised = false, onError }: StopOptions): void {
  const logger = { error: (problem: unknown) => onError("stopping failed", problem) };
  const options = { delay: withinMs, logger, skip: [...signals] };
  const grace = closeWithGrace(options, async ({ err }) => {
    if (err) onError("an error that nobody caught", err);
    await stop();
  });
  let orderedAt: number | undefined;
  const order = () => {
    const now = performance.now();
    if (orderedAt === undefined) grace.close();
    else if (now - orderedAt > sameOrderWithinMs) process.exit(1);
    orderedAt ??= now;
  };
  for (const signal of signals) {
    process.on(signal, supervised && signal !== "SIGTERM" ? () => undefined : order);
  }
  process.on("disconnect", order);
  // Listening for the channel's end alone is no reason to keep running.
  process.channel?.unref();
}
