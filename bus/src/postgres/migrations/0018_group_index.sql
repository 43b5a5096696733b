DROP INDEX "delivery_group";--> statement-breakpoint
CREATE INDEX "delivery_group" ON "delivery" USING btree ("group_id","last_failed_at") WHERE group_id IS NOT NULL;