import { z } from "@hono/zod-openapi";
import { givenGroupStates, groupStates, nearbyKinds } from "@spindlebus/bus/engine";
import { Future, Reason, Text } from "../fields.ts";
import { GroupRule, ReplayRule } from "./replay-rule-shapes.ts";
import { Replay } from "./replay-shapes.ts";
import { Checksum, orNull, pageOf, Runbook, Time } from "./shapes.ts";

const Count = z.int().min(1).max(1_000_000);
const weekSeconds = 604_800;

const Rate = z.strictObject({ count: Count, seconds: z.int().min(1).max(weekSeconds) });

const pace = {
  hourly: z
    .array(z.int())
    .readonly()
    .openapi({ description: "How often it failed in each of the last 24 hours (UTC), this one last." }),
  trend: z
    .int()
    .openapi({ description: "How often in the last three of these hours, less in the three before." }),
};

/** A group as it is shown. */
export const FailureGroup = z
  .object({
    id: z.string(),
    connection: z.string(),
    operation: z.string(),
    route: z.string(),
    code: z.string(),
    title: z.string(),
    type: z.string().nullable().openapi({ description: "Of the message that failed last of those in it." }),
    runbook: Runbook,
    state: z
      .enum(groupStates)
      .openapi({ description: "`regressed`: it was resolved, and has failed since." }),
    stateSince: Time,
    snooze: z
      .object({ until: Time.optional(), count: z.int().optional(), rate: Rate.optional() })
      .nullable()
      .openapi({ description: "What ends the snooze, whatever holds first." }),
    owner: z.string().nullable(),
    ticket: z.string().nullable(),
    note: z.string().nullable(),
    replayWhen: GroupRule.nullable().openapi({
      description: "When its failures are replayed by themselves, once; and the replay that this became.",
    }),
    count: z.int().openapi({ description: "Failures in it now." }),
    ...pace,
    firstSeenAt: Time,
    lastSeenAt: Time,
  })
  .openapi("FailureGroup");

const counts = z.record(z.string(), z.int());

/** A group with what is known of its failures. */
export const FailureGroupDetail = FailureGroup.extend({
  attempts: z
    .object({ min: z.int(), max: z.int() })
    .nullable()
    .openapi({ description: "How often the vendor failed, of its failures of now." }),
  states: counts.openapi({ description: "Failures of now by state; `moving` is on its way to an attempt." }),
  looked: z
    .object({ failures: z.int(), complete: z.boolean() })
    .openapi({ description: "Of how many of the newest failures attempts and states are told." }),
  outcomes: counts.openapi({
    description: "How attempts with its code ended, of the 500 newest failures.",
  }),
  permanent: z
    .boolean()
    .nullable()
    .openapi({ description: "Whether the answer is final: a replay without a change fails again." }),
  adapterVersions: z
    .array(z.object({ version: z.string(), attempts: z.int(), firstAt: Time, lastAt: Time }))
    .readonly()
    .openapi({ description: "Those attempts by version of the adapter." }),
  sample: z
    .object({
      id: z.string().openapi({ description: "<message id>:<route>" }),
      messageId: z.string(),
      type: z.string().nullable(),
      at: Time,
      code: z.string().nullable(),
      message: z.string().nullable(),
      outcome: z.string().nullable(),
      httpStatus: z.int().nullable().openapi({ description: "Of the vendor's answer, if there was one." }),
      request: z.unknown().openapi({ description: "Redacted excerpt." }),
      response: z.unknown().openapi({ description: "Redacted excerpt." }),
      worker: z.string().nullable(),
      adapterVersion: z.string().nullable(),
    })
    .nullable()
    .openapi({ description: "The newest failure, with its last attempt." }),
  hours: z
    .array(z.object({ at: Time, failed: z.int() }))
    .readonly()
    .openapi({ description: "How often it failed in each of the last 48 hours (UTC), this one last." }),
  lastReplay: orNull(Replay).openapi({
    description: "The newest replay with one of its deliveries, as a whole.",
  }),
  changes: z
    .array(
      z.object({
        kind: z.enum(nearbyKinds),
        at: Time.openapi({ description: "Of a version: of the first of its attempts that was found." }),
        title: z.string(),
        actor: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    )
    .readonly()
    .openapi({
      description: "What was recorded about its connection within an hour of when it was first seen.",
    }),
}).openapi("FailureGroupDetail");

const tab = z.int();
const Ungrouped = z.int().openapi({
  description: "Failures in no group, whatever was asked for; at most 10,001 are counted. See `group=none`.",
});

/** A page of groups, with how many there are in each state. */
export const FailureGroupPage = pageOf(FailureGroup)
  .extend({
    counts: z
      .object({ open: tab, acknowledged: tab, snoozed: tab, resolved: tab, regressed: tab, all: tab })
      .openapi({ description: "Of the same filter without its state." }),
    count: z
      .object({ value: z.int(), checksum: Checksum })
      .openapi({ description: "How many groups there are on all pages, and which." }),
    failures: z.int().openapi({ description: "Failures that are now in the groups of all pages." }),
    ungrouped: Ungrouped,
  })
  .openapi("FailureGroupPage");

/** Groups put together. */
export const GroupTallies = z
  .object({
    data: z
      .array(
        z.object({
          key: z.string().nullable().openapi({ description: "The route, connection, type or code." }),
          groups: z.int(),
          count: z.int().openapi({ description: "Failures in them now." }),
          ...pace,
          firstSeenAt: Time,
          lastSeenAt: Time,
        }),
      )
      .readonly(),
    complete: z.boolean().openapi({ description: "false where there are more than the 500 largest." }),
    ungrouped: Ungrouped,
  })
  .openapi("GroupTallies");

const Snooze = z
  .strictObject({
    until: Future.optional(),
    count: Count.optional().openapi({ description: "So many messages have failed into it since." }),
    rate: Rate.optional().openapi({ description: "So many have, within so many seconds." }),
  })
  .refine(
    ({ until, count, rate }) => until !== undefined || count !== undefined || rate !== undefined,
    "never ends; name until, count or rate",
  );

/** Consoles make it a link, so it is one that a browser may follow. */
const TicketUrl = Text(500).refine(isWebPage, "is not an http(s) URL without a password in it");

function isWebPage(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}

/** What a person may say of one group or of many. */
export const groupSaid = {
  state: z.enum(givenGroupStates).optional(),
  snooze: Snooze.optional().openapi({ description: "With the state `snoozed`: what ends it." }),
  owner: Text(200).nullable().optional(),
  ticket: TicketUrl.nullable().optional(),
};

type Snoozed = { readonly state?: string | undefined; readonly snooze?: object | undefined };

/** The one is nothing without the other: a refinement. */
export const snoozeGoesWithItsState: [
  holds: (said: Snoozed) => boolean,
  fault: { path: string[]; message: string },
] = [
  ({ state, snooze }) => (state === "snoozed") === (snooze !== undefined),
  { path: ["snooze"], message: "goes with the state snoozed, and this state with it" },
];

/** What a person writes on a group. */
export const GroupChange = z
  .strictObject({
    ...groupSaid,
    note: Text(2_000).nullable().optional(),
    replayWhen: ReplayRule.nullable()
      .optional()
      .openapi({ description: "Replays its failures once this holds; null takes the rule back." }),
    reason: Reason,
  })
  .refine(
    ({ state, owner, ticket, note, replayWhen }) =>
      [state, owner, ticket, note, replayWhen].some((value) => value !== undefined),
    "changes nothing; name state, owner, ticket, note or replayWhen",
  )
  .refine(...snoozeGoesWithItsState);
