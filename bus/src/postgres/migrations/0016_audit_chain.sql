CREATE TABLE "audit_seal" (
	"position" bigint PRIMARY KEY NOT NULL,
	"audit_id" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_seal_audit_id_unique" UNIQUE("audit_id")
);
--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE FUNCTION "audit_row_hash"("before" bytea, "position" bigint, "entry" "public"."audit") RETURNS bytea
	LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
	-- Every field is <length in bytes>:<text>, and ~, stands for null: no two rows are written alike. audit-chain.ts does the same.
	SELECT sha256("before" || convert_to(string_agg(
		coalesce(octet_length(convert_to(field, 'UTF8')) || ':' || field, '~') || ',', '' ORDER BY n), 'UTF8'))
	FROM unnest(ARRAY[
		'spindle audit 1', "position"::text, entry.id::text, (extract(epoch FROM entry.at) * 1000000)::bigint::text,
		entry.actor, entry.action, entry.target, entry.reason, entry.detail
	]) WITH ORDINALITY AS fields(field, n)
$$;
--> statement-breakpoint
CREATE FUNCTION "seal_audit_row"() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	head public.audit_seal;
BEGIN
	-- Until the end of the commit that has begun: who comes next reads the head in a statement of its own, and sees this one's.
	PERFORM pg_advisory_xact_lock(7238115);
	SELECT * INTO head FROM public.audit_seal ORDER BY position DESC LIMIT 1;
	head.position := coalesce(head.position, 0) + 1;
	INSERT INTO public.audit_seal (position, audit_id, hash)
	VALUES (head.position, NEW.id, public.audit_row_hash(coalesce(head.hash, decode(repeat('00', 32), 'hex')), head.position, NEW));
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'The audit is only ever appended to: % of % is refused.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "audit_is_sealed" AFTER INSERT ON "audit"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "seal_audit_row"();--> statement-breakpoint
CREATE TRIGGER "audit_is_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_seal_is_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seal"
	FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
-- After the trigger, whose making has waited for whoever was writing: no row is left between the two.
DO $$
DECLARE
	entry public.audit;
	position bigint := 0;
	hash bytea := decode(repeat('00', 32), 'hex');
BEGIN
	FOR entry IN SELECT * FROM public.audit ORDER BY id LOOP
		position := position + 1;
		hash := public.audit_row_hash(hash, position, entry);
		INSERT INTO public.audit_seal VALUES (position, entry.id, hash);
	END LOOP;
END
$$;
