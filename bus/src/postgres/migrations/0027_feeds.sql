ALTER TABLE "replay" ADD COLUMN "kind" text DEFAULT 'failures' NOT NULL;--> statement-breakpoint
ALTER TABLE "replay" ADD COLUMN "reading" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "replay" ADD COLUMN "read_to" bigint;--> statement-breakpoint
-- A message that was fed to a route later, from the journal, belongs to that connection too.
ALTER POLICY "scope" ON "intake" USING ((SELECT is_unlimited()) OR (
	EXISTS (SELECT FROM unnest(routes) AS r(route)
		WHERE split_part(r.route, '.', 1) = ANY ((SELECT scoped_connections())::text[]))
	OR EXISTS (SELECT FROM delivery d WHERE d.message_id = intake.id)));
