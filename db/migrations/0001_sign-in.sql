CREATE TABLE "sign_in_marks" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_in_marks_key_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE INDEX "sign_in_marks_until_index" ON "sign_in_marks" USING btree ("until");