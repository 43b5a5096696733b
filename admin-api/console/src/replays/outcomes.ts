import type { Answer } from "../api/queries.ts";
import type { Tone } from "../parts/state.tsx";

/** A replay as the admin API shows it. */
export type Replay = Answer<"/api/v1/replays">["data"][number] & {};

/** Where items of a replay can be, with its words and what its colour means. */
export const outcomes = [
  { state: "pending", words: "Pending", tone: "wait" },
  { state: "inFlight", words: "In flight", tone: "busy" },
  { state: "waiting", words: "Waiting", tone: "wait" },
  { state: "applied", words: "Applied", tone: "good" },
  { state: "unchanged", words: "Unchanged", tone: "good" },
  { state: "superseded", words: "Superseded", tone: "none" },
  { state: "failedAgain", words: "Failed again", tone: "bad" },
  { state: "inDoubt", words: "In doubt", tone: "doubt" },
  { state: "skipped", words: "Skipped", tone: "none" },
  { state: "returned", words: "Returned", tone: "none" },
] as const satisfies readonly { readonly state: string; readonly words: string; readonly tone: Tone }[];

/** Where an item can be. */
export type Outcome = (typeof outcomes)[number]["state"];

const open: ReadonlySet<Outcome> = new Set(["pending", "inFlight", "waiting"]);

/** Where items have ended, for a bar: what is still open is the room that is left. */
export const endedParts = (replay: Replay) =>
  outcomes
    .filter(({ state }) => !open.has(state))
    .map(({ state, words, tone }) => ({ name: words, tone, count: replay[state] }));

/** How many of its items have ended, in whatever way. */
export const endedOf = ({ selected, pending, inFlight, waiting }: Replay): number =>
  selected - pending - inFlight - waiting;

/** Whether nothing becomes of it any more. */
export const isOver = ({ state }: Replay): boolean => state === "completed" || state === "cancelled";
