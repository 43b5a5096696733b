-- By a superuser, once `spindle migrate` has run with the role spindle_owner; the processes use the role spindle.
GRANT USAGE, CREATE ON SCHEMA public TO spindle;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO spindle;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO spindle;
ALTER DEFAULT PRIVILEGES FOR ROLE spindle_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO spindle;
ALTER DEFAULT PRIVILEGES FOR ROLE spindle_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO spindle;

-- Who is limited to some connections is served by sessions in this role: row security leaves them what is theirs.
-- It takes over this role and must not have its limits besides; before PostgreSQL 16 the policies alone see to that.
DO $$
BEGIN
	EXECUTE 'GRANT spindle_scoped TO spindle' ||
		CASE WHEN current_setting('server_version_num')::int >= 160000 THEN ' WITH INHERIT FALSE' ELSE '' END;
END
$$;

-- The scheduler makes the partitions of the days to come, which only the owner of a partitioned table may. Migrations may too.
GRANT spindle TO spindle_owner;
ALTER TABLE delivery OWNER TO spindle;
ALTER TABLE attempt OWNER TO spindle;

-- Lines are added to the audit, and nothing else; their seals are written by the trigger, in the name of spindle_owner.
REVOKE ALL ON audit, audit_seal FROM spindle;
GRANT SELECT, INSERT ON audit TO spindle;
GRANT SELECT ON audit_seal TO spindle;
