CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`body` blob NOT NULL,
	`leaf` blob NOT NULL,
	`at` text GENERATED ALWAYS AS (json_extract(CAST(body AS TEXT), '$.at')) VIRTUAL,
	`kind` text GENERATED ALWAYS AS (json_extract(CAST(body AS TEXT), '$.kind')) VIRTUAL,
	`outcome` text GENERATED ALWAYS AS (json_extract(CAST(body AS TEXT), '$.outcome')) VIRTUAL,
	`actor` text GENERATED ALWAYS AS (json_extract(CAST(body AS TEXT), '$.actor')) VIRTUAL,
	`object_type` text GENERATED ALWAYS AS (json_extract(CAST(body AS TEXT), '$.object.type')) VIRTUAL,
	`object_id` text GENERATED ALWAYS AS (json_extract(CAST(body AS TEXT), '$.object.id')) VIRTUAL
);
--> statement-breakpoint
CREATE INDEX `audit_kind` ON `audit` (`kind`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`actor`);--> statement-breakpoint
CREATE INDEX `audit_object` ON `audit` (`object_type`,`object_id`);--> statement-breakpoint
CREATE TABLE `audit_texts` (
	`seq` integer NOT NULL,
	`name` text NOT NULL,
	`salt` blob NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`seq`, `name`),
	FOREIGN KEY (`seq`) REFERENCES `audit`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `passwords` (
	`person_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`must_change` integer NOT NULL,
	`set_at` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`user` text NOT NULL,
	`name` text NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`created_at` text NOT NULL,
	`last_sign_in_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_user_unique` ON `people` (`user`);--> statement-breakpoint
CREATE TABLE `person_roles` (
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`person_id`, `role`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`created_at` text NOT NULL,
	`last_seen_at` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
