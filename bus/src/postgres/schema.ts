import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  customType,
  date,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Every accepted message: who sent it, and which routes were decided for it. Never updated. */
export const intake = pgTable(
  "intake",
  {
    id: uuid("id").notNull().unique(),
    source: text("source").notNull(),
    sourceId: text("source_id").notNull(),
    type: text("type").notNull(),
    entityKey: text("entity_key").notNull(),
    /** SHA-256 over type and data: the same id with another digest is a conflict. */
    digest: bytea("digest").notNull(),
    routes: text("routes").array().notNull(),
    /** The message whose delivery begot this one. */
    causationId: uuid("causation_id"),
    traceparent: text("traceparent"),
    acceptedAt: instant("accepted_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.sourceId] }),
    index("intake_entity_key").on(table.entityKey),
    index("intake_causation")
      .on(table.causationId)
      .where(sql`causation_id IS NOT NULL`),
  ],
);

/** Accepted messages whose publish the broker has not confirmed yet; a row lives for milliseconds. */
export const outbox = pgTable("outbox", {
  messageId: uuid("message_id").primaryKey(),
  envelope: text("envelope").notNull(),
  body: bytea("body").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** The ledger: one row per message and route. Range-partitioned by the day in the UUIDv7. */
export const delivery = pgTable(
  "delivery",
  {
    messageId: uuid("message_id").notNull(),
    route: text("route").notNull(),
    state: text("state").notNull(),
    /** Claims in all; part of what makes a retry token stale. */
    starts: integer("starts").notNull().default(0),
    /** Claims since the last outcome: how often it killed its worker. */
    barren: smallint("barren").notNull().default(0),
    /** Times the vendor failed: the retry budget. */
    attempts: integer("attempts").notNull().default(0),
    generation: integer("generation").notNull().default(0),
    revision: smallint("revision").notNull().default(0),
    era: smallint("era").notNull().default(0),
    fence: bigint("fence", { mode: "number" }),
    leaseUntil: instant("lease_until"),
    worker: text("worker"),
    /** Since when an effect may exist at the vendor without our knowing. */
    doubtSince: instant("doubt_since"),
    /** When it is due; set only while it waits. */
    nextAttemptAt: instant("next_attempt_at"),
    /** When its token was last sent to the retry queue; set only while it is queued. */
    queuedAt: instant("queued_at"),
    /** Why it waits, or why it was settled without an effect. */
    reason: text("reason"),
    vendorReference: text("vendor_reference"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    groupId: uuid("group_id"),
    firstFailedAt: instant("first_failed_at"),
    lastFailedAt: instant("last_failed_at"),
    /** It may be what kills its workers: it is started again alone, in quarantine. */
    suspect: boolean("suspect").notNull().default(false),
    /** The vendor call that it shared with others, of a batched operation. */
    batchId: uuid("batch_id"),
    /** When an operator last gave it a new life; its age for the retry policy counts from then. */
    releasedAt: instant("released_at"),
    /** The life in which the vendor is only to be asked: a person wants to know, and nothing is sent again. */
    askedIn: integer("asked_in"),
    changedAt: instant("changed_at").notNull().defaultNow(),
    settledAt: instant("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.route] }),
    // No index names a column that a healthy delivery changes between claim and settle, so that both stay HOT updates.
    index("delivery_due")
      .on(table.nextAttemptAt)
      .where(sql`next_attempt_at IS NOT NULL`),
    index("delivery_due_replay")
      .on(table.route, table.nextAttemptAt)
      .where(sql`next_attempt_at IS NOT NULL AND generation > 0`),
    index("delivery_queued_replay")
      .on(table.route)
      .where(sql`queued_at IS NOT NULL AND generation > 0`),
    index("delivery_queued")
      .on(table.queuedAt)
      .where(sql`queued_at IS NOT NULL`),
    index("delivery_group")
      .on(table.groupId, table.lastFailedAt)
      .where(sql`group_id IS NOT NULL`),
  ],
);

/** Days of the ledger whose partitions are gone. What was open of them is in the default partitions; the rest was settled. */
export const retiredDay = pgTable("retired_day", {
  day: date("day").primaryKey(),
  /** The ids of its messages: from this one, and below that one. */
  firstId: uuid("first_id").notNull(),
  nextId: uuid("next_id").notNull(),
  dropped: bigint("dropped", { mode: "number" }).notNull(),
  kept: integer("kept").notNull(),
  /** Deliveries that nobody had claimed by then: what comes of them later is in doubt. */
  unclaimed: integer("unclaimed").notNull(),
  retiredAt: instant("retired_at").notNull().defaultNow(),
});

/** What the newest round of retention did, as JSON: one row. */
export const retentionRun = pgTable("retention_run", {
  id: smallint("id").primaryKey(),
  ranAt: instant("ran_at").notNull(),
  days: text("days").notNull(),
  pruned: text("pruned").notNull(),
});

/** One try at a delivery. Partitioned like the ledger. */
export const attempt = pgTable(
  "attempt",
  {
    messageId: uuid("message_id").notNull(),
    route: text("route").notNull(),
    /** The delivery's `starts` at the claim. */
    n: integer("n").notNull(),
    generation: integer("generation").notNull(),
    startedAt: instant("started_at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    outcome: text("outcome").notNull(),
    /** The state that it left its delivery in, where that is not settled. */
    became: text("became"),
    code: text("code"),
    message: text("message"),
    /** Redacted and capped excerpts, as JSON. */
    request: text("request"),
    response: text("response"),
    worker: text("worker").notNull(),
    adapterVersion: text("adapter_version").notNull(),
    traceId: text("trace_id"),
    recordedAt: instant("recorded_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.route, table.n] }),
    // Rows come in the order of this time: a summary of pages finds the newest, and costs a healthy delivery nothing.
    index("attempt_recorded").using("brin", table.recordedAt).with({ autosummarize: true }),
  ],
);

/** Attempts counted by how they ended, and deliveries as they came, in spans of 1, 5 and 60 minutes. */
export const attemptCount = pgTable(
  "attempt_count",
  {
    /** In minutes. */
    span: smallint("span").notNull(),
    start: instant("start").notNull(),
    route: text("route").notNull(),
    /** settled, failed or retried; or accepted, of deliveries, when their message was. */
    kind: text("kind").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.span, table.start, table.route, table.kind] })],
);

/** Attempts counted by how long it took, in spans of 5 and 60 minutes: histograms, whose buckets `histogram.ts` knows. */
export const attemptTime = pgTable(
  "attempt_time",
  {
    /** In minutes. */
    span: smallint("span").notNull(),
    start: instant("start").notNull(),
    route: text("route").notNull(),
    /** duration, of the attempt; or critical, of a settled one since its message was accepted. */
    measure: text("measure").notNull(),
    bucket: smallint("bucket").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.span, table.start, table.route, table.measure, table.bucket] })],
);

/**
 * Attempts and deliveries since the beginning of counting: what `attempt_count` has, without a time, and never forgotten. A counter
 * that monitoring reads must not become less.
 */
export const attemptTotal = pgTable(
  "attempt_total",
  {
    route: text("route").notNull(),
    /** Of the attempt; or accepted, of deliveries. */
    outcome: text("outcome").notNull(),
    /** The state that it left its delivery in; pending of what was accepted. */
    became: text("became").notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.route, table.outcome, table.became] })],
);

