DROP INDEX "replay_running";--> statement-breakpoint
DROP INDEX "replay_item_open";--> statement-breakpoint
ALTER TABLE "replay" ADD COLUMN "routes" text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "replay" ADD COLUMN "paced_until" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "replay_item" ADD COLUMN "selected_generation" integer;--> statement-breakpoint
CREATE INDEX "replay_open" ON "replay" USING btree ("created_at") WHERE finished_at IS NULL;--> statement-breakpoint
CREATE INDEX "replay_item_pending" ON "replay_item" USING btree ("replay_id","route","message_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "replay_item_in_flight" ON "replay_item" USING btree ("replay_id","route","message_id") WHERE state = 'inFlight';