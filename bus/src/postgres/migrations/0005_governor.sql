CREATE TABLE "governor" (
	"connection" text NOT NULL,
	"key" text NOT NULL,
	"revision" bigint NOT NULL,
	"circuit" text NOT NULL,
	"attention" boolean NOT NULL,
	"state" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "governor_connection_key_pk" PRIMARY KEY("connection","key")
);
--> statement-breakpoint
CREATE INDEX "governor_attention" ON "governor" USING btree ("connection") WHERE attention;
--> statement-breakpoint
DROP TABLE "circuit" CASCADE;
