CREATE TABLE `secret_blobs` (
	`request_id` text NOT NULL,
	`revision` integer NOT NULL,
	`target` text NOT NULL,
	`host` text NOT NULL,
	`account` text NOT NULL,
	`cms` text,
	`bytes` integer DEFAULT 0 NOT NULL,
	`certificate` text,
	`cms_sha256` text NOT NULL,
	`recipient_certificate_sha256` text NOT NULL,
	`origin` text NOT NULL,
	`entered_by` text NOT NULL,
	`entered_at` text NOT NULL,
	`in_plan` integer DEFAULT false NOT NULL,
	`erased_at` text,
	`erased_at_signer` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`request_id`, `revision`, `target`),
	FOREIGN KEY (`entered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `secret_blobs_erased` ON `secret_blobs` (`erased_at`);--> statement-breakpoint
ALTER TABLE `requests` ADD `next_change` text;