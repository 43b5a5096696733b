CREATE TABLE "attempt_time_total" (
	"route" text NOT NULL,
	"measure" text NOT NULL,
	"bucket" smallint NOT NULL,
	"count" bigint NOT NULL,
	"sum_ms" bigint NOT NULL,
	CONSTRAINT "attempt_time_total_route_measure_bucket_pk" PRIMARY KEY("route","measure","bucket")
);
--> statement-breakpoint
CREATE TABLE "attempt_total" (
	"route" text NOT NULL,
	"outcome" text NOT NULL,
	"became" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "attempt_total_route_outcome_became_pk" PRIMARY KEY("route","outcome","became")
);
