import { isAsExpected, type Act, type Operations, type Replay } from "@spindlebus/bus/engine";
import { type World, known, messageId, nothing, time } from "./fake-world.ts";

/** One replay. */
export function fakeReplays({ failures, recorded }: World): Operations["replays"] {
  const onReplay = (name: string) => async (id: string, act: Act) => {
    recorded.acts.push({ name, target: id, act });
    return known(id === aReplay.id ? aReplay : undefined);
  };
  return {
    preview: async () => ({
      selected: 2,
      checksum: "12",
      eligible: 1,
      skipped: 1,
      reasons: [{ reason: "it is applied", count: 1 }],
      paused: [],
    }),
    async create({ selection }, act) {
      recorded.acts.push({ name: "create", target: JSON.stringify(selection), act });
      if (!isAsExpected(selection, { count: failures.length, checksum: "12" })) {
        return { ok: false, code: "countDiffers", count: failures.length };
      }
      return { ok: true, value: aReplay };
    },
    list: async () => ({ data: [aReplay], next: null }),
    get: async (id) => (id === aReplay.id ? aReplay : undefined),
    items: async () => nothing,
    pause: onReplay("pause"),
    resume: (id, act, stopWhen) => onReplay(`resume ${JSON.stringify(stopWhen) ?? "as it is"}`)(id, act),
    cancel: onReplay("cancel"),
    advance: onReplay("advance"),
    setRate: (id, rate, act) => onReplay(`rate ${rate}`)(id, act),
  };
}

/** Feeds that find nothing. */
export const fakeFeeds = (): Operations["feeds"] => ({
  countBackfill: async () => ({ messages: 0, known: 0, days: [] }),
  sample: async () => [],
  backfill: async () => known(aReplay),
  countReapply: async () => 0,
  reapply: async () => known(aReplay),
});

/** What one look tells: the replay. */
export const fakeEvents = (): Operations["events"] => ({
  look: async () => ({ replays: [aReplay], groups: [], openCircuits: [], paused: [] }),
});

/** A replay that has just begun. */
export const aReplay: Replay = {
  id: messageId,
  kind: "failures",
  reading: false,
  state: "running",
  reason: "mended",
  actor: "ana",
  selection: { ids: [] },
  routes: ["paytronix.accruePoints"],
  ratePerSecond: null,
  ramp: null,
  rampStep: 0,
  advances: "whenGreen",
  stopWhen: null,
  halt: null,
  createdAt: time,
  startAt: null,
  finishedAt: null,
  selected: 1,
  published: 0,
  skipped: 0,
  pending: 1,
  inFlight: 0,
  waiting: 0,
  applied: 0,
  unchanged: 0,
  superseded: 0,
  failedAgain: 0,
  inDoubt: 0,
  returned: 0,
};
