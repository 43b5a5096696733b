CREATE TABLE "topology" (
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"bindings" text NOT NULL,
	"declared_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "topology_kind_name_pk" PRIMARY KEY("kind","name")
);
