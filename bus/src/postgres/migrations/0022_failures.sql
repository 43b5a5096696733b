CREATE TABLE "failure" (
	"message_id" uuid NOT NULL,
	"route" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"type" text,
	"entity_key" text,
	"code" text,
	"message" text,
	"group_id" uuid,
	"vendor_reference" text,
	"last_failed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "failure_message_id_route_pk" PRIMARY KEY("message_id","route")
);
--> statement-breakpoint
CREATE TABLE "failure_count" (
	"group_id" uuid PRIMARY KEY NOT NULL,
	"open" integer NOT NULL,
	"last_failed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "failure_hour" (
	"group_id" uuid NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"failed" integer NOT NULL,
	CONSTRAINT "failure_hour_group_id_hour_pk" PRIMARY KEY("group_id","hour")
);
--> statement-breakpoint
CREATE TABLE "failure_tally" (
	"group_id" uuid NOT NULL,
	"failed" smallint NOT NULL,
	"open" smallint NOT NULL,
	"last_failed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "indexed_value" (
	"message_id" uuid NOT NULL,
	"hash" bigint NOT NULL,
	CONSTRAINT "indexed_value_message_id_hash_pk" PRIMARY KEY("message_id","hash")
);
--> statement-breakpoint
CREATE TABLE "search_key" (
	"key" "bytea" NOT NULL
);
--> statement-breakpoint
DROP INDEX "delivery_failed";--> statement-breakpoint
ALTER TABLE "indexed_value" ADD CONSTRAINT "indexed_value_message_id_message_body_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message_body"("message_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "failure_newest" ON "failure" USING btree ("last_failed_at","message_id","route");--> statement-breakpoint
CREATE INDEX "failure_of_group" ON "failure" USING btree ("group_id","last_failed_at");--> statement-breakpoint
CREATE INDEX "failure_of_route" ON "failure" USING btree ("route","last_failed_at");--> statement-breakpoint
CREATE INDEX "failure_type" ON "failure" USING btree ("type");--> statement-breakpoint
CREATE INDEX "failure_state" ON "failure" USING btree ("state","attempts");--> statement-breakpoint
CREATE INDEX "failure_vendor_reference" ON "failure" USING btree ("vendor_reference") WHERE vendor_reference IS NOT NULL;--> statement-breakpoint
CREATE INDEX "indexed_value_hash" ON "indexed_value" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "reference_vendor_id" ON "reference" USING btree ("vendor_id");--> statement-breakpoint
-- Added up every second and then empty again: without this a storm's dead rows would be read with each sum.
ALTER TABLE "failure_tally" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
-- A column that is compared with hundreds of groups: each of them is worth an estimate of its own.
ALTER TABLE "failure" ALTER COLUMN "group_id" SET STATISTICS 1000;--> statement-breakpoint
ALTER TABLE "failure" ALTER COLUMN "route" SET STATISTICS 1000;--> statement-breakpoint
-- Route, type, code and group go together: taken as independent, a search for two of them would be expected to find too little.
CREATE STATISTICS "failure_together" (dependencies, mcv) ON route, type, code, group_id, state FROM "failure";--> statement-breakpoint
CREATE FUNCTION "failure_state"("state" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE
		WHEN "state" IN ('running', 'waiting', 'queued', 'parked') THEN 'moving'
		WHEN "state" NOT IN ('applied', 'unchanged', 'superseded') THEN "state"
	END
$$;
--> statement-breakpoint
-- What the row of a delivery says of a group's count: 1 while it is open, 0 else.
CREATE FUNCTION "failure_is_open"("state" text, "failed_at" timestamptz) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ("failed_at" IS NOT NULL AND "state" NOT IN ('applied', 'unchanged', 'superseded', 'discarded'))::int::smallint
$$;
--> statement-breakpoint
CREATE FUNCTION "note_failure"() RETURNS trigger LANGUAGE plpgsql AS $$
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
		FROM failure f WHERE f.message_id = NEW.message_id AND f.route = NEW.route;
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
		DELETE FROM failure WHERE message_id = NEW.message_id AND route = NEW.route;
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
CREATE FUNCTION "forget_failure"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO failure_tally SELECT OLD.group_id, 0, -1, OLD.last_failed_at
	WHERE OLD.group_id IS NOT NULL AND failure_is_open(OLD.state, OLD.last_failed_at) = 1;
	DELETE FROM failure WHERE message_id = OLD.message_id AND route = OLD.route;
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- The conditions stand here and not in the functions: a delivery that never failed calls none of them.
CREATE TRIGGER "delivery_failure_stored" AFTER INSERT ON "delivery"
	FOR EACH ROW WHEN (NEW.last_failed_at IS NOT NULL) EXECUTE FUNCTION "note_failure"();--> statement-breakpoint
CREATE TRIGGER "delivery_failure_changed" AFTER UPDATE ON "delivery"
	FOR EACH ROW WHEN (NEW.last_failed_at IS NOT NULL AND (
		OLD.last_failed_at IS DISTINCT FROM NEW.last_failed_at OR OLD.attempts <> NEW.attempts
		OR failure_state(OLD.state) IS DISTINCT FROM failure_state(NEW.state)
		OR OLD.group_id IS DISTINCT FROM NEW.group_id OR OLD.vendor_reference IS DISTINCT FROM NEW.vendor_reference))
	EXECUTE FUNCTION "note_failure"();--> statement-breakpoint
CREATE TRIGGER "delivery_failure_forgotten" AFTER DELETE ON "delivery"
	FOR EACH ROW WHEN (OLD.last_failed_at IS NOT NULL) EXECUTE FUNCTION "forget_failure"();--> statement-breakpoint
-- After the triggers, whose making has waited for whoever was writing: nothing is missed between the two.
INSERT INTO "failure"
SELECT d.message_id, d.route, failure_state(d.state), d.attempts, i.type, i.entity_key, d.error_code, d.error_message, d.group_id,
	d.vendor_reference, d.last_failed_at
FROM "delivery" d LEFT JOIN "intake" i ON i.id = d.message_id
WHERE d.last_failed_at IS NOT NULL AND failure_state(d.state) IS NOT NULL;--> statement-breakpoint
INSERT INTO "failure_count"
SELECT group_id, sum(failure_is_open(state, last_failed_at)), max(last_failed_at) FROM "delivery"
WHERE group_id IS NOT NULL AND last_failed_at IS NOT NULL GROUP BY group_id;--> statement-breakpoint
INSERT INTO "failure_hour"
SELECT group_id, date_trunc('hour', last_failed_at, 'UTC'), count(*) FROM "delivery"
WHERE group_id IS NOT NULL AND last_failed_at > now() - interval '25 hours' GROUP BY 1, 2;--> statement-breakpoint
-- Of two UUIDs from the database's source of random numbers: 244 bits.
INSERT INTO "search_key" VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
