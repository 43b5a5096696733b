import type { Depth } from "./depth.ts";

/** How an attempt ended: for its delivery it was the last, a person is needed, or it will be tried again. */
export const endings = ["settled", "failed", "retried"] as const;
export type Ending = (typeof endings)[number];

/** How many attempts of a route ended so in a step of the window, or how many deliveries came; steps are numbered from 0. */
export type StepCount = {
  readonly step: number;
  readonly route: string;
  readonly kind: Ending | "accepted";
  readonly count: number;
};

/** How many took so long: the attempt itself, or a settled delivery since its message was accepted. */
export type TimeCount = {
  readonly route: string;
  readonly measure: "duration" | "critical";
  readonly bucket: number;
  readonly count: number;
};

/** What was seen of all that is asked for in a step; of steps in which nobody looked there is none. */
export type StepDepth = Depth & { readonly step: number };

/** What was counted of attempts and deliveries in a window. */
export type Counts = {
  /** Up to when; RFC 3339. */
  readonly until: string;
  readonly steps: readonly StepCount[];
  readonly times: readonly TimeCount[];
  readonly depths: readonly StepDepth[];
};
