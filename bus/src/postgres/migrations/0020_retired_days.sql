CREATE TABLE "retired_day" (
	"day" date PRIMARY KEY NOT NULL,
	"first_id" uuid NOT NULL,
	"next_id" uuid NOT NULL,
	"dropped" bigint NOT NULL,
	"kept" integer NOT NULL,
	"unclaimed" integer NOT NULL,
	"retired_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "reference_written" ON "reference" USING brin ("written_at");--> statement-breakpoint
CREATE INDEX "assignment_decided" ON "assignment" USING brin ("decided_at");--> statement-breakpoint
-- Whether a delivery without a row was settled: its day was retired when each of the day's deliveries had a row.
CREATE FUNCTION "is_forgotten"("id" uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM "retired_day" r WHERE "id" >= r.first_id AND "id" < r.next_id AND r.unclaimed = 0)
$$;
--> statement-breakpoint
-- A decided delivery without a row is settled and forgotten, or its token is in a queue still.
CREATE FUNCTION "state_without_row"("id" uuid) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN "is_forgotten"("id") THEN 'forgotten' ELSE 'pending' END
$$;
--> statement-breakpoint
CREATE FUNCTION "guard_retired_day"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	retired "retired_day";
BEGIN
	SELECT * INTO retired FROM "retired_day" r WHERE NEW.message_id >= r.first_id AND NEW.message_id < r.next_id;
	IF NOT FOUND OR EXISTS (SELECT FROM "delivery_default" d WHERE d.message_id = NEW.message_id AND d.route = NEW.route) THEN
		RETURN NEW;
	END IF;
	-- Each delivery of that day was settled or has been kept: whatever comes now is a token, or a copy of the message, that was late.
	IF retired.unclaimed = 0 THEN
		RETURN NULL;
	END IF;
	NEW.doubt_since := coalesce(NEW.doubt_since, retired.retired_at);
	RETURN NEW;
END
$$;
--> statement-breakpoint
-- What belongs to a day without a partition lands in the default one, and nothing else does: days that are not over pay nothing.
CREATE TRIGGER "delivery_of_a_retired_day" BEFORE INSERT ON "delivery_default"
	FOR EACH ROW EXECUTE FUNCTION "guard_retired_day"();
