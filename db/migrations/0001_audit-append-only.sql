-- A speed bump for mistakes, not a lock: who can write the file can drop these. The Merkle tree is what tells.
CREATE TRIGGER `audit_no_update` BEFORE UPDATE ON `audit`
BEGIN
	SELECT RAISE(ABORT, 'the audit log is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_delete` BEFORE DELETE ON `audit`
BEGIN
	SELECT RAISE(ABORT, 'the audit log is append-only');
END;
--> statement-breakpoint
-- Also stops INSERT OR REPLACE, which deletes without a delete trigger.
CREATE TRIGGER `audit_no_gap` BEFORE INSERT ON `audit`
WHEN NEW.`seq` <> (SELECT coalesce(max(`seq`) + 1, 0) FROM `audit`)
BEGIN
	SELECT RAISE(ABORT, 'audit events are numbered without gaps');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_texts_no_update` BEFORE UPDATE ON `audit_texts`
BEGIN
	SELECT RAISE(ABORT, 'a text of the audit log can be erased, not changed');
END;
