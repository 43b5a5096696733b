CREATE TABLE "retention_run" (
	"id" smallint PRIMARY KEY NOT NULL,
	"ran_at" timestamp with time zone NOT NULL,
	"days" text NOT NULL,
	"pruned" text NOT NULL
);
