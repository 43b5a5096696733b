ALTER TABLE "revision" ADD COLUMN "base" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "state" text DEFAULT 'dispatched' NOT NULL;--> statement-breakpoint
ALTER TABLE "revision" ALTER COLUMN "state" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "delicate" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "decided_reason" text;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "generation" integer;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "dispatched_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "revision_approved" ON "revision" USING btree ("message_id","route") WHERE state = 'approved';--> statement-breakpoint
CREATE INDEX "revision_proposed" ON "revision" USING btree ("expires_at") WHERE state = 'proposed';