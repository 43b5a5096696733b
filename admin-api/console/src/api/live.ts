import { useEffect, useSyncExternalStore } from "react";
import { urlOf } from "./base.ts";
import { queryClient } from "./queries.ts";

/** How the console hears of changes: `live` by events, `polling` while those do not come, `paused` by the person. */
export type LiveState = "live" | "polling" | "paused";

type Live = {
  readonly state: LiveState;
  /** When the last event came, or the last poll was made; epoch milliseconds. */
  readonly lastAt: number | undefined;
  /** Changes that are not shown, because somebody is at work with what is shown. */
  readonly held: number;
};

/** What an event makes stale: reads whose path contains one of these. */
const touchedBy: Readonly<Record<string, readonly string[]>> = {
  snapshot: [""],
  replay: ["/replays", "/overview", "/recipes"],
  group: ["/failure-groups", "/overview", "/alerts"],
  circuit: ["/connections", "/routes", "/overview"],
  pause: ["/connections", "/routes", "/overview"],
  failures: ["/failures", "/failure-groups", "/messages", "/routes", "/lanes", "/overview"],
};

/** Between two looks while no events come. */
const pollMs = 5_000;
/** Many events close together are one look. */
const gatherMs = 400;

let live: Live = { state: "polling", lastAt: undefined, held: 0 };
const listeners = new Set<() => void>();
const holds = new Set<symbol>();
const stale = new Set<string>();
let source: EventSource | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let poller: ReturnType<typeof setInterval> | undefined;

const change = (next: Partial<Live>): void => {
  live = { ...live, ...next };
  for (const listener of listeners) listener();
};

/** Begins to listen, until the function that it gives is called. */
export function startLive(): () => void {
  open();
  poller = setInterval(() => {
    if (live.state === "polling" && !document.hidden) touch([""]);
  }, pollMs);
  return () => {
    source?.close();
    clearInterval(poller);
    clearTimeout(timer);
  };
}

/** Stops and goes on with showing changes by itself. */
export function setPaused(paused: boolean): void {
  source?.close();
  if (paused) change({ state: "paused" });
  else open();
}

function open(): void {
  change({ state: "polling" });
  source = new EventSource(urlOf("api/v1/events"));
  source.addEventListener("open", () => change({ state: "live", lastAt: Date.now() }));
  // The browser opens it again by itself.
  source.addEventListener("error", () => live.state !== "paused" && change({ state: "polling" }));
  for (const [event, touched] of Object.entries(touchedBy))
    source.addEventListener(event, () => touch(touched));
}

function touch(touched: readonly string[]): void {
  for (const each of touched) stale.add(each);
  change({ lastAt: Date.now(), ...(holds.size > 0 && { held: live.held + 1 }) });
  if (holds.size > 0) return;
  timer ??= setTimeout(showNewsUnlessHeld, gatherMs);
}

const showNewsUnlessHeld = (): void => {
  timer = undefined;
  if (holds.size === 0) showNews();
};

/** Reads anew whatever has changed. */
export function showNews(): void {
  clearTimeout(timer);
  timer = undefined;
  const touched = [...stale];
  stale.clear();
  change({ held: 0 });
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [path] }) => touched.some((each) => String(path).includes(each)),
  });
}

/** Nothing on the screen moves while `held`: rows are selected, or a dialog is open. What came meanwhile is shown after it. */
export function useHold(held: boolean): void {
  useEffect(() => {
    if (!held) return undefined;
    const hold = Symbol("hold");
    holds.add(hold);
    return () => {
      holds.delete(hold);
      if (holds.size === 0 && stale.size > 0) showNews();
    };
  }, [held]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** How the console hears of changes, by now. */
export const useLive = (): Live => useSyncExternalStore(subscribe, () => live);
