import { familiesOf, type Family } from "./family.ts";
import { byConnection } from "./samples.ts";

const lanes = familiesOf("lanes");
const limits = familiesOf("limits");

/** Lanes, limits and dead letters, by connection. */
export const ofConnections: readonly Family[] = [
  lanes.gauge(
    {
      name: "spindle_lanes",
      labels: ["connection"],
      help: "Lanes of strict groups in which deliveries stand in line.",
    },
    (found, { laned }) => byConnection(laned, found, (each) => each.lanes),
  ),
  lanes.gauge(
    {
      name: "spindle_blocked_lanes",
      labels: ["connection"],
      help: "Lanes whose head goes on only if a person acts.",
    },
    (found, { laned }) => byConnection(laned, found, ({ blocked }) => blocked),
  ),
  lanes.gauge(
    {
      name: "spindle_oldest_lane_seconds",
      labels: ["connection"],
      help: "For how long the oldest delivery in line has stood there; 0 where none does.",
    },
    (found, { laned }) => byConnection(laned, found, ({ oldestSeconds }) => oldestSeconds),
  ),
  limits.gauge(
    {
      name: "spindle_circuit_open",
      labels: ["connection"],
      help: "1 while a vendor does not answer and its deliveries wait.",
    },
    (found, { connections }) =>
      byConnection(connections, found, ({ isCircuitOpen }) => (isCircuitOpen ? 1 : 0)),
  ),
  limits.gauge(
    {
      name: "spindle_limiter_keys",
      labels: ["connection"],
      help: "Limiter keys, such as accounts or stores, that were used within a day.",
    },
    (found, { connections }) => byConnection(connections, found, ({ keys }) => keys),
  ),
  limits.gauge(
    {
      name: "spindle_closed_limiter_keys",
      labels: ["connection"],
      help: "Limiter keys that let nothing through now, or little.",
    },
    (found, { connections }) => byConnection(connections, found, ({ closedKeys }) => closedKeys),
  ),
  familiesOf("deadLetters").gauge(
    {
      name: "spindle_unrecorded_dead_letters",
      labels: ["connection"],
      help: "What the broker gave up and no recorder has taken yet.",
    },
    (found) => byConnection([], found, ({ count }) => count),
  ),
];
