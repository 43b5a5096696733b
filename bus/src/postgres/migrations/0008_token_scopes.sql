ALTER TABLE "token" ADD COLUMN "sources" text[];--> statement-breakpoint
ALTER TABLE "token" ADD COLUMN "types" text[];
