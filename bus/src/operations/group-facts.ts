import type { Replay } from "./replays.ts";

/** The newest failure of a group, with what was sent and what came back. */
export type SampleError = {
  /** `<messageId>:<route>` */
  readonly id: string;
  readonly messageId: string;
  readonly type: string | null;
  readonly at: string;
  readonly code: string | null;
  readonly message: string | null;
  /** How its last attempt ended; null where it failed before any. */
  readonly outcome: string | null;
  /** Of the vendor's answer, where there was one. */
  readonly httpStatus: number | null;
  readonly request: unknown;
  readonly response: unknown;
  readonly worker: string | null;
  readonly adapterVersion: string | null;
};

/** Attempts that one version of the adapter made. */
export type AttemptsOfVersion = {
  readonly version: string;
  readonly attempts: number;
  readonly firstAt: string;
  readonly lastAt: string;
};

export const nearbyKinds = ["adapterVersion", "circuitOpened", "alert", "alertEnded", "act"] as const;

/** Something that changed about a group's connection near the time when it was first seen. */
export type NearbyChange = {
  readonly kind: (typeof nearbyKinds)[number];
  /** Of an adapter's version: of the first of its attempts that was found. */
  readonly at: string;
  /** In a few words. */
  readonly title: string;
  /** Of an act: who, and why. */
  readonly actor: string | null;
  readonly reason: string | null;
};

/** What is known of a group beyond its row: of its newest failures, where there are very many. */
export type GroupFacts = {
  /** How often the vendor failed, of its failures of now; null where it has none. */
  readonly attempts: { readonly min: number; readonly max: number } | null;
  /** Its failures of now by state; `moving` is on its way to another attempt. */
  readonly states: Readonly<Record<string, number>>;
  /** Of how many of its newest failures that is told, and whether those are all. */
  readonly looked: { readonly failures: number; readonly complete: boolean };
  /** How the attempts of its newest failures ended, of those with its code. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Whether the vendor's answer is final: a replay without a change is refused again. Null where that is not known. */
  readonly permanent: boolean | null;
  /** Those attempts by version of the adapter. */
  readonly adapterVersions: readonly AttemptsOfVersion[];
  readonly sample: SampleError | null;
  /** How often it failed in each of the last 48 hours of the clock (UTC), settled or not; the last has begun. */
  readonly hours: readonly { readonly at: string; readonly failed: number }[];
  /** The newest replay that has one of its deliveries, as a whole. */
  readonly lastReplay: Replay | null;
  /** Within an hour before and after it was first seen, oldest first: as far as it was recorded. */
  readonly changes: readonly NearbyChange[];
};
