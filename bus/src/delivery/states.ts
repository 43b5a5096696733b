/** States of a delivery that is not settled. */
export const openStates = ["running", "waiting", "queued", "parked", "inDoubt", "dead", "blocked"] as const;
/** States of a settled delivery. */
export const settledStates = ["applied", "unchanged", "superseded", "discarded"] as const;

export type OpenState = (typeof openStates)[number];
export type SettledState = (typeof settledStates)[number];
export type DeliveryState = OpenState | SettledState;

const moving: ReadonlySet<string> = new Set(["pending", "running", "waiting", "queued", "parked"]);

/** Whether a delivery in this state (`pending` before its first claim) goes on by itself; all others are settled or wait for a person. */
export const movesByItself = (state: string): boolean => moving.has(state);
