CREATE TABLE "admin_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"name" text NOT NULL,
	"groups" text[] NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"idle_ms" bigint NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"logout_hint" "bytea",
	CONSTRAINT "admin_session_hash_unique" UNIQUE("hash")
);
