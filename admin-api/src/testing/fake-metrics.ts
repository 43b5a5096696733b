import type { MetricFacts } from "@spindlebus/bus/engine";

const route = "stripe.refund";
const connection = "stripe";

/** Something of everything, of one route. */
export const allFacts: MetricFacts = {
  counted: {
    until: 1_795_800_000,
    endings: [
      { route, outcome: "accepted", became: "pending", count: 12 },
      { route, outcome: "applied", became: "applied", count: 7 },
      { route, outcome: "inDoubt", became: "inDoubt", count: 1 },
      { route, outcome: "inDoubt", became: "waiting", count: 2 },
      { route, outcome: "poison", became: "dead", count: 1 },
      { route, outcome: "rejected", became: "dead", count: 3 },
    ],
    times: [
      { route, measure: "duration", bucket: 6, count: 4, sumMs: 30 },
      { route, measure: "duration", bucket: 7, count: 2, sumMs: 20 },
      { route, measure: "duration", bucket: 40, count: 1, sumMs: 900_000 },
      { route, measure: "critical", bucket: 20, count: 7, sumMs: 6_000 },
    ],
  },
  depths: [{ route, ready: 5, inLine: 0, retrying: 2, stopped: 4, inFlight: 1 }],
  oldest: [{ route, seconds: 42.5 }],
  failures: [{ route: "intake", state: "blocked", count: 2, oldestSeconds: 60 }],
  groups: [{ state: "regressed", count: 1 }],
  lanes: [{ connection, lanes: 3, blocked: 1, oldestSeconds: 90 }],
  limits: [{ connection, isCircuitOpen: true, keys: 4, closedKeys: 1 }],
  paused: ["stripe"],
  outbox: { messages: 1, oldestSeconds: 0.5 },
  replays: { states: [{ state: "halted", count: 1 }], items: [{ state: "failedAgain", count: 9 }] },
  quietFeeds: 0,
  deadLetters: [{ connection, count: 0 }],
};
