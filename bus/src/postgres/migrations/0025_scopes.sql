ALTER TABLE "token" ADD COLUMN "connections" text[];--> statement-breakpoint
ALTER TABLE "token" ADD COLUMN "brands" text[];--> statement-breakpoint
ALTER TABLE "replay" ADD COLUMN "connections" text[] DEFAULT coalesce(string_to_array(current_setting('spindle.connections', true), ','), '{}') NOT NULL;--> statement-breakpoint
UPDATE "replay" r SET "connections" = coalesce((
	SELECT array_agg(DISTINCT split_part(i.route, '.', 1)) FROM "replay_item" i WHERE i.replay_id = r.id), '{}');--> statement-breakpoint
-- A role belongs to the server, not to one database: another one may have made it, or make it at this moment.
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'spindle_scoped') THEN
		CREATE ROLE spindle_scoped NOLOGIN;
		IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
			EXECUTE format('GRANT spindle_scoped TO %I %s', current_user,
				CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'WITH INHERIT FALSE' END);
		END IF;
	END IF;
EXCEPTION
	WHEN duplicate_object OR unique_violation THEN NULL;
	WHEN insufficient_privilege THEN
		RAISE EXCEPTION 'The role spindle_scoped is missing, and % may not make it.', current_user
			USING HINT = 'By a superuser: CREATE ROLE spindle_scoped NOLOGIN; GRANT spindle_scoped TO <the role of the processes>;';
END
$$;
--> statement-breakpoint
-- The connections that this session is limited to; NULL, and so none, where nobody has said.
CREATE FUNCTION "scoped_connections"() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT string_to_array(current_setting('spindle.connections', true), ',')
$$;
--> statement-breakpoint
-- A policy for a role is also one for its members, and whoever opens such sessions is one: they are not meant.
CREATE FUNCTION "is_unlimited"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT current_user <> 'spindle_scoped' $$;
--> statement-breakpoint
-- For names of routes that are no rows: lists of routes, and what a person has typed.
CREATE FUNCTION "is_in_scope"("route" text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT is_unlimited() OR coalesce(split_part("route", '.', 1) = ANY (scoped_connections()), false)
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO spindle_scoped;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "delivery", "attempt", "revision", "replay_item", "applied_version", "lane", "parked",
	"failure_group", "failure", "failure_tally", "replay", "intake", "message_body", "notice", "notice_watch", "idempotency_key" TO spindle_scoped;--> statement-breakpoint
GRANT SELECT ON "governor", "reference", "assignment", "stored_body_part", "retired_day", "failure_count", "failure_hour", "indexed_value",
	"search_key", "alert" TO spindle_scoped;--> statement-breakpoint
GRANT SELECT, INSERT ON "audit" TO spindle_scoped;--> statement-breakpoint
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO spindle_scoped;--> statement-breakpoint
-- Whoever else may use a table sees all of it; spindle_scoped sees what the second policy leaves.
DO $$
DECLARE
	of_table record;
BEGIN
	FOR of_table IN SELECT * FROM (VALUES
		('delivery', $p$split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[])$p$),
		('failure', $p$split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[])$p$),
		('attempt', $p$split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[])$p$),
		('revision', $p$split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[])$p$),
		('replay_item', $p$split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[])$p$),
		('applied_version', $p$split_part(route, '.', 1) = ANY ((SELECT scoped_connections())::text[])$p$),
		('lane', $p$split_part(lane_group, '.', 1) = ANY ((SELECT scoped_connections())::text[])$p$),
		('parked', $p$split_part(lane_group, '.', 1) = ANY ((SELECT scoped_connections())::text[])$p$),
		('failure_group', $p$adapter = ANY ((SELECT scoped_connections())::text[])$p$),
		('governor', $p$connection = ANY ((SELECT scoped_connections())::text[])$p$),
		('reference', $p$connection = ANY ((SELECT scoped_connections())::text[])$p$),
		('assignment', $p$connection = ANY ((SELECT scoped_connections())::text[])$p$),
		('alert', $p$connection = ANY ((SELECT scoped_connections())::text[])$p$),
		-- A job is whole: who may not see all of its items can neither see nor steer it.
		('replay', $p$connections <> '{}' AND connections <@ (SELECT scoped_connections())$p$),
		('intake', $p$EXISTS (SELECT FROM unnest(routes) AS r(route)
			WHERE split_part(r.route, '.', 1) = ANY ((SELECT scoped_connections())::text[]))$p$),
		-- Below, what is asked in turn is limited by its own policy.
		('failure_tally', $p$EXISTS (SELECT FROM failure_group g WHERE g.id = failure_tally.group_id)$p$),
		('failure_count', $p$EXISTS (SELECT FROM failure_group g WHERE g.id = failure_count.group_id)$p$),
		('failure_hour', $p$EXISTS (SELECT FROM failure_group g WHERE g.id = failure_hour.group_id)$p$),
		('indexed_value', $p$EXISTS (SELECT FROM delivery d WHERE d.message_id = indexed_value.message_id)$p$),
		('message_body', $p$EXISTS (SELECT FROM delivery d WHERE d.message_id = message_body.message_id)$p$),
		('notice', $p$EXISTS (SELECT FROM intake i WHERE i.id = notice.message_id)$p$),
		('notice_watch', $p$EXISTS (SELECT FROM intake i WHERE i.id = notice_watch.message_id)$p$)
	) AS p(name, seen) LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', of_table.name);
		EXECUTE format('CREATE POLICY everything ON %I USING (true) WITH CHECK (true)', of_table.name);
		EXECUTE format('CREATE POLICY scope ON %I AS RESTRICTIVE TO spindle_scoped USING ((SELECT is_unlimited()) OR (%s))', of_table.name, of_table.seen);
	END LOOP;
END
$$;
--> statement-breakpoint
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "everything" ON "audit" USING (true) WITH CHECK (true);--> statement-breakpoint
-- Everybody's acts are written down, and only those on what is in the scope are read.
CREATE POLICY "scope" ON "audit" AS RESTRICTIVE FOR SELECT TO spindle_scoped USING ((SELECT is_unlimited()) OR CASE
	WHEN target ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:'
		THEN split_part(substr(target, 38), '.', 1) = ANY ((SELECT scoped_connections())::text[])
	WHEN target ~ '^(connection|route):'
		THEN split_part(split_part(target, ':', 2), '.', 1) = ANY ((SELECT scoped_connections())::text[])
	WHEN target ~ '^replay:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
		THEN EXISTS (SELECT FROM replay r WHERE r.id = substr(target, 8)::uuid)
	WHEN target ~ '^group:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
		THEN EXISTS (SELECT FROM failure_group g WHERE g.id = substr(target, 7)::uuid)
	ELSE false
END);
