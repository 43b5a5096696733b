CREATE TABLE "stored_body" (
	"ref" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stored_body_part" (
	"name" text NOT NULL,
	"n" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "stored_body_part_name_n_pk" PRIMARY KEY("name","n")
);
--> statement-breakpoint
CREATE INDEX "stored_body_age" ON "stored_body" USING btree ("stored_at");