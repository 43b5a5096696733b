import { z } from "zod";
import { itemStates } from "../operations/replays.ts";
import { CommandFailure } from "./failure.ts";
import type { Print } from "./print.ts";

/** Where the admin API has them. */
export const replaysPath = "/api/v1/replays";

/** A replay as the admin API shows it. */
export const ReplayAnswer = z.looseObject({
  id: z.string(),
  state: z.string(),
  reason: z.string().nullish(),
  actor: z.string().nullish(),
  routes: z.array(z.string()).nullish(),
  ratePerSecond: z.number().nullish(),
  ramp: z.array(z.union([z.number(), z.string()])).nullish(),
  rampStep: z.int().nullish(),
  createdAt: z.string().nullish(),
  startAt: z.string().nullish(),
  halt: z.looseObject({ text: z.string() }).nullish(),
  selected: z.int(),
  skipped: z.int(),
  pending: z.int(),
  inFlight: z.int(),
  waiting: z.int(),
  applied: z.int(),
  unchanged: z.int(),
  superseded: z.int(),
  failedAgain: z.int(),
  inDoubt: z.int(),
  returned: z.int(),
});
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;

/** How many of its items have ended, in whatever way. */
export const endedOf = ({ selected, pending, inFlight, waiting }: ReplayAnswer): number =>
  selected - pending - inFlight - waiting;

/** Whether nothing of it has been sent yet because its time is still to come. */
export const isScheduled = ({ state }: ReplayAnswer): boolean => state === "scheduled";

/** Its state; of one that is still to begin, also when. */
export const standingOf = (replay: ReplayAnswer): string =>
  isScheduled(replay) ? `scheduled for ${replay.startAt ?? "later"}` : replay.state;

/** Prints one replay: how it stands, and what became of its items. */
export function tellReplay(print: Print, replay: ReplayAnswer): void {
  const told = itemStates
    .filter((counter) => replay[counter] > 0)
    .map((counter) => `${counter} ${replay[counter]}`);
  print.value(replay);
  print.line(`${standingOf(replay)}: selected ${replay.selected} = ${told.join(" + ")}`);
  if (replay.halt) print.line(replay.halt.text);
}

/** Prints how a replay ended. @throws CommandFailure where that was not well */
export function tellEnd(print: Print, replay: ReplayAnswer): void {
  tellReplay(print, replay);
  if (replay.state !== "completed") throw new CommandFailure(`The replay is ${replay.state}.`);
  if (replay.failedAgain + replay.inDoubt > 0)
    throw new CommandFailure(`Some failed again; see "spindle failures".`);
}
