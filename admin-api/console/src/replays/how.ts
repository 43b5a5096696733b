import type { paths } from "../api/schema.gen.ts";
import { durationOf, manyOf, type Nearly } from "../parts/words.ts";
import { startAtOf, startFault } from "./start.ts";

type Body = paths["/api/v1/replays"]["post"]["requestBody"]["content"]["application/json"];

/** How a replay goes, as a person chooses it; numbers are texts while they are typed. */
export type How = {
  /** All at once, or one first, then a batch, then the rest. */
  readonly pace: "all" | "canary";
  readonly batch: string;
  readonly advances: "byHand" | "whenGreen";
  /** Empty: as fast as the route takes it. */
  readonly rate: string;
  /** Per cent; empty: no share halts it. */
  readonly failureShare: string;
  readonly newGroup: boolean;
  readonly regressed: boolean;
  readonly circuit: boolean;
  /** By the person's own clock, `2026-11-28T02:00`; undefined: at once. */
  readonly startAt: string | undefined;
  readonly reason: string;
};

/** What is usual: for many, one goes first, and so it does where nobody has counted them. */
export const usualHow = (count: number, nearly?: Nearly): How => ({
  pace: isMany(count, nearly) ? "canary" : "all",
  batch: "25",
  advances: "byHand",
  rate: isMany(count, nearly) ? "20" : "",
  failureShare: "20",
  newGroup: true,
  regressed: true,
  circuit: true,
  startAt: undefined,
  reason: "",
});

const isMany = (count: number, nearly: Nearly): boolean => count > 100 || nearly !== undefined;

/** The choices as the body of `POST replays` has them. */
export function bodyOfHow(how: How): Omit<Body, "selection"> {
  const { pace, batch, advances, rate, failureShare, newGroup, regressed, circuit, startAt, reason } = how;
  return {
    ...(pace === "all" ? { ramp: ["rest"] } : { ramp: [1, Number(batch), "rest"], advances }),
    ...(rate !== "" && { ratePerSecond: Number(rate) }),
    // A share of 1 never halts.
    stopWhen: {
      failureShare: failureShare === "" ? 1 : Number(failureShare) / 100,
      newGroup,
      regressed,
      circuit,
    },
    ...(startAt !== undefined && { startAt: startAtOf(startAt) }),
    reason: reason.trim(),
  };
}

/** What is wrong with a choice, by its name. */
export function faultsOf({ pace, batch, rate, failureShare, startAt, reason }: How, nowMs = Date.now()) {
  const start = startAt === undefined ? undefined : startFault(startAt, nowMs);
  const share = Number(failureShare);
  return {
    ...(pace === "canary" && !isCount(batch) && { batch: "A whole number from 1." }),
    ...(rate !== "" && !isRate(rate) && { rate: "A whole number from 1 to 1000, or nothing." }),
    ...(failureShare !== "" && !(share >= 0 && share <= 100) && { failureShare: "0 to 100, or nothing." }),
    ...(start !== undefined && { startAt: start }),
    ...(reason.trim() === "" && { reason: "Give a reason first." }),
  };
}

const isCount = (text: string): boolean => /^[1-9]\d{0,6}$/.test(text);

/** Whether a text is a rate that the admin API takes. */
export const isRate = (text: string): boolean => isCount(text) && Number(text) <= 1_000;

/** How long it takes at its rate, in words; undefined without one, for then only the vendor's limits say. */
export const lastsOf = (count: number, rate: string): string | undefined =>
  isCount(rate) ? durationOf(Math.max(1, Math.ceil(count / Number(rate))) * 1_000) : undefined;

/** All of it in a sentence: `Replay 812 failures of paytronix-us.accruePoints at 20/s, about 41 s.` */
export function sentenceOf(how: How, { count, words }: { readonly count: number; readonly words: string }) {
  const lasts = lastsOf(count, how.rate);
  const speed = lasts === undefined ? "as fast as the route takes them" : `at ${how.rate}/s, about ${lasts}`;
  const what = `Replay ${manyOf(count, "failure")} ${words}`;
  if (how.pace === "all") return `${what} ${speed}.`;
  const goesOn =
    how.advances === "byHand" ? "each step waits for you" : "each step starts while the rules are kept";
  return `${what}: 1 first, then ${how.batch}, then the rest, ${speed}; ${goesOn}.`;
}
