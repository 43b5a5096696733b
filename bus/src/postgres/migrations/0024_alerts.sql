CREATE TABLE "alert" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"connection" text,
	"title" text NOT NULL,
	"next" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_told_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "feed_hour" (
	"source" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "feed_hour_source_hour_pk" PRIMARY KEY("source","hour")
);
--> statement-breakpoint
CREATE TABLE "feed_mark" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"counted_to" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notice" ALTER COLUMN "message_id" DROP NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_open" ON "alert" USING btree ("key") WHERE ended_at IS NULL;