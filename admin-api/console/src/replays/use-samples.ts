import { useEffect, useSyncExternalStore } from "react";
import { endedOf, type Replay } from "./outcomes.ts";
import { withSample, type Sample } from "./rates.ts";

const none: readonly Sample[] = [];
const samplesOf = new Map<string, readonly Sample[]>();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** What this browser has seen of a replay's progress; each read of it is one sample. */
export function useSamples(replay: Replay, readAtMs: number): readonly Sample[] {
  const { id } = replay;
  const ended = endedOf(replay);
  useEffect(() => {
    samplesOf.set(id, withSample(samplesOf.get(id) ?? none, { atMs: readAtMs, ended }));
    for (const listener of listeners) listener();
  }, [id, ended, readAtMs]);
  return useSyncExternalStore(subscribe, () => samplesOf.get(id) ?? none);
}
