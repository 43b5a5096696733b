import type { Logger } from "pino";

/** Longer than this is worth a line: every delivery of the process waited for it. */
const blockedMs = 1_000;
/** The broker drops a connection that it has not heard of for two heartbeats of ten seconds. */
const droppedMs = 20_000;
const lookEveryMs = 250;
/** At most one line in so long; it tells of the longest block since the last one. */
const quietMs = 30_000;

type WatchParts = {
  readonly log: Logger;
  /** Milliseconds that only ever grow. */
  readonly now?: () => number;
  /** Milliseconds of processor time that this process has used. */
  readonly cpu?: () => number;
};

type Block = { readonly blockedMs: number; readonly cpuMs: number };

/**
 * Notices when nothing went on in this process for longer than a second, because code of ours or of an adapter kept the
 * event loop or because it was not let run, and says so. Gives what ends the watch.
 */
export function watchEventLoop({
  log,
  now = () => performance.now(),
  cpu = usedCpu,
}: WatchParts): () => void {
  let seen = { at: now(), cpu: cpu() };
  let toldAt = Number.NEGATIVE_INFINITY;
  let longest: Block | undefined;
  let times = 0;
  const timer = setInterval(() => {
    const current = { at: now(), cpu: cpu() };
    const block = { blockedMs: current.at - seen.at - lookEveryMs, cpuMs: current.cpu - seen.cpu };
    seen = current;
    if (block.blockedMs >= blockedMs) {
      times += 1;
      if (block.blockedMs > (longest?.blockedMs ?? 0)) longest = block;
    }
    if (!longest || current.at - toldAt < quietMs) return;
    const { blockedMs: ms, cpuMs } = longest;
    log.error({ blockedMs: Math.round(ms), cpuMs: Math.round(cpuMs), times }, adviceFor(longest));
    toldAt = current.at;
    longest = undefined;
    times = 0;
  }, lookEveryMs);
  // A watch is no reason to keep running.
  timer.unref();
  return () => clearInterval(timer);
}

function adviceFor(block: Block): string {
  const busy = block.cpuMs >= block.blockedMs / 2;
  const reason = busy
    ? "Synchronous code was at work all the time: look for it in the adapters (node --cpu-prof)."
    : "It was hardly let run: it was stopped, or the machine is out of processors or memory.";
  const dropped =
    "The broker may have dropped its connections and given what it held to others; each delivery is settled once all the same.";
  return `the event loop was blocked, and nothing of this process went on. ${reason}${
    block.blockedMs < droppedMs ? "" : ` ${dropped}`
  }`;
}

function usedCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
