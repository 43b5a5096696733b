ALTER TABLE "applied_version" ADD COLUMN "held_version" text;--> statement-breakpoint
ALTER TABLE "applied_version" ADD COLUMN "doubted" text;--> statement-breakpoint
ALTER TABLE "applied_version" ADD COLUMN "doubted_by" uuid;