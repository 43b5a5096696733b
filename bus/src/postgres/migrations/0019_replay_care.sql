ALTER TABLE "replay" ADD COLUMN "advances" text DEFAULT 'byHand' NOT NULL;--> statement-breakpoint
ALTER TABLE "replay" ADD COLUMN "judged_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "replay" ADD COLUMN "forgiven_ended" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "replay" ADD COLUMN "forgiven_failed" integer DEFAULT 0 NOT NULL;