import { z } from "@hono/zod-openapi";
import { Time } from "./shapes.ts";

const count = z.int();
const Counts = z
  .object({
    waiting: count,
    queued: count,
    inDoubt: count,
    dead: count,
    blocked: count,
    inLine: count.openapi({ description: "In line in its strict group, without what has failed." }),
    inFlight: count.openapi({
      description: "Workers have them in hand: under way, or until there is room at the vendor.",
    }),
  })
  .openapi("RouteCounts");

const Paused = z
  .object({
    by: z.string(),
    since: Time,
    reason: z.string(),
    through: z
      .enum(["route", "connection"])
      .openapi({ description: "What was paused: the route itself, or its whole connection." }),
  })
  .nullable()
  .openapi({ description: "Who has stopped its sending; null while it goes on." });

/** A route and how it is doing. */
export const RouteView = z
  .object({
    name: z.string(),
    configured: z.boolean().openapi({ description: "false for one that only the ledger still knows." }),
    connection: z.string(),
    operation: z.string().nullable(),
    summary: z.string().nullable(),
    on: z.string().nullable().openapi({ description: "The message type it subscribes to." }),
    older: z
      .array(z.string())
      .readonly()
      .openapi({ description: "Older types that it gets too, upcast to that one." }),
    idempotency: z.string().nullable(),
    order: z
      .enum(["unordered", "latestWins", "strict"])
      .nullable()
      .openapi({ description: "Which order its deliveries keep; null where that is not known any more." }),
    policy: z
      .object({
        attempts: count,
        baseMs: count,
        capMs: count,
        totalAgeMs: count,
        timeoutMs: count,
        leaseMs: count,
        poisonLimit: count,
      })
      .nullable(),
    lane: z
      .object({ group: z.string(), lanes: count, deliveries: count, oldestSeconds: count })
      .nullable()
      .openapi({ description: "The strict group it belongs to, and what stands in line there." }),
    counts: Counts,
    paused: Paused,
  })
  .openapi("Route");

const Names = z.array(z.string()).readonly();

const Left = z.object({
  atATime: z.int().openapi({ description: "Places that no worker has." }),
  inSecond: z.int().nullable().openapi({
    description:
      "Calls that may still begin within the next second, beside those given out; null without a limit.",
  }),
});

/** A connection as operators may see it. */
export const Connection = z
  .object({
    id: z.string(),
    adapter: z.string(),
    version: z.string(),
    domain: z.string(),
    conformance: z
      .object({ level: z.enum(["bronze", "silver", "gold"]), waivers: z.record(z.string(), z.string()) })
      .nullable()
      .openapi({
        description: "What the adapter has proven, and what it need not, by check; null if unknown.",
      }),
    kit: z.string().nullable().openapi({
      description: "The version of the adapter kit that the adapter was made for, if it says so.",
    }),
    statusPage: z
      .string()
      .nullable()
      .openapi({ description: "Where the vendor tells how its services are; null if not known." }),
    check: z
      .string()
      .nullable()
      .openapi({ description: "What a test asks the vendor; null where it only opens a connection." }),
    noCheck: z.string().nullable().openapi({ description: "Why there is no check." }),
    baseUrl: z.string(),
    limits: z.object({
      concurrency: z.number(),
      perSecond: z.number(),
      perKey: z
        .object({ concurrency: z.number().exactOptional(), perSecond: z.number().exactOptional() })
        .nullable()
        .openapi({ description: "Besides them, for each account or store." }),
    }),
    left: Left.openapi({ description: "What is left of these limits now, over all workers." }),
    secrets: z.array(z.string()).readonly().openapi({ description: "Their names; never a value." }),
    webhooks: z.array(z.string()).readonly(),
    routes: z.array(z.string()).readonly(),
    shadow: z.boolean().openapi({ description: "Requests are made and recorded, and none is sent." }),
    serves: z
      .object({ stores: Names.nullable(), brands: Names.nullable(), countries: Names.nullable() })
      .nullable()
      .openapi({ description: "The stores that it is for; null for all." }),
    rollout: z
      .object({
        name: z.string(),
        by: z.string().openapi({ description: "What is shared out: store, member, entity …" }),
        place: z
          .int()
          .openapi({ description: "Its place among the alternatives, from 1; the last is the rest." }),
        share: z.number().openapi({ description: "Per cent of the units that come to it." }),
        units: Names.openapi({ description: "Those that it gets whatever the share." }),
        except: Names,
        keep: z
          .enum(["entity", "unit"])
          .openapi({ description: "What keeps the connection that was first chosen for it." }),
        toAll: Names.openapi({ description: "Message types that all its connections get." }),
      })
      .nullable()
      .openapi({ description: "The roll-out in which each message is for it or for another connection." }),
    circuit: z.object({
      state: z
        .enum(["closed", "open"])
        .openapi({ description: "For all workers; open while the vendor is away." }),
    }),
    paused: Paused,
    closures: z
      .array(
        z.object({
          key: z.string().nullable().openapi({ description: "The account; null for the whole connection." }),
          cause: z
            .enum(["limit", "outage"])
            .openapi({ description: "Asked for by the vendor, or it is away." }),
          since: Time,
          until: Time.nullable().openapi({ description: "Null while it reopens step by step." }),
          allowed: z.int().openapi({ description: "So many at a time while it reopens; else 0." }),
        }),
      )
      .readonly(),
    slots: z
      .array(z.object({ worker: z.string(), slots: z.int() }))
      .readonly()
      .openapi({ description: "Slots of the concurrency limit that each worker has." }),
  })
  .openapi("Connection");

const Setting = z
  .object({
    name: z.string(),
    secret: z.boolean(),
    value: z.unknown().openapi({ description: "Null of a secret, always." }),
    set: z.boolean(),
    source: z.enum(["config", "default", "env", "file", "development"]).nullable().openapi({
      description: "Where it comes from; development: made for the simulators. Null where nobody has set it.",
    }),
  })
  .openapi("Setting");

/** A connection with its settings. */
export const ConnectionDetail = Connection.extend({
  accounts: z
    .array(Left.extend({ key: z.string() }))
    .readonly()
    .openapi({
      description:
        "What is left of the limits of accounts, those used last first, at most 100; of all others everything is left.",
    }),
  settings: z.array(Setting).readonly(),
}).openapi("ConnectionDetail");
