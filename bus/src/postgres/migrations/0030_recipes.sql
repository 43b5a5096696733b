CREATE TABLE "recipe" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"kind" text NOT NULL,
	"patch" text NOT NULL,
	"selection" text NOT NULL,
	"connections" text[] DEFAULT coalesce(string_to_array(current_setting('spindle.connections', true), ','), '{}') NOT NULL,
	"reason" text NOT NULL,
	"actor" text NOT NULL,
	"types" text[] NOT NULL,
	"delicate" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"decided_reason" text,
	"replay_id" uuid,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "recipe_member" (
	"recipe_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"route" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"revision" smallint,
	"reason" text,
	CONSTRAINT "recipe_member_recipe_id_message_id_route_pk" PRIMARY KEY("recipe_id","message_id","route")
);
--> statement-breakpoint
ALTER TABLE "recipe_member" ADD CONSTRAINT "recipe_member_recipe_id_recipe_id_fk" FOREIGN KEY ("recipe_id") REFERENCES "public"."recipe"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recipe_open" ON "recipe" USING btree ("id") WHERE state IN ('approved', 'running');--> statement-breakpoint
CREATE INDEX "recipe_member_pending" ON "recipe_member" USING btree ("recipe_id","message_id","route") WHERE state = 'pending';--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "recipe", "recipe_member" TO spindle_scoped;--> statement-breakpoint
ALTER TABLE "recipe" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "everything" ON "recipe" USING (true) WITH CHECK (true);--> statement-breakpoint
-- A job is whole: who may not see all of its members can neither see nor steer it.
CREATE POLICY "scope" ON "recipe" AS RESTRICTIVE TO spindle_scoped USING ((SELECT is_unlimited()) OR
	(connections <> '{}' AND connections <@ (SELECT scoped_connections())));--> statement-breakpoint
ALTER TABLE "recipe_member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "everything" ON "recipe_member" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "scope" ON "recipe_member" AS RESTRICTIVE TO spindle_scoped USING ((SELECT is_unlimited()) OR
	split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[]));
