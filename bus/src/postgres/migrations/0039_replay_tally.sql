CREATE TABLE "replay_tally" (
	"replay_id" uuid NOT NULL,
	"state" text NOT NULL,
	"released" boolean NOT NULL,
	"items" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "replay_tally_of_replay" ON "replay_tally" USING btree ("replay_id");--> statement-breakpoint
-- Added up again and again: without this the rows before would be read with each sum.
ALTER TABLE "replay_tally" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
-- A row for each statement and state, not one that all of them change: whoever ends items and whoever cancels would wait for each other.
-- As the owner: nobody else counts.
CREATE FUNCTION "tally_replay_items"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO replay_tally SELECT replay_id, state, generation IS NOT NULL, count(*) FROM now_so GROUP BY 1, 2, 3;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO replay_tally SELECT replay_id, state, generation IS NOT NULL, -count(*) FROM was_so GROUP BY 1, 2, 3;
	ELSE
		INSERT INTO replay_tally
		SELECT replay_id, state, generation IS NOT NULL, sum(change) FROM (
			SELECT replay_id, state, generation, 1 AS change FROM now_so
			UNION ALL SELECT replay_id, state, generation, -1 FROM was_so
		) AS changes GROUP BY 1, 2, 3 HAVING sum(change) <> 0;
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "replay_item_stored" AFTER INSERT ON "replay_item" REFERENCING NEW TABLE AS now_so
	FOR EACH STATEMENT EXECUTE FUNCTION "tally_replay_items"();--> statement-breakpoint
CREATE TRIGGER "replay_item_changed" AFTER UPDATE ON "replay_item" REFERENCING OLD TABLE AS was_so NEW TABLE AS now_so
	FOR EACH STATEMENT EXECUTE FUNCTION "tally_replay_items"();--> statement-breakpoint
CREATE TRIGGER "replay_item_forgotten" AFTER DELETE ON "replay_item" REFERENCING OLD TABLE AS was_so
	FOR EACH STATEMENT EXECUTE FUNCTION "tally_replay_items"();--> statement-breakpoint
CREATE FUNCTION "forget_replay_tally"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
	DELETE FROM replay_tally t USING gone g WHERE t.replay_id = g.id;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "replay_forgotten" AFTER DELETE ON "replay" REFERENCING OLD TABLE AS gone
	FOR EACH STATEMENT EXECUTE FUNCTION "forget_replay_tally"();--> statement-breakpoint
-- After the triggers, whose making has waited for whoever was writing: nothing is missed between the two.
INSERT INTO "replay_tally" SELECT replay_id, state, generation IS NOT NULL, count(*) FROM "replay_item" GROUP BY 1, 2, 3;--> statement-breakpoint
GRANT SELECT ON "replay_tally" TO spindle_scoped;--> statement-breakpoint
ALTER TABLE "replay_tally" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "everything" ON "replay_tally" USING (true) WITH CHECK (true);--> statement-breakpoint
-- What is asked is limited by its own policy.
CREATE POLICY "scope" ON "replay_tally" AS RESTRICTIVE TO spindle_scoped
	USING ((SELECT is_unlimited()) OR EXISTS (SELECT FROM replay r WHERE r.id = replay_tally.replay_id));
