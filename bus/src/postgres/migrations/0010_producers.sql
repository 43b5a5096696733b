ALTER TABLE "token" ADD COLUMN "rate_per_second" double precision;--> statement-breakpoint
ALTER TABLE "token" ADD COLUMN "burst" integer;--> statement-breakpoint
ALTER TABLE "token" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "token" ADD COLUMN "previous_hash" "bytea";--> statement-breakpoint
ALTER TABLE "token" ADD COLUMN "previous_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "token" ADD COLUMN "previous_used_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "token_previous" ON "token" USING btree ("previous_hash") WHERE previous_hash IS NOT NULL;