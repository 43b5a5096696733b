CREATE TABLE "attempt_count" (
	"span" smallint NOT NULL,
	"start" timestamp with time zone NOT NULL,
	"route" text NOT NULL,
	"kind" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "attempt_count_span_start_route_kind_pk" PRIMARY KEY("span","start","route","kind")
);
--> statement-breakpoint
CREATE TABLE "attempt_mark" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"counted_to" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempt_time" (
	"span" smallint NOT NULL,
	"start" timestamp with time zone NOT NULL,
	"route" text NOT NULL,
	"measure" text NOT NULL,
	"bucket" smallint NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "attempt_time_span_start_route_measure_bucket_pk" PRIMARY KEY("span","start","route","measure","bucket")
);
--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "became" text;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "recorded_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "attempt_recorded" ON "attempt" USING brin ("recorded_at") WITH (autosummarize=true);--> statement-breakpoint
-- Whatever was recorded before this migration has its time in the new column, and is not counted: only what is later than the mark.
INSERT INTO "attempt_mark" DEFAULT VALUES;--> statement-breakpoint
GRANT SELECT ON "attempt_count", "attempt_time", "attempt_mark" TO spindle_scoped;--> statement-breakpoint
ALTER TABLE "attempt_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attempt_time" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "everything" ON "attempt_count" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "everything" ON "attempt_time" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "scope" ON "attempt_count" AS RESTRICTIVE TO spindle_scoped USING ((SELECT is_unlimited())
	OR split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[]));--> statement-breakpoint
CREATE POLICY "scope" ON "attempt_time" AS RESTRICTIVE TO spindle_scoped USING ((SELECT is_unlimited())
	OR split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[]));
