CREATE TABLE `blobs` (
	`sha256` text PRIMARY KEY NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `closings` (
	`plan_digest` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`action` text NOT NULL,
	`actor_id` text NOT NULL,
	`address` text,
	`reason` text,
	`at` text NOT NULL,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `journal` (
	`seq` integer PRIMARY KEY NOT NULL,
	`sha256` text NOT NULL,
	`kind` text NOT NULL,
	`plan_digest` text,
	`entry` text NOT NULL,
	`applied_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `journal_sha256_unique` ON `journal` (`sha256`);--> statement-breakpoint
CREATE INDEX `journal_plan` ON `journal` (`plan_digest`);--> statement-breakpoint
CREATE INDEX `journal_kind` ON `journal` (`kind`);--> statement-breakpoint
CREATE TABLE `change_requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`request_id` text NOT NULL,
	`revision` integer NOT NULL,
	`by` text NOT NULL,
	`at` text NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `change_requests_request` ON `change_requests` (`request_id`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`request_id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`version` integer NOT NULL,
	`environment` text NOT NULL,
	`case_json` text NOT NULL,
	`saved_at` text NOT NULL,
	`saved_by` text NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`saved_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `preparations` (
	`request_id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`version` integer NOT NULL,
	`step` text NOT NULL,
	`since` text NOT NULL,
	`message` text,
	`done` integer DEFAULT 0 NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`findings` text NOT NULL,
	`upload_tried` integer DEFAULT false NOT NULL,
	`started_by` text NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`started_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `requests` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`owner_id` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`reached` text NOT NULL,
	`shared` integer DEFAULT false NOT NULL,
	`created_at` text NOT NULL,
	`changed_at` text NOT NULL,
	`title` text NOT NULL,
	`environment_name` text NOT NULL,
	`window` text NOT NULL,
	`window_start` text,
	`window_end` text,
	`errors` integer NOT NULL,
	`warnings` integer NOT NULL,
	`targets` integer,
	`search_text` text NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_id_unique` ON `requests` (`id`);--> statement-breakpoint
CREATE INDEX `requests_owner` ON `requests` (`owner_id`);--> statement-breakpoint
CREATE INDEX `requests_state` ON `requests` (`state`);--> statement-breakpoint
CREATE TABLE `revision_files` (
	`request_id` text NOT NULL,
	`revision` integer NOT NULL,
	`target` text NOT NULL,
	`origin` text NOT NULL,
	`path` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	PRIMARY KEY(`request_id`, `revision`, `target`, `origin`, `path`),
	FOREIGN KEY (`sha256`) REFERENCES `blobs`(`sha256`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`,`revision`,`target`) REFERENCES `revision_targets`(`request_id`,`revision`,`target`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `revision_files_blob` ON `revision_files` (`sha256`);--> statement-breakpoint
CREATE TABLE `revision_targets` (
	`request_id` text NOT NULL,
	`revision` integer NOT NULL,
	`target` text NOT NULL,
	`kind` text NOT NULL,
	`fqdn` text NOT NULL,
	`summary` text NOT NULL,
	`steps` integer NOT NULL,
	`minutes` integer NOT NULL,
	`statement_sha256` text NOT NULL,
	PRIMARY KEY(`request_id`, `revision`, `target`),
	FOREIGN KEY (`statement_sha256`) REFERENCES `blobs`(`sha256`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`,`revision`) REFERENCES `revisions`(`request_id`,`revision`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`request_id` text NOT NULL,
	`revision` integer NOT NULL,
	`environment` text NOT NULL,
	`case_json` text NOT NULL,
	`as_of` text NOT NULL,
	`policy` text NOT NULL,
	`plan_digest` text NOT NULL,
	`statement_sha256` text NOT NULL,
	`plan_sha256` text NOT NULL,
	`findings` text NOT NULL,
	`outcome` text NOT NULL,
	`prepared_at` text NOT NULL,
	`submitted_at` text,
	`signed_at` text,
	`closed_reason` text,
	`manifests` text,
	`signing_problem` text,
	PRIMARY KEY(`request_id`, `revision`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`statement_sha256`) REFERENCES `blobs`(`sha256`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_sha256`) REFERENCES `blobs`(`sha256`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_plan_digest_unique` ON `revisions` (`plan_digest`);