/** The same of how long it took: the histograms of `attempt_time`, and the sum of what is in each bucket. */
export const attemptTimeTotal = pgTable(
  "attempt_time_total",
  {
    route: text("route").notNull(),
    /** duration or critical, as in `attempt_time`. */
    measure: text("measure").notNull(),
    bucket: smallint("bucket").notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
    /** All of them together. */
    sumMs: bigint("sum_ms", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.route, table.measure, table.bucket] })],
);

/** Up to when attempts are in the counts; one row. */
export const attemptMark = pgTable("attempt_mark", {
  single: boolean("single").primaryKey().default(true),
  countedTo: instant("counted_to").notNull().defaultNow(),
});

/**
 * How much was on each route when schedulers looked, in spans of 1, 5 and 60 minutes: the most that was seen in each. Where
 * nobody looked there is no row.
 */
export const routeDepth = pgTable(
  "route_depth",
  {
    /** In minutes. */
    span: smallint("span").notNull(),
    start: instant("start").notNull(),
    route: text("route").notNull(),
    /** In its work queue, or that of its strict group. */
    ready: integer("ready").notNull(),
    /** In line in its strict group. */
    inLine: integer("in_line").notNull(),
    retrying: integer("retrying").notNull(),
    /** Waits for a person, or for the recorder. */
    stopped: integer("stopped").notNull(),
    inFlight: integer("in_flight").notNull(),
    /** The least of ready and in line together: a queue that was ever empty does not grow. */
    waitingLeast: integer("waiting_least").notNull(),
  },
  (table) => [primaryKey({ columns: [table.span, table.start, table.route] })],
);

