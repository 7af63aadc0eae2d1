CREATE TABLE `discovery_files` (
	`request_id` text NOT NULL,
	`revision` integer NOT NULL,
	`sha256` text NOT NULL,
	`name` text NOT NULL,
	`taken_at` text NOT NULL,
	`taken_by` text NOT NULL,
	PRIMARY KEY(`request_id`, `revision`, `sha256`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sha256`) REFERENCES `blobs`(`sha256`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`taken_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `drift_reports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` text NOT NULL,
	`revision` integer NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`report` text NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `drift_reports_request` ON `drift_reports` (`request_id`);