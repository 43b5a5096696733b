CREATE TABLE "pause" (
	"target" text PRIMARY KEY NOT NULL,
	"actor" text NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "pause" TO spindle_scoped;--> statement-breakpoint
ALTER TABLE "pause" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "everything" ON "pause" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "scope" ON "pause" AS RESTRICTIVE TO spindle_scoped USING ((SELECT is_unlimited()) OR split_part(target, '.', 1) = ANY ((SELECT scoped_connections())::text[]));
