-- A failure that begins another life, or ends one without failing, is known: its row is changed, not offered anew, which would look its
-- message up again. What has failed goes the long way: what its message is may be known only now.
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
	IF TG_OP = 'UPDATE' AND failed = 0 THEN
		UPDATE failure SET state = standing, attempts = NEW.attempts, code = NEW.error_code, message = NEW.error_message,
			group_id = NEW.group_id, vendor_reference = NEW.vendor_reference
		WHERE message_id = NEW.message_id AND route IS NOT DISTINCT FROM NEW.route;
		IF FOUND THEN RETURN NULL; END IF;
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
-- The key asked for the replay of each item by a statement planned anew, a third of what it costs to freeze a selection. Who freezes one
-- has written its replay in the same transaction, and what is forgotten of old replays begins with their items.
ALTER TABLE "replay_item" DROP CONSTRAINT "replay_item_replay_id_replay_id_fk";
