ALTER TABLE "admin_session" ALTER COLUMN "issuer" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "admin_session" ADD COLUMN "token_hash" "bytea";