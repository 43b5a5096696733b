import { z } from "zod";
import { openDoor, type Door } from "./door.ts";

/** What is limited together: a connection, or one account of it where the key says which. */
export type Scope = { readonly connection: string; readonly key: string };

/** The key of the connection as a whole. */
export const wholeConnection = "";

/** How much may happen at a time and in a second. */
export type Limits = { readonly concurrency: number; readonly perSecond: number };

/** Slots that a worker has, until then. */
export type Lease = {
  /** Given since the door was last shut. */
  readonly held: number;
  /** Given before that, and perhaps still in use. */
  readonly old: number;
  readonly wants: number;
  /** It needs more than it has. */
  readonly hungry: boolean;
  readonly untilMs: number;
};

/** All that the workers share about one scope; times are the database's, in milliseconds since 1970. */
export type Standing = {
  /** Grows with every change, by the clock at least: what is larger is newer, even after a deletion. */
  readonly revision: number;
  /** How often the door was shut: what began in an earlier epoch says nothing about this one. */
  readonly epoch: number;
  readonly door: Door;
  /** Failures in a row that say that the vendor is away, and the time of the last. */
  readonly failures: number;
  readonly failedAtMs: number;
  /** When the next call is due by the rate. */
  readonly tatMs: number;
  readonly leases: Readonly<Record<string, Lease>>;
};

export const blankStanding: Standing = {
  revision: 0,
  epoch: 0,
  door: openDoor,
  failures: 0,
  failedAtMs: 0,
  tatMs: 0,
  leases: {},
};

const cause = z.enum(["limit", "outage"]);
const number = z.number();
const door = z.discriminatedUnion("is", [
  z.object({ is: z.literal("open") }),
  z.object({ is: z.literal("shut"), cause, untilMs: number, sinceMs: number }),
  z.object({
    is: z.literal("ramp"),
    cause,
    allowed: number,
    left: number,
    proven: z.boolean(),
    sinceMs: number,
  }),
]);
const lease = z.object({
  held: number,
  old: number,
  wants: number,
  hungry: z.boolean(),
  untilMs: number,
});
const schema = z.object({
  revision: number,
  epoch: number,
  door,
  failures: number,
  failedAtMs: number,
  tatMs: number,
  leases: z.record(z.string(), lease),
});

/** Reads what a worker wrote. @throws where it is no standing */
export function readStanding(text: string): Standing {
  return schema.parse(JSON.parse(text));
}

/** Nothing that a worker could not assume by itself: it need not be kept. */
export const isBlank = ({ door: { is }, failures, tatMs, leases }: Standing, nowMs: number): boolean =>
  is === "open" && failures === 0 && tatMs <= nowMs && Object.keys(leases).length === 0;

/** Whether workers have to know of it although they ask for nothing: something is closed, or somebody goes short. */
export const wantsAttention = ({ door: { is }, leases }: Standing): boolean =>
  is !== "open" || Object.values(leases).some(({ hungry }) => hungry);
