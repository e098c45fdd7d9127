DROP INDEX "history_save_index";--> statement-breakpoint
CREATE INDEX "history_save_index" ON "history" USING btree ("save_id","id");