import { intakeRoute } from "@spindlebus/bus/engine";
import { familiesOf, type Family, type Planned } from "./family.ts";
import { byState, ofRoute, withZeros } from "./samples.ts";

const states = ["dead", "blocked", "inDoubt", "moving"];

const failures = familiesOf("failures");

/** What has failed and is not settled. */
export const ofFailures: readonly Family[] = [
  failures.gauge(
    {
      name: "spindle_failures",
      labels: ["route", "connection", "state"],
      help: "Deliveries that have failed and are not settled: dead, blocked and inDoubt need a person, moving does not. The route intake is the way in.",
    },
    (found, planned) =>
      withZeros(
        possible(planned),
        found.map(({ route, state, count }) => ({ labels: { ...ofRoute(route), state }, value: count })),
      ),
  ),
  failures.gauge(
    {
      name: "spindle_oldest_failure_seconds",
      labels: ["route", "connection", "state"],
      help: "How long ago that one of them failed last which has rested for the longest time; 0 where there is none.",
    },
    (found, planned) =>
      withZeros(
        possible(planned),
        found.map(({ route, state, oldestSeconds }) => ({
          labels: { ...ofRoute(route), state },
          value: oldestSeconds,
        })),
      ),
  ),
  familiesOf("groups").gauge(
    {
      name: "spindle_failure_groups",
      labels: ["state"],
      help: "Failure groups that have any failure.",
    },
    (found) => byState(["open", "acknowledged", "snoozed", "resolved", "regressed"], found),
  ),
];

const possible = ({ routes }: Planned) =>
  [...routes, intakeRoute].flatMap((route) => states.map((state) => ({ ...ofRoute(route), state })));
