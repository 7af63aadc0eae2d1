ALTER TABLE `revisions` ADD `recalled_at` text;--> statement-breakpoint
ALTER TABLE `revisions` ADD `recall_reason` text;