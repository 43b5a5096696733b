CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"endpoint" text NOT NULL,
	"message_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"tries" smallint DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone DEFAULT now(),
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notice_endpoint" (
	"name" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"rest_until" timestamp with time zone,
	"gone_at" timestamp with time zone,
	"last_success_at" timestamp with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "notice_watch" (
	"message_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"told" text[] DEFAULT '{}' NOT NULL,
	"look_at" timestamp with time zone NOT NULL,
	"moving_since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notice_watch_message_id_endpoint_pk" PRIMARY KEY("message_id","endpoint")
);
--> statement-breakpoint
CREATE INDEX "notice_due" ON "notice" USING btree ("endpoint","next_try_at") WHERE next_try_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "notice_message" ON "notice" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "notice_watch_due" ON "notice_watch" USING btree ("endpoint","look_at");