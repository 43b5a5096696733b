DROP INDEX "recipe_member_pending";--> statement-breakpoint
DROP INDEX "recipe_open";--> statement-breakpoint
-- What is not sealed opens as it is.
ALTER TABLE "recipe" ALTER COLUMN "patch" SET DATA TYPE bytea USING convert_to("patch", 'UTF8');--> statement-breakpoint
ALTER TABLE "recipe" ADD COLUMN "active_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "recipe" ADD COLUMN "code" text;--> statement-breakpoint
ALTER TABLE "recipe" ADD COLUMN "stood_down" text;--> statement-breakpoint
ALTER TABLE "recipe_member" ADD COLUMN "looked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "replay" ADD COLUMN "recipe_id" uuid;--> statement-breakpoint
UPDATE "replay" p SET "recipe_id" = r."id" FROM "recipe" r WHERE r."replay_id" = p."id";--> statement-breakpoint
UPDATE "recipe_member" m SET "looked_at" = r."created_at",
	"state" = CASE WHEN m."state" = 'mended' AND r."replay_id" IS NOT NULL THEN 'sent' ELSE m."state" END
FROM "recipe" r WHERE r."id" = m."recipe_id" AND m."state" <> 'pending';--> statement-breakpoint
CREATE INDEX "recipe_member_unsent" ON "recipe_member" USING btree ("recipe_id","message_id","route") WHERE state IN ('pending', 'mended');--> statement-breakpoint
CREATE INDEX "replay_of_recipe" ON "replay" USING btree ("recipe_id","id") WHERE recipe_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX "recipe_open" ON "recipe" USING btree ("id") WHERE state IN ('approved', 'running', 'active');--> statement-breakpoint
ALTER TABLE "recipe" DROP COLUMN "replay_id";--> statement-breakpoint
-- Whoever proposes a recipe seals its patch, under a key that may have to be made.
GRANT INSERT ON "subject_key" TO spindle_scoped;
