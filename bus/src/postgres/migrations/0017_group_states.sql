ALTER TABLE "failure_group" ADD COLUMN "state_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "failure_group" ADD COLUMN "snooze_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "failure_group" ADD COLUMN "snooze_count" integer;--> statement-breakpoint
ALTER TABLE "failure_group" ADD COLUMN "snooze_rate_count" integer;--> statement-breakpoint
ALTER TABLE "failure_group" ADD COLUMN "snooze_rate_seconds" integer;--> statement-breakpoint
ALTER TABLE "failure_group" ADD COLUMN "ticket" text;