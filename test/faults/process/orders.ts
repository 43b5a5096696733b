import { z } from "zod";
import { migrationSteps } from "./migration-steps.ts";

/** Every step at which a process may be told to die, stop, or fail. */
export const steps = [
  "claim",
  "send",
  "emit",
  "settle",
  "ack",
  "publish",
  "register",
  "confirm",
  "dispatch",
  "round",
  "record",
  "park",
  "take",
  // of `spindle topology apply`; their route is a queue
  "remember",
  "place",
  "block",
  ...migrationSteps,
] as const;
export type Step = (typeof steps)[number];

/** `after` means that the step was done and its caller does not know it yet. */
const Failpoint = z.strictObject({
  at: z.templateLiteral([z.enum(["before", "after"]), " ", z.enum(steps)]),
  /** `wait` holds up this one caller and nobody else; `stop` the whole process. */
  act: z.enum(["kill", "stop", "throw", "wait"]),
  /** Counts only what this route passes; any route if absent. */
  route: z.string().optional(),
  /** The first time that it is passed is 1. */
  nth: z.int().min(1),
  /** How many times in a row. */
  times: z.int().min(1).default(1),
  /** How long it stops or waits. */
  forMs: z.int().min(0).default(2_000),
});
export type Failpoint = z.input<typeof Failpoint>;

/** What the runner of the fault suite tells a process of the bus, in `FAULTS_PROCESS`. */
export const Orders = z.strictObject({
  name: z.string(),
  /** Where it notes which failpoints it has met. */
  notes: z.string(),
  failpoints: z.array(Failpoint).default([]),
  /** Replaces the policy's lease, so that a test can wait for it. */
  leaseMs: z.int(),
  /** The names of planted bugs. */
  plants: z.array(z.string()).default([]),
  /** The clock of this process goes wrong by so much, so long after its start. */
  clock: z.strictObject({ afterMs: z.int(), jumpMs: z.int() }).optional(),
});
export type Orders = z.input<typeof Orders>;

/** The orders of this process. */
export const orders: z.output<typeof Orders> = Orders.parse(
  JSON.parse(process.env["FAULTS_PROCESS"] ?? "{}"),
);
