/** The roles in the order in which they stop: nothing new comes in, nothing new falls due, what is in flight ends. */
export const roleNames = ["ingress", "scheduler", "worker", "recorder", "admin", "simulators"] as const;

export type RoleName = (typeof roleNames)[number];

/** How long a role may take to stop, in milliseconds; a worker first finishes the calls that are in flight. */
export const stopWithinMs: Readonly<Record<RoleName, number>> = {
  ingress: 20_000,
  scheduler: 15_000,
  worker: 35_000,
  recorder: 15_000,
  admin: 10_000,
  simulators: 5_000,
};

/** What a role's process tells its supervisor over the channel: it stands. */
export const readyMessage = { spindle: "ready" } as const;

export const isReadyMessage = (message: unknown): boolean =>
  typeof message === "object" &&
  message !== null &&
  "spindle" in message &&
  message.spindle === readyMessage.spindle;
