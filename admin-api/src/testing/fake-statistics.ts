import type { Operations, OverviewFacts, StatisticsView } from "@spindlebus/bus/engine";
import { type World, time } from "./fake-world.ts";

/** The same numbers for every window. */
export const fakeStatistics = ({ recorded }: World): Operations["statistics"] => ({
  async read({ fromMs, toMs, stepMs }, filter) {
    recorded.windows.push({ fromMs, toMs, stepMs, ...filter });
    return aStatistic;
  },
});

/** The same overview at every look. */
export const fakeOverview = (): Operations["overview"] => ({ read: async () => anOverview });

const aPerformance = {
  accepted: 12,
  settled: 9,
  failed: 1,
  retried: 2,
  successShare: 0.9,
  durationMs: { p50: 120, p95: 300, p99: 900 },
  criticalMs: null,
};

const aPart = {
  ...aPerformance,
  perMinute: { accepted: 12, settled: 9, attempts: 12 },
  sparkline: [12],
};

/** A minute of one route. */
export const aStatistic: StatisticsView = {
  from: time,
  to: "2026-11-23T12:01:00.000Z",
  until: "2026-11-23T12:00:30.000Z",
  stepSeconds: 60,
  totals: aPerformance,
  series: [
    {
      at: time,
      accepted: 12,
      settled: 9,
      failed: 1,
      retried: 2,
      depth: { ready: 30, inLine: 0, retrying: 2, stopped: 1, inFlight: 4 },
    },
  ],
  routes: [{ route: "paytronix.accruePoints", connection: "paytronix", ...aPart }],
  connections: [{ connection: "paytronix", ...aPart }],
};

/** What needs attention now. */
export const anOverview: OverviewFacts = {
  failures: {
    dead: { value: 3, about: false },
    blocked: { value: 0, about: false },
    inDoubt: { value: 1, about: false },
    moving: { value: 20_000, about: true },
  },
  oldest: { seconds: 42, since: time, where: "unclaimed", route: "paytronix.accruePoints" },
  replays: [
    {
      id: "01a21b1c-49b8-771b-8bf2-f842c93b3494",
      kind: "failures",
      state: "running",
      reason: "mended",
      actor: "ana",
      selected: 4,
      done: 1,
    },
  ],
  attention: [
    {
      kind: "newGroup",
      subject: "paytronix.accruePoints",
      since: time,
      words: "Card is closed",
      ids: { group: "01a21b1c-49b8-771b-8bf2-f842c93b3495" },
    },
    {
      kind: "doubt",
      subject: "paytronix.accruePoints",
      since: time,
      words: "1 effect is in doubt: only a person can say whether the vendor did it.",
      ids: { route: "paytronix.accruePoints" },
    },
  ],
};
