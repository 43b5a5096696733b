CREATE TABLE "revision" (
	"message_id" uuid NOT NULL,
	"route" text NOT NULL,
	"n" smallint NOT NULL,
	"content_type" text NOT NULL,
	"extensions" text NOT NULL,
	"body" "bytea" NOT NULL,
	"actor" text NOT NULL,
	"reason" text NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revision_message_id_route_n_pk" PRIMARY KEY("message_id","route","n")
);
--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_message_id_message_body_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message_body"("message_id") ON DELETE cascade ON UPDATE no action;