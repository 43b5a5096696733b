CREATE TABLE "assignment" (
	"rollout" text NOT NULL,
	"key" text NOT NULL,
	"connection" text NOT NULL,
	"because" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assignment_rollout_key_pk" PRIMARY KEY("rollout","key")
);
