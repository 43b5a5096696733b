-- Our sessions plan every statement anew, a trigger's too: that was more than half of what a failure cost. These two are planned once,
-- maybe while the tables are empty, and must go by primary key then and later: no reading of a whole table, and the route by a
-- comparison that no index of routes fits.
CREATE OR REPLACE FUNCTION "note_failure"() RETURNS trigger LANGUAGE plpgsql
	SET plan_cache_mode = 'force_generic_plan' SET enable_seqscan = off AS $$
DECLARE
	standing text := failure_state(NEW.state);
	failed smallint := (TG_OP = 'INSERT' OR OLD.last_failed_at IS DISTINCT FROM NEW.last_failed_at)::int;
	was_open smallint := 0;
	is_open smallint := failure_is_open(NEW.state, NEW.last_failed_at);
BEGIN
	IF TG_OP = 'UPDATE' THEN
		was_open := failure_is_open(OLD.state, OLD.last_failed_at);
	ELSE
		-- One that was only moved to another partition is known, and not counted again.
		SELECT (f.state <> 'discarded')::int, (f.last_failed_at <> NEW.last_failed_at)::int INTO was_open, failed
		FROM failure f WHERE f.message_id = NEW.message_id AND f.route IS NOT DISTINCT FROM NEW.route;
		was_open := coalesce(was_open, 0);
		failed := coalesce(failed, 1);
	END IF;
	IF TG_OP = 'UPDATE' AND was_open = 1 AND OLD.group_id IS DISTINCT FROM NEW.group_id THEN
		INSERT INTO failure_tally SELECT OLD.group_id, 0, -1, OLD.last_failed_at WHERE OLD.group_id IS NOT NULL;
		was_open := 0;
	END IF;
	IF NEW.group_id IS NOT NULL AND (failed = 1 OR is_open <> was_open) THEN
		INSERT INTO failure_tally VALUES (NEW.group_id, failed, is_open - was_open, NEW.last_failed_at);
	END IF;
	IF standing IS NULL THEN
		DELETE FROM failure WHERE message_id = NEW.message_id AND route IS NOT DISTINCT FROM NEW.route;
		RETURN NULL;
	END IF;
	INSERT INTO failure
	SELECT NEW.message_id, NEW.route, standing, NEW.attempts, i.type, i.entity_key, NEW.error_code, NEW.error_message, NEW.group_id,
		NEW.vendor_reference, NEW.last_failed_at
	FROM (SELECT) AS one LEFT JOIN intake i ON i.id = NEW.message_id
	ON CONFLICT (message_id, route) DO UPDATE SET state = excluded.state, attempts = excluded.attempts, type = excluded.type,
		entity_key = excluded.entity_key, code = excluded.code, message = excluded.message, group_id = excluded.group_id,
		vendor_reference = excluded.vendor_reference, last_failed_at = excluded.last_failed_at;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "forget_failure"() RETURNS trigger LANGUAGE plpgsql
	SET plan_cache_mode = 'force_generic_plan' SET enable_seqscan = off AS $$
BEGIN
	INSERT INTO failure_tally SELECT OLD.group_id, 0, -1, OLD.last_failed_at
	WHERE OLD.group_id IS NOT NULL AND failure_is_open(OLD.state, OLD.last_failed_at) = 1;
	DELETE FROM failure WHERE message_id = OLD.message_id AND route IS NOT DISTINCT FROM OLD.route;
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- A foreign key asks for the message of each value by a statement of its own, planned anew as well. Whoever writes values has stored, and
-- so locked, the message before, in the same transaction; all that the key still did was to let the values go with it.
ALTER TABLE "indexed_value" DROP CONSTRAINT "indexed_value_message_id_message_body_message_id_fk";--> statement-breakpoint
-- As the owner of the table, as a foreign key does.
CREATE FUNCTION "forget_indexed_values"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
	DELETE FROM indexed_value v USING gone g WHERE v.message_id = g.message_id;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "message_body_forgotten" AFTER DELETE ON "message_body" REFERENCING OLD TABLE AS gone
	FOR EACH STATEMENT EXECUTE FUNCTION "forget_indexed_values"();
