import { familiesOf, type Family } from "./family.ts";
import { connectionOf, ofRoute, withZeros } from "./samples.ts";
import { timesFamily } from "./times.ts";

/** Of these there is a zero where nothing was counted; what else comes is told as it comes. */
const attemptOutcomes = [
  "applied",
  "unchanged",
  "superseded",
  "throttled",
  "retry",
  "inDoubt",
  "rejected",
  "blocked",
];
const deliveryOutcomes = ["applied", "unchanged", "superseded", "dead", "blocked", "inDoubt"];
const depthStates = ["ready", "inLine", "retrying", "stopped", "inFlight"] as const;

const counted = familiesOf("counted");

/** What came, what became of it, and what is still to be done, by route. */
export const ofDeliveries: readonly Family[] = [
  counted.counter(
    {
      name: "spindle_deliveries_accepted_total",
      labels: ["route", "connection"],
      help: "Deliveries whose message was accepted: one for each message and route.",
    },
    ({ endings }, { routes }) =>
      withZeros(
        routes.map(ofRoute),
        endings
          .filter(({ outcome }) => outcome === "accepted")
          .map(({ route, count }) => ({ labels: ofRoute(route), value: count })),
      ),
  ),
  counted.counter(
    {
      name: "spindle_deliveries_ended_total",
      labels: ["route", "connection", "outcome"],
      help: "Deliveries that an attempt settled (applied, unchanged, superseded) or left to a person (dead, blocked, inDoubt). What is replayed ends again.",
    },
    ({ endings }, { routes }) =>
      withZeros(
        outcomesOf(routes, deliveryOutcomes),
        endings
          .filter(({ became }) => deliveryOutcomes.includes(became))
          .map(({ route, became, count }) => ({
            labels: { ...ofRoute(route), outcome: became },
            value: count,
          })),
      ),
  ),
  counted.counter(
    {
      name: "spindle_attempts_total",
      labels: ["route", "connection", "outcome"],
      help: "Tries at the vendor, by how they ended.",
    },
    ({ endings }, { routes }) =>
      withZeros(
        outcomesOf(routes, attemptOutcomes),
        endings
          .filter(({ outcome }) => outcome !== "accepted")
          .map(({ route, outcome, count }) => ({ labels: { ...ofRoute(route), outcome }, value: count })),
      ),
  ),
  timesFamily("duration", [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], {
    name: "spindle_attempt_duration_seconds",
    help: "How long an attempt took, with all its steps.",
  }),
  timesFamily("critical", [4, 6, 8, 9, 10, 11, 12, 14, 16, 18, 20, 22, 24, 26], {
    name: "spindle_delivery_duration_seconds",
    help: "From the acceptance of a message until it was settled on a route, with all its waiting and its replays.",
  }),
  counted.gauge(
    {
      name: "spindle_counted_until_timestamp_seconds",
      labels: [],
      help: "Up to when these counters and histograms count: half a minute ago. It stands still where no scheduler runs.",
    },
    ({ until }) => [{ labels: {}, value: until }],
  ),
  familiesOf("depths").gauge(
    {
      name: "spindle_open_deliveries",
      labels: ["route", "connection", "state"],
      help: "Deliveries on a route, the most that was seen in the newest minute: ready (in its queue, which the routes of a strict group share), inLine, retrying, stopped (they wait for a person), inFlight. Missing where no scheduler has looked for two minutes.",
    },
    (depths) =>
      depths.flatMap(({ route, ...depth }) =>
        depthStates.map((state) => ({ labels: { ...ofRoute(route), state }, value: depth[state] })),
      ),
  ),
  familiesOf("oldest").gauge(
    {
      name: "spindle_oldest_unprocessed_seconds",
      labels: ["route", "connection"],
      help: "For how long what the bus has still to do by itself has waited: to be begun, for its turn, or due for another try; 0 where nothing waits. What no worker has begun is looked for at some ages, and may be half as old again.",
    },
    (oldest, { routes }) =>
      withZeros(
        routes.map(ofRoute),
        oldest.map(({ route, seconds }) => ({ labels: ofRoute(route), value: seconds })),
      ),
  ),
  familiesOf("paused").gauge(
    {
      name: "spindle_route_paused",
      labels: ["route", "connection"],
      help: "1 where a person has paused the route or its connection.",
    },
    (paused, { routes }) =>
      routes.map((route) => ({
        labels: ofRoute(route),
        value: [route, connectionOf(route)].some((target) => paused.includes(target)) ? 1 : 0,
      })),
  ),
];

const outcomesOf = (routes: readonly string[], outcomes: readonly string[]) =>
  routes.flatMap((route) => outcomes.map((outcome) => ({ ...ofRoute(route), outcome })));
