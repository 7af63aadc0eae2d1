CREATE TABLE `authors` (
	`request_id` text NOT NULL,
	`revision` integer NOT NULL,
	`person_id` text NOT NULL,
	`wrote_here` integer NOT NULL,
	`first_at` text NOT NULL,
	PRIMARY KEY(`request_id`, `revision`, `person_id`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
-- Until now only owners wrote.
INSERT INTO `authors` SELECT `request_id`, `revisions`.`revision`, `owner_id`, true, `created_at` FROM `revisions` JOIN `requests` ON `id` = `request_id`;
--> statement-breakpoint
INSERT OR IGNORE INTO `authors` SELECT `id`, `revision`, `owner_id`, true, `created_at` FROM `requests`;
