CREATE TABLE "applied_version" (
	"route" text NOT NULL,
	"key" text NOT NULL,
	"version" text,
	"holder" uuid,
	"held_until" timestamp with time zone,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "applied_version_route_key_pk" PRIMARY KEY("route","key")
);
--> statement-breakpoint
CREATE TABLE "batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"route" text NOT NULL,
	"members" uuid[] NOT NULL,
	"claimed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lane" (
	"lane_group" text NOT NULL,
	"key" text NOT NULL,
	"depth" integer NOT NULL,
	"ready_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lane_lane_group_key_pk" PRIMARY KEY("lane_group","key")
);
--> statement-breakpoint
CREATE TABLE "parked" (
	"lane_group" text NOT NULL,
	"key" text NOT NULL,
	"pos" bigserial NOT NULL,
	"message_id" uuid NOT NULL,
	"route" text NOT NULL,
	"parked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "parked_message_id_route_pk" PRIMARY KEY("message_id","route")
);
--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "suspect" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
CREATE INDEX "lane_ready" ON "lane" USING btree ("lane_group","ready_at");--> statement-breakpoint
CREATE INDEX "parked_in_order" ON "parked" USING btree ("lane_group","key","pos");