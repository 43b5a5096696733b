ALTER TABLE "reference" ADD COLUMN "subject" text;--> statement-breakpoint
CREATE INDEX "reference_subject" ON "reference" USING btree ("connection","subject") WHERE subject IS NOT NULL;