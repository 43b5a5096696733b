CREATE TABLE "depth_mark" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"looked_at" timestamp with time zone DEFAULT '-infinity' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "in_hand" (
	"worker" text NOT NULL,
	"route" text NOT NULL,
	"count" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "in_hand_worker_route_pk" PRIMARY KEY("worker","route")
);
--> statement-breakpoint
CREATE TABLE "route_depth" (
	"span" smallint NOT NULL,
	"start" timestamp with time zone NOT NULL,
	"route" text NOT NULL,
	"ready" integer NOT NULL,
	"in_line" integer NOT NULL,
	"retrying" integer NOT NULL,
	"stopped" integer NOT NULL,
	"in_flight" integer NOT NULL,
	"waiting_least" integer NOT NULL,
	CONSTRAINT "route_depth_span_start_route_pk" PRIMARY KEY("span","start","route")
);
--> statement-breakpoint
INSERT INTO "depth_mark" DEFAULT VALUES;--> statement-breakpoint
GRANT SELECT ON "route_depth", "in_hand" TO spindle_scoped;--> statement-breakpoint
ALTER TABLE "route_depth" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "in_hand" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "everything" ON "route_depth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "everything" ON "in_hand" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "scope" ON "route_depth" AS RESTRICTIVE TO spindle_scoped USING ((SELECT is_unlimited())
	OR split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[]));--> statement-breakpoint
CREATE POLICY "scope" ON "in_hand" AS RESTRICTIVE TO spindle_scoped USING ((SELECT is_unlimited())
	OR split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[]));
