import { z } from "@hono/zod-openapi";
import { attentionKinds, replayKinds, replayStates } from "@spindlebus/bus/engine";
import { connectionStates } from "./overview-view.ts";
import { Sparkline } from "./performance-shapes.ts";
import { Time } from "./shapes.ts";

const Standing = z
  .object({ value: z.int(), about: z.boolean().openapi({ description: "True where it is an estimate." }) })
  .openapi("FailureStanding");

const id = z.string().exactOptional();

const Attention = z
  .object({
    kind: z.enum(attentionKinds),
    subject: z.string().openapi({ description: "The connection, route or lane group that it is about." }),
    since: Time,
    words: z.string(),
    ids: z
      .object({
        connection: id,
        route: id,
        group: id,
        laneGroup: id,
        lane: id,
        failure: id,
        alert: id,
      })
      .openapi({ description: "Where to look further." }),
  })
  .openapi("Attention");

const Unprocessed = z
  .object({
    seconds: z.int(),
    since: Time,
    where: z.enum(["outbox", "unclaimed", "queued", "due", "parked"]).openapi({
      description:
        "Not published yet; in a route's queue (found by samples: the oldest may be half as old again, one of a quiet route is missed); in a retry queue; due; in a lane.",
    }),
    route: z.string().nullable(),
  })
  .openapi("Unprocessed");

const Replay = z
  .object({
    id: z.string(),
    kind: z.enum(replayKinds),
    state: z.enum(replayStates),
    reason: z.string(),
    actor: z.string(),
    selected: z.int(),
    done: z.int().openapi({ description: "Items that are over, whatever came of them." }),
  })
  .openapi("ReplayUnderWay");

const Connection = z
  .object({
    id: z.string(),
    adapter: z.string(),
    state: z.enum(connectionStates),
    successShare: z.number().nullable().openapi({ description: "Of the last hour; 0 to 1." }),
    p95Ms: z.int().nullable().openapi({ description: "Of its attempts of the last hour." }),
    sparkline: Sparkline,
  })
  .openapi("ConnectionStrip");

/** How everything stands now. */
export const OverviewShape = z
  .object({
    groups: z
      .object({ new: z.int(), regressed: z.int() })
      .openapi({ description: "Groups of failures that nobody has taken up." }),
    failures: z.object({ dead: Standing, blocked: Standing, inDoubt: Standing, moving: Standing }),
    oldestUnprocessed: Unprocessed.nullable().openapi({
      description: "What waits for the longest time for something that the bus does by itself.",
    }),
    replays: z.array(Replay).readonly().openapi({ description: "Those that are not over." }),
    attention: z.array(Attention).readonly().openapi({ description: "The most urgent first." }),
    connections: z.array(Connection).readonly(),
    until: Time.openapi({ description: "Up to when the last hour is counted." }),
  })
  .openapi("Overview");