/** When a scheduler last took its turn to look at the queues; one row. */
export const depthMark = pgTable("depth_mark", {
  single: boolean("single").primaryKey().default(true),
  lookedAt: instant("looked_at")
    .notNull()
    .default(sql`'-infinity'`),
});

/** Deliveries that each worker said it has in hand; what is not of the last seconds is of a worker that is gone. */
export const inHand = pgTable(
  "in_hand",
  {
    worker: text("worker").notNull(),
    route: text("route").notNull(),
    count: integer("count").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.worker, table.route] })],
);

/** The bytes of every message that is not settled everywhere and no longer only in a queue. */
export const messageBody = pgTable(
  "message_body",
  {
    messageId: uuid("message_id").primaryKey(),
    envelope: text("envelope").notNull(),
    contentType: text("content_type").notNull(),
    body: bytea("body").notNull(),
    storedAt: instant("stored_at").notNull().defaultNow(),
  },
  () => [
    // The id of the key that a body is sealed under, which stands behind its mark.
    index("message_body_key")
      .on(sql`substr(body, 6, 16)`)
      .where(sql`substr(body, 1, 5) = '\\x0053504c01'::bytea`),
  ],
);

/** Bytes that were too long to travel: where they are, and whose. A row from before they are put until they are removed. */
export const storedBody = pgTable(
  "stored_body",
  {
    /** The store's prefix and the bytes' name. */
    ref: text("ref").primaryKey(),
    source: text("source").notNull(),
    sourceId: text("source_id").notNull(),
    storedAt: instant("stored_at").notNull().defaultNow(),
  },
  (table) => [index("stored_body_age").on(table.storedAt)],
);

/** The bytes themselves, in parts, where no other store is configured. */
export const storedBodyPart = pgTable(
  "stored_body_part",
  {
    name: text("name").notNull(),
    n: integer("n").notNull(),
    bytes: bytea("bytes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.n] })],
);

/**
 * The keys that bodies about persons are sealed under, wrapped by a master key that the database never sees. What is destroyed
 * stays as the note of it.
 */
export const subjectKey = pgTable(
  "subject_key",
  {
    id: uuid("id").primaryKey(),
    /** A keyed hash of whom, or what, the key is for. */
    hash: bytea("hash").notNull(),
    /** subject, day, erasure, index */
    kind: text("kind").notNull(),
    /** The id of the master key that wraps it. */
    master: text("master"),
    wrapped: bytea("wrapped"),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Since when nothing new is sealed under it. */
    retiredAt: instant("retired_at"),
    /** The message that asks to forget whom it is about. */
    endedBy: uuid("ended_by"),
    destroyedAt: instant("destroyed_at"),
  },
  (table) => [
    uniqueIndex("subject_key_in_use")
      .on(table.hash)
      .where(sql`retired_at IS NULL`),
    index("subject_key_hash").on(table.hash),
    index("subject_key_ending")
      .on(table.endedBy)
      .where(sql`ended_by IS NOT NULL AND destroyed_at IS NULL`),
  ],
);

/**
 * What operators have mended of a failure, beside the original. The next life of the delivery takes the one that is approved, and
 * notes that in it; the delivery's `revision` is then its number. Gone with the message's bytes.
 */
export const revision = pgTable(
  "revision",
  {
    messageId: uuid("message_id")
      .notNull()
      .references(() => messageBody.messageId, { onDelete: "cascade" }),
    route: text("route").notNull(),
    n: smallint("n").notNull(),
    /** The revision that it was made from; 0 is the original. */
    base: smallint("base").notNull().default(0),
    /** proposed, approved, dispatched; or rejected, withdrawn, replaced. Nobody answered in time: proposed, and expired. */
    state: text("state").notNull(),
    contentType: text("content_type").notNull(),
    /** What came beside the body, as JSON; of a failure of the way in. */
    extensions: text("extensions").notNull(),
    body: bytea("body").notNull(),
    actor: text("actor").notNull(),
    reason: text("reason").notNull(),
    writtenAt: instant("written_at").notNull().defaultNow(),
    /** Places for which a second person has to approve it. */
    delicate: text("delicate").array().notNull().default([]),
    /** Until when; null where nobody has to. */
    expiresAt: instant("expires_at"),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    decidedReason: text("decided_reason"),
    /** The delivery's generation that took it, once one has. */
    generation: integer("generation"),
    dispatchedAt: instant("dispatched_at"),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.route, table.n] }),
    uniqueIndex("revision_approved")
      .on(table.messageId, table.route)
      .where(sql`state = 'approved'`),
    index("revision_proposed")
      .on(table.expiresAt)
      .where(sql`state = 'proposed'`),
  ],
);

/** A key of a lane group that has deliveries standing in line. */
export const lane = pgTable(
  "lane",
  {
    /** `<connection>.<group>` */
    laneGroup: text("lane_group").notNull(),
    key: text("key").notNull(),
    /** How many stand in line, the head included. */
    depth: integer("depth").notNull(),
    /** When somebody should look at its head. */
    readyAt: instant("ready_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.laneGroup, table.key] }),
    index("lane_ready").on(table.laneGroup, table.readyAt),
  ],
);

/** Places in the lanes, in arrival order. The first of a lane is its head; a place is left when its delivery is settled. */
export const parked = pgTable(
  "parked",
  {
    laneGroup: text("lane_group").notNull(),
    key: text("key").notNull(),
    pos: bigserial("pos", { mode: "number" }).notNull(),
    messageId: uuid("message_id").notNull(),
    route: text("route").notNull(),
    parkedAt: instant("parked_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.route] }),
    index("parked_in_order").on(table.laneGroup, table.key, table.pos),
  ],
);

/** Of a `latestWins` route: the newest version of each entity that the vendor has, and who is sending one now. */
export const appliedVersion = pgTable(
  "applied_version",
  {
    route: text("route").notNull(),
    key: text("key").notNull(),
    /** Sortable text; null while none was applied. */
    version: text("version"),
    /** The message that is being sent, and its version, so long as it may still land. */
    holder: uuid("holder"),
    heldVersion: text("held_version"),
    heldUntil: instant("held_until"),
    /** A version that may have been applied without our knowing: older ones wait until it is known. */
    doubted: text("doubted"),
    doubtedBy: uuid("doubted_by"),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.route, table.key] })],
);

/** Vendor calls of batched operations with a key: exactly these deliveries, sorted by id, were sent under the batch's key. */
export const batch = pgTable("batch", {
  id: uuid("id").primaryKey(),
  route: text("route").notNull(),
  members: uuid("members").array().notNull(),
  claimedAt: instant("claimed_at").notNull().defaultNow(),
});

/**
 * What roll-outs have chosen: whoever was first with an entity (or a unit, where units keep theirs) has chosen for all that
 * comes later. Kept 400 days, as the references are, so that a refund finds its order's.
 */
export const assignment = pgTable(
  "assignment",
  {
    rollout: text("rollout").notNull(),
    /** `<noun>:<id>`, e.g. `order:ord-7001`. */
    key: text("key").notNull(),
    /** A connection, or `nobody`. */
    connection: text("connection").notNull(),
    /** Why, in words for operators. */
    because: text("because").notNull(),
    decidedAt: instant("decided_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.rollout, table.key] }),
    index("assignment_decided").using("brin", table.decidedAt),
  ],
);

/** What an adapter remembers: which vendor ids belong to which business ids. */
export const reference = pgTable(
  "reference",
  {
    connection: text("connection").notNull(),
    kind: text("kind").notNull(),
    id: text("id").notNull(),
    vendorId: text("vendor_id").notNull(),
    facts: text("facts").notNull(),
    /** Whom it is about, so that a request to forget them erases it. */
    subject: text("subject"),
    writtenAt: instant("written_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.connection, table.kind, table.id] }),
    index("reference_written").using("brin", table.writtenAt),
    index("reference_vendor_id").on(table.vendorId),
    index("reference_subject")
      .on(table.connection, table.subject)
      .where(sql`subject IS NOT NULL`),
  ],
);

/** Failures with the same fingerprint. */
export const failureGroup = pgTable("failure_group", {
  id: uuid("id").primaryKey(),
  adapter: text("adapter").notNull(),
  operation: text("operation").notNull(),
  code: text("code").notNull(),
  title: text("title").notNull(),
  state: text("state").notNull().default("open"),
  stateSince: instant("state_since").notNull().defaultNow(),
  /** What ends a snooze; set only while it is snoozed. */
  snoozeUntil: instant("snooze_until"),
  snoozeCount: integer("snooze_count"),
  snoozeRateCount: integer("snooze_rate_count"),
  snoozeRateSeconds: integer("snooze_rate_seconds"),
  owner: text("owner"),
  ticket: text("ticket"),
  note: text("note"),
  /** A rule by which its failures are replayed by themselves, who set it and what became of it, as JSON. */
  replayWhen: text("replay_when"),
  firstSeenAt: instant("first_seen_at").notNull().defaultNow(),
});

/**
 * What has failed and is not settled, or was discarded: narrow, so that it can be searched. Triggers of `delivery` write it;
 * nothing else does. Without indexes on what changes while a delivery moves: hence one state `moving`.
 */
export const failure = pgTable(
  "failure",
  {
    messageId: uuid("message_id").notNull(),
    route: text("route").notNull(),
    /** The ledger's; `moving` for running, waiting, queued and parked. */
    state: text("state").notNull(),
    attempts: integer("attempts").notNull(),
    type: text("type"),
    entityKey: text("entity_key"),
    code: text("code"),
    message: text("message"),
    groupId: uuid("group_id"),
    vendorReference: text("vendor_reference"),
    lastFailedAt: instant("last_failed_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.route] }),
    index("failure_newest").on(table.lastFailedAt, table.messageId, table.route),
    index("failure_of_group").on(table.groupId, table.lastFailedAt),
    index("failure_of_route").on(table.route, table.lastFailedAt),
    index("failure_type").on(table.type),
    index("failure_state").on(table.state, table.attempts),
    index("failure_vendor_reference")
      .on(table.vendorReference)
      .where(sql`vendor_reference IS NOT NULL`),
  ],
);

/** What has changed in the groups since it was last added up, a row each: nobody waits for a counter. */
export const failureTally = pgTable("failure_tally", {
  groupId: uuid("group_id").notNull(),
  failed: smallint("failed").notNull(),
  /** How many more are open now. */
  open: smallint("open").notNull(),
  lastFailedAt: instant("last_failed_at").notNull(),
});

/** The tallies added up: how many of a group are open, and when one failed last. */
export const failureCount = pgTable("failure_count", {
  groupId: uuid("group_id").primaryKey(),
  open: integer("open").notNull(),
  lastFailedAt: instant("last_failed_at").notNull(),
});

/** The tallies added up: how often it failed in an hour. */
export const failureHour = pgTable(
  "failure_hour",
  {
    groupId: uuid("group_id").notNull(),
    hour: instant("hour").notNull(),
    failed: integer("failed").notNull(),
  },
  (table) => [primaryKey({ columns: [table.groupId, table.hour] })],
);

/** A durable job that sends a frozen selection of failures through their own routes again. */
export const replay = pgTable(
  "replay",
  {
    id: uuid("id").primaryKey(),
    /** failures, or fed from the journal: backfill, reapply */
    kind: text("kind").notNull().default("failures"),
    /** The recipe whose members it sends. */
    recipeId: uuid("recipe_id"),
    /** Whether the journal is still to be read for it, and the last offset that was. */
    reading: boolean("reading").notNull().default(false),
    readTo: bigint("read_to", { mode: "number" }),
    state: text("state").notNull().default("running"),
    /** The selection as it was asked for, as JSON. */
    selection: text("selection").notNull(),
    /** The routes of its items: each is released at its own pace. */
    routes: text("routes").array().notNull(),
    /** Those of all its items: who is limited to some connections sees it only if all of these are among them. */
    connections: text("connections")
      .array()
      .notNull()
      .default(sql`coalesce(string_to_array(current_setting('spindle.connections', true), ','), '{}')`),
    reason: text("reason").notNull(),
    actor: text("actor").notNull(),
    ratePerSecond: integer("rate_per_second"),
    /** Until when the rate is used up by what was released. */
    pacedUntil: instant("paced_until").notNull().defaultNow(),
    /** Steps of the ramp, as JSON; the step that runs now. */
    ramp: text("ramp"),
    rampStep: integer("ramp_step").notNull().default(0),
    /** byHand or whenGreen: who starts the next step. */
    advances: text("advances").notNull().default("byHand"),
    stopWhen: text("stop_when"),
    /** What the rules look at since somebody resumed it after a halt: changes after that time, and items beyond these. */
    judgedSince: instant("judged_since").notNull().defaultNow(),
    forgivenEnded: integer("forgiven_ended").notNull().default(0),
    forgivenFailed: integer("forgiven_failed").notNull().default(0),
    /** Why it stands still, where it does, as JSON. */
    halt: text("halt"),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Where it is to begin later, or was: when. */
    startAt: instant("start_at"),
    /** Set once nothing of it is under way any more. */
    finishedAt: instant("finished_at"),
  },
  (table) => [
    index("replay_open")
      .on(table.createdAt)
      .where(sql`finished_at IS NULL`),
    index("replay_of_recipe")
      .on(table.recipeId, table.id)
      .where(sql`recipe_id IS NOT NULL`),
  ],
);

/** One patch over many failures. */
export const recipe = pgTable(
  "recipe",
  {
    id: uuid("id").primaryKey(),
    /** proposed, approved, running, active, done; or rejected, stopped. Nobody answered in time: proposed, and expired. */
    state: text("state").notNull(),
    /** patch or mergePatch, and that as it was spelled, sealed. */
    kind: text("kind").notNull(),
    patch: bytea("patch").notNull(),
    /** The selection as it was asked for, as JSON. */
    selection: text("selection").notNull(),
    /** Those of all its members: who is limited to some connections sees it only if all of these are among them. */
    connections: text("connections")
      .array()
      .notNull()
      .default(sql`coalesce(string_to_array(current_setting('spindle.connections', true), ','), '{}')`),
    reason: text("reason").notNull(),
    actor: text("actor").notNull(),
    /** Of the messages that it mends. */
    types: text("types").array().notNull(),
    /** Personal and sensitive places that it changes. */
    delicate: text("delicate").array().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Until when a second person may approve it; null where nobody has to. */
    expiresAt: instant("expires_at"),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    decidedReason: text("decided_reason"),
    /** Until when it mends what fails into its group, by which code of ours, and why it does not any more. */
    activeUntil: instant("active_until"),
    code: text("code"),
    stoodDown: text("stood_down"),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    index("recipe_open")
      .on(table.id)
      .where(sql`state IN ('approved', 'running', 'active')`),
  ],
);

export const recipeMember = pgTable(
  "recipe_member",
  {
    recipeId: uuid("recipe_id")
      .notNull()
      .references(() => recipe.id, { onDelete: "cascade" }),
    messageId: uuid("message_id").notNull(),
    route: text("route").notNull(),
    /** pending, then mended and sent, or skipped. */
    state: text("state").notNull().default("pending"),
    /** Its revision that the recipe has written. */
    revision: smallint("revision"),
    /** Why it was skipped. */
    reason: text("reason"),
    /** Since when it is not pending. */
    lookedAt: instant("looked_at"),
  },
  (table) => [
    primaryKey({ columns: [table.recipeId, table.messageId, table.route] }),
    index("recipe_member_unsent")
      .on(table.recipeId, table.messageId, table.route)
      .where(sql`state IN ('pending', 'mended')`),
  ],
);

export const replayItem = pgTable(
  "replay_item",
  {
    replayId: uuid("replay_id").notNull(),
    messageId: uuid("message_id").notNull(),
    route: text("route").notNull(),
    /** pending, inFlight, then how it ended: applied unchanged superseded failedAgain inDoubt skipped returned */
    state: text("state").notNull().default("pending"),
    /** The delivery's generation when it was selected: what has moved on since is not this failure any more. */
    selectedGeneration: integer("selected_generation"),
    /** The delivery's generation once this replay released it. */
    generation: integer("generation"),
    reason: text("reason"),
  },
  (table) => [
    primaryKey({ columns: [table.replayId, table.messageId, table.route] }),
    index("replay_item_pending")
      .on(table.replayId, table.route, table.messageId)
      .where(sql`state = 'pending'`),
    index("replay_item_in_flight")
      .on(table.replayId, table.route, table.messageId)
      .where(sql`state = 'inFlight'`),
    index("replay_item_delivery").on(table.messageId, table.route),
  ],
);

/** What has changed in how many items of a replay are where, a row for each statement and state, by triggers: their sums are its counters. */
export const replayTally = pgTable(
  "replay_tally",
  {
    replayId: uuid("replay_id").notNull(),
    state: text("state").notNull(),
    /** Of items that the replay has released. */
    released: boolean("released").notNull(),
    /** How many more there are now. */
    items: integer("items").notNull(),
  },
  (table) => [index("replay_tally_of_replay").on(table.replayId)],
);

/** Who did what, when and why. Only ever appended to: a trigger refuses the rest, and another one seals each row. */
export const audit = pgTable(
  "audit",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    at: instant("at").notNull().defaultNow(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    target: text("target").notNull(),
    reason: text("reason"),
    detail: text("detail"),
  },
  (table) => [
    index("audit_target").on(table.target),
    index("audit_actor").on(table.actor, table.id),
    index("audit_action").on(table.action, table.id),
    index("audit_at").on(table.at),
  ],
);

/** The chain over the audit, in the order of the commits: written by the database alone, as a transaction commits. */
export const auditSeal = pgTable("audit_seal", {
  /** 1, 2, 3 … without a gap. */
  position: bigint("position", { mode: "number" }).primaryKey(),
  auditId: bigint("audit_id", { mode: "number" }).notNull().unique(),
  /** SHA-256 over the hash before it, the position and every field of the row: see `audit-chain.ts`. */
  hash: bytea("hash").notNull(),
});

/** Bearer tokens of producers and operators; only a hash is kept. */
export const token = pgTable(
  "token",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    hash: bytea("hash").notNull().unique(),
    roles: text("roles").array().notNull(),
    loopbackOnly: boolean("loopback_only").notNull().default(false),
    /** What it may publish; null is everything. */
    sources: text("sources").array(),
    types: text("types").array(),
    /** Events that it may publish; null is the installation's limit. */
    ratePerSecond: doublePrecision("rate_per_second"),
    burst: integer("burst"),
    /** The connections and brands that it is limited to in the admin API; null is all. */
    connections: text("connections").array(),
    brands: text("brands").array(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at"),
    /** To the minute, about. */
    lastUsedAt: instant("last_used_at"),
    /** The secret before the last rotation, which also works until then. */
    previousHash: bytea("previous_hash"),
    previousUntil: instant("previous_until"),
    previousUsedAt: instant("previous_used_at"),
  },
  (table) => [
    index("token_previous")
      .on(table.previousHash)
      .where(sql`previous_hash IS NOT NULL`),
  ],
);

/** Browsers that are signed in to the admin API; only a hash of what is in their cookie is kept. */
export const adminSession = pgTable("admin_session", {
  id: uuid("id").primaryKey(),
  hash: bytea("hash").notNull().unique(),
  /** Who says who it is; null where somebody signed in with a token of ours. */
  issuer: text("issuer"),
  /** Who it is at the issuer, or the token's id. */
  subject: text("subject").notNull(),
  name: text("name").notNull(),
  /** Of their groups those that the configuration named at the log-in. */
  groups: text("groups").array().notNull(),
  /** As in `token`, of the secret that somebody signed in with: once that is good no more, the session has ended. */
  tokenHash: bytea("token_hash"),
  startedAt: instant("started_at").notNull().defaultNow(),
  /** To the minute, about. */
  lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
  idleMs: bigint("idle_ms", { mode: "number" }).notNull(),
  expiresAt: instant("expires_at").notNull(),
  /** The ID token, sealed under the cookie's secret: some issuers want to see it when the person signs out. */
  logoutHint: bytea("logout_hint"),
});

/** Answers of acting requests, so that a repeat with the same key acts once. */
export const idempotencyKey = pgTable(
  "idempotency_key",
  {
    actor: text("actor").notNull(),
    key: text("key").notNull(),
    fingerprint: bytea("fingerprint").notNull(),
    status: integer("status"),
    response: text("response"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.actor, table.key] })],
);

/** Every exchange and queue that was declared and may still be there: AMQP cannot list them. */
export const topology = pgTable(
  "topology",
  {
    kind: text("kind").notNull(),
    name: text("name").notNull(),
    /** The bindings that it may have, as JSON. */
    bindings: text("bindings").notNull(),
    declaredAt: instant("declared_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.name] })],
);

/** What all workers share about a connection (key "") or one account of it: slots, rate, closures, circuit. */
export const governor = pgTable(
  "governor",
  {
    connection: text("connection").notNull(),
    key: text("key").notNull(),
    /** Grows with every change; a change is written only onto the revision that it was made from. */
    revision: bigint("revision", { mode: "number" }).notNull(),
    /** Written with the state, out of it, to be searched: where the circuit stands, and whether workers must look. */
    circuit: text("circuit").notNull(),
    attention: boolean("attention").notNull(),
    /** The standing, as JSON. */
    state: text("state").notNull(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.connection, table.key] }),
    index("governor_attention")
      .on(table.connection)
      .where(sql`attention`),
  ],
);

/** What people have paused: routes by their names, connections by their ids. */
export const pause = pgTable("pause", {
  target: text("target").primaryKey(),
  actor: text("actor").notNull(),
  reason: text("reason").notNull(),
  since: instant("since").notNull().defaultNow(),
});

/** Messages that an endpoint wants to be told of, until they are over: only of these does the scheduler look what became. */
export const noticeWatch = pgTable(
  "notice_watch",
  {
    messageId: uuid("message_id").notNull(),
    endpoint: text("endpoint").notNull(),
    /** What it has been told: failures by route and life, or that all is settled. */
    told: text("told").array().notNull().default([]),
    lookAt: instant("look_at").notNull(),
    /** When it was accepted, or moved by an operator: the pauses between the looks grow from then. */
    movingSince: instant("moving_since").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.endpoint] }),
    index("notice_watch_due").on(table.endpoint, table.lookAt),
  ],
);

/** What an endpoint is told, signed and sent until it has taken it. */
export const notice = pgTable(
  "notice",
  {
    id: uuid("id").primaryKey(),
    endpoint: text("endpoint").notNull(),
    /** Null of an alert, which is about no message. */
    messageId: uuid("message_id"),
    kind: text("kind").notNull(),
    /** As it is sent: the receipt of the moment that it tells of, or alerts. */
    body: text("body").notNull(),
    /** waiting, delivered or givenUp */
    state: text("state").notNull().default("waiting"),
    /** Begun, so that a sender that comes too late with its result is known. */
    tries: smallint("tries").notNull().default(0),
    /** Set only while it waits; whoever sends it moves it on, so that nobody else does meanwhile. */
    nextTryAt: instant("next_try_at").defaultNow(),
    lastError: text("last_error"),
    createdAt: instant("created_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    index("notice_due")
      .on(table.endpoint, table.nextTryAt)
      .where(sql`next_try_at IS NOT NULL`),
    index("notice_given_up")
      .on(table.endpoint, table.id)
      .where(sql`state = 'givenUp'`),
    index("notice_message").on(table.messageId),
  ],
);

/** What a person should know, or should have known until it ended. */
export const alert = pgTable(
  "alert",
  {
    id: uuid("id").primaryKey(),
    /** The same trouble has the same key; one of them is open at the most. */
    key: text("key").notNull(),
    kind: text("kind").notNull(),
    connection: text("connection"),
    title: text("title").notNull(),
    next: text("next").notNull(),
    since: instant("since").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    lastToldAt: instant("last_told_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    uniqueIndex("alert_open")
      .on(table.key)
      .where(sql`ended_at IS NULL`),
  ],
);

/** How many messages a source sent in an hour: what it usually does, so that its silence is noticed. */
export const feedHour = pgTable(
  "feed_hour",
  {
    source: text("source").notNull(),
    hour: instant("hour").notNull(),
    count: integer("count").notNull(),
    lastAt: instant("last_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.hour] })],
);

/** Up to when the hours of the feeds are counted; one row. */
export const feedMark = pgTable("feed_mark", {
  single: boolean("single").primaryKey().default(true),
  countedTo: instant("counted_to").notNull(),
});

/** How it went with an endpoint of notices; what it is says the configuration. */
export const noticeEndpoint = pgTable("notice_endpoint", {
  name: text("name").primaryKey(),
  /** Failed tries in a row. */
  failures: integer("failures").notNull().default(0),
  failingSince: instant("failing_since"),
  /** Nothing is sent before. */
  restUntil: instant("rest_until"),
  /** When it answered that it wants no more; an operator may enable it again. */
  goneAt: instant("gone_at"),
  lastSuccessAt: instant("last_success_at"),
  lastError: text("last_error"),
});

/**
 * What failures can be found by: keyed hashes of the values at the paths that contracts declare indexed. Written as the first
 * failure of a message is stored, and gone with its bytes by a trigger of `message_body`: a foreign key would ask for these once
 * more for every value.
 */
export const indexedValue = pgTable(
  "indexed_value",
  {
    messageId: uuid("message_id").notNull(),
    hash: bigint("hash", { mode: "bigint" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.hash] }),
    index("indexed_value_hash").on(table.hash),
  ],
);

/** The key of those hashes, one row, made by the migration: without it nobody can find out by guessing what they are of. */
export const searchKey = pgTable("search_key", { key: bytea("key").notNull() });
