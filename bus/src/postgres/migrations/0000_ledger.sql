CREATE TABLE "attempt" (
	"message_id" uuid NOT NULL,
	"route" text NOT NULL,
	"n" integer NOT NULL,
	"generation" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"code" text,
	"message" text,
	"request" text,
	"response" text,
	"worker" text NOT NULL,
	"adapter_version" text NOT NULL,
	"trace_id" text,
	CONSTRAINT "attempt_message_id_route_n_pk" PRIMARY KEY("message_id","route","n")
) PARTITION BY RANGE ("message_id");
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"reason" text,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "circuit" (
	"connection" text NOT NULL,
	"worker" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "circuit_of" UNIQUE("connection","worker")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"message_id" uuid NOT NULL,
	"route" text NOT NULL,
	"state" text NOT NULL,
	"starts" integer DEFAULT 0 NOT NULL,
	"barren" smallint DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"generation" integer DEFAULT 0 NOT NULL,
	"revision" smallint DEFAULT 0 NOT NULL,
	"era" smallint DEFAULT 0 NOT NULL,
	"fence" bigint,
	"lease_until" timestamp with time zone,
	"worker" text,
	"doubt_since" timestamp with time zone,
	"next_attempt_at" timestamp with time zone,
	"queued_at" timestamp with time zone,
	"reason" text,
	"vendor_reference" text,
	"error_code" text,
	"error_message" text,
	"group_id" uuid,
	"first_failed_at" timestamp with time zone,
	"last_failed_at" timestamp with time zone,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "delivery_message_id_route_pk" PRIMARY KEY("message_id","route")
) PARTITION BY RANGE ("message_id");
--> statement-breakpoint
CREATE TABLE "failure_group" (
	"id" uuid PRIMARY KEY NOT NULL,
	"adapter" text NOT NULL,
	"operation" text NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"owner" text,
	"note" text,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" "bytea" NOT NULL,
	"status" integer,
	"response" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_key_actor_key_pk" PRIMARY KEY("actor","key")
);
--> statement-breakpoint
CREATE TABLE "intake" (
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"type" text NOT NULL,
	"entity_key" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"routes" text[] NOT NULL,
	"causation_id" uuid,
	"traceparent" text,
	"accepted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "intake_source_source_id_pk" PRIMARY KEY("source","source_id"),
	CONSTRAINT "intake_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "message_body" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"envelope" text NOT NULL,
	"content_type" text NOT NULL,
	"body" "bytea" NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"envelope" text NOT NULL,
	"body" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reference" (
	"connection" text NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"vendor_id" text NOT NULL,
	"facts" text NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reference_connection_kind_id_pk" PRIMARY KEY("connection","kind","id")
);
--> statement-breakpoint
CREATE TABLE "replay" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"selection" text NOT NULL,
	"reason" text NOT NULL,
	"actor" text NOT NULL,
	"rate_per_second" integer,
	"ramp" text,
	"ramp_step" integer DEFAULT 0 NOT NULL,
	"stop_when" text,
	"halt" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "replay_item" (
	"replay_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"route" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"generation" integer,
	"reason" text,
	CONSTRAINT "replay_item_replay_id_message_id_route_pk" PRIMARY KEY("replay_id","message_id","route")
);
--> statement-breakpoint
CREATE TABLE "token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"roles" text[] NOT NULL,
	"loopback_only" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "token_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "replay_item" ADD CONSTRAINT "replay_item_replay_id_replay_id_fk" FOREIGN KEY ("replay_id") REFERENCES "public"."replay"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_target" ON "audit" USING btree ("target");--> statement-breakpoint
CREATE INDEX "delivery_due" ON "delivery" USING btree ("next_attempt_at") WHERE next_attempt_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "delivery_queued" ON "delivery" USING btree ("queued_at") WHERE queued_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "delivery_failed" ON "delivery" USING btree ("last_failed_at","message_id") WHERE last_failed_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "delivery_group" ON "delivery" USING btree ("group_id") WHERE group_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "intake_entity_key" ON "intake" USING btree ("entity_key");--> statement-breakpoint
CREATE INDEX "intake_causation" ON "intake" USING btree ("causation_id") WHERE causation_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "replay_running" ON "replay" USING btree ("created_at") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "replay_item_open" ON "replay_item" USING btree ("replay_id","state") WHERE state IN ('pending', 'inFlight');--> statement-breakpoint
CREATE INDEX "replay_item_delivery" ON "replay_item" USING btree ("message_id","route");
--> statement-breakpoint
-- Days are created ahead by the scheduler; what falls outside of them (an old message, a clock far off) lands here.
CREATE TABLE "delivery_default" PARTITION OF "delivery" DEFAULT WITH (fillfactor = 80);
--> statement-breakpoint
CREATE TABLE "attempt_default" PARTITION OF "attempt" DEFAULT;
