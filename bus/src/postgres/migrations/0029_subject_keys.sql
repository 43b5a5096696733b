CREATE TABLE "subject_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"master" text,
	"wrapped" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	"ended_by" uuid,
	"destroyed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "subject_key_in_use" ON "subject_key" USING btree ("hash") WHERE retired_at IS NULL;--> statement-breakpoint
CREATE INDEX "subject_key_hash" ON "subject_key" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "subject_key_ending" ON "subject_key" USING btree ("ended_by") WHERE ended_by IS NOT NULL AND destroyed_at IS NULL;--> statement-breakpoint
CREATE INDEX "message_body_key" ON "message_body" USING btree (substr(body, 6, 16)) WHERE substr(body, 1, 5) = '\x0053504c01'::bytea;--> statement-breakpoint
-- Of what its other tables show it, the scoped role reads what is sealed; it makes no keys and ends none.
GRANT SELECT ON "subject_key" TO spindle_scoped;
