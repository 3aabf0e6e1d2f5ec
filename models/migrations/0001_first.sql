CREATE TABLE "absence" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "stand_in" TEXT NOT NULL,
    "left_at" TEXT NOT NULL,
    "back_at" TEXT,
    FOREIGN KEY ("staff_id") REFERENCES "staff" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "absence_uuid" ON "absence" ("uuid");

CREATE INDEX "absence_staff_id" ON "absence" ("staff_id");

CREATE TABLE "calendar_change" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "working" INTEGER NOT NULL CHECK ("working" IN (0, 1)),
    "reason" TEXT NOT NULL,
    "active" INTEGER NOT NULL CHECK ("active" IN (0, 1))
);

CREATE UNIQUE INDEX "calendar_change_uuid" ON "calendar_change" ("uuid");

CREATE UNIQUE INDEX "calendar_change_day" ON "calendar_change" ("day");

CREATE TABLE "staff" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "login" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "password" TEXT NOT NULL,
    "active" INTEGER NOT NULL CHECK ("active" IN (0, 1)),
    "must_change" INTEGER NOT NULL CHECK ("must_change" IN (0, 1)),
    "recovery" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "locked_until" TEXT
);

CREATE UNIQUE INDEX "staff_uuid" ON "staff" ("uuid");

CREATE UNIQUE INDEX "staff_login" ON "staff" ("login");

CREATE TABLE "person" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "id_kind" TEXT NOT NULL,
    "id_number" TEXT NOT NULL,
    "no_id_reason" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "gacha" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "birth" TEXT,
    "sex" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "household" TEXT NOT NULL,
    "household_role" TEXT NOT NULL,
    "merged_into_id" INTEGER,
    "pinyin" TEXT NOT NULL,
    FOREIGN KEY ("merged_into_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "person_uuid" ON "person" ("uuid");

CREATE INDEX "person_name" ON "person" ("name");

CREATE INDEX "person_id_number" ON "person" ("id_number");

CREATE INDEX "person_phone" ON "person" ("phone");

CREATE INDEX "person_household" ON "person" ("household");

CREATE INDEX "person_merged_into_id" ON "person" ("merged_into_id");

CREATE INDEX "person_pinyin" ON "person" ("pinyin");

CREATE TABLE "reception" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "channel" TEXT NOT NULL,
    "opened_at" TEXT NOT NULL,
    "closed_at" TEXT,
    "clerk_id" INTEGER NOT NULL,
    "applicant_id" INTEGER,
    "agent_id" INTEGER,
    "agent_kind" TEXT NOT NULL,
    "agent_relation" TEXT NOT NULL,
    "agent_authority" TEXT NOT NULL,
    "caller" TEXT NOT NULL,
    "caller_phone" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "disputed" TEXT NOT NULL,
    FOREIGN KEY ("clerk_id") REFERENCES "staff" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("applicant_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("agent_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "reception_uuid" ON "reception" ("uuid");

CREATE INDEX "reception_opened_at" ON "reception" ("opened_at");

CREATE INDEX "reception_clerk_id" ON "reception" ("clerk_id");

CREATE INDEX "reception_applicant_id" ON "reception" ("applicant_id");

CREATE INDEX "reception_agent_id" ON "reception" ("agent_id");

CREATE TABLE "matter_version" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "enabled" INTEGER NOT NULL CHECK ("enabled" IN (0, 1)),
    "confirmed_by" TEXT NOT NULL,
    "retired" TEXT NOT NULL
);

CREATE UNIQUE INDEX "matter_version_uuid" ON "matter_version" ("uuid");

CREATE UNIQUE INDEX "matter_version_code_version" ON "matter_version" ("code", "version");

CREATE TABLE "department" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "duties" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "active" INTEGER NOT NULL CHECK ("active" IN (0, 1))
);

CREATE UNIQUE INDEX "department_uuid" ON "department" ("uuid");

CREATE UNIQUE INDEX "department_name" ON "department" ("name");

CREATE TABLE "colleague" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "department_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "duties" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "stand_in_id" INTEGER,
    "staff_id" INTEGER,
    "active" INTEGER NOT NULL CHECK ("active" IN (0, 1)),
    "pinyin" TEXT NOT NULL,
    FOREIGN KEY ("department_id") REFERENCES "department" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("stand_in_id") REFERENCES "colleague" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("staff_id") REFERENCES "staff" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "colleague_uuid" ON "colleague" ("uuid");

CREATE INDEX "colleague_department_id" ON "colleague" ("department_id");

CREATE INDEX "colleague_stand_in_id" ON "colleague" ("stand_in_id");

CREATE INDEX "colleague_staff_id" ON "colleague" ("staff_id");

CREATE TABLE "duty" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "code" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "colleague_id" INTEGER,
    FOREIGN KEY ("colleague_id") REFERENCES "colleague" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "duty_uuid" ON "duty" ("uuid");

CREATE INDEX "duty_colleague_id" ON "duty" ("colleague_id");

CREATE UNIQUE INDEX "duty_code_part" ON "duty" ("code", "part");

CREATE TABLE "party" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "reception_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "relation" TEXT NOT NULL,
    FOREIGN KEY ("reception_id") REFERENCES "reception" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "party_uuid" ON "party" ("uuid");

CREATE INDEX "party_reception_id" ON "party" ("reception_id");

CREATE INDEX "party_person_id" ON "party" ("person_id");

CREATE UNIQUE INDEX "party_reception_id_person_id" ON "party" ("reception_id", "person_id");

CREATE TABLE "cases" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "number" TEXT NOT NULL,
    "machine_number" TEXT NOT NULL,
    "reception_id" INTEGER NOT NULL,
    "matter_id" INTEGER NOT NULL,
    "applicant_id" INTEGER NOT NULL,
    "agent_id" INTEGER,
    "agent_kind" TEXT NOT NULL,
    "agent_relation" TEXT NOT NULL,
    "agent_authority" TEXT NOT NULL,
    "clerk_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "received_at" TEXT NOT NULL,
    "papers_at" TEXT NOT NULL,
    "accepted_at" TEXT,
    "why_not_at_once" TEXT NOT NULL,
    "supplement_due" TEXT,
    "closed_at" TEXT,
    "result" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "deciding_organ" TEXT NOT NULL,
    "left_state" TEXT NOT NULL,
    "late_reason" TEXT NOT NULL,
    "late_owner" TEXT NOT NULL,
    "signing" TEXT NOT NULL,
    "external_number" TEXT NOT NULL,
    "situation" TEXT NOT NULL,
    "situation_why" TEXT NOT NULL,
    "deemed" INTEGER NOT NULL CHECK ("deemed" IN (0, 1)),
    "gap_due" TEXT,
    "gap_note" TEXT NOT NULL,
    "urgent" TEXT NOT NULL,
    FOREIGN KEY ("reception_id") REFERENCES "reception" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("matter_id") REFERENCES "matter_version" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("applicant_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("agent_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("clerk_id") REFERENCES "staff" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "cases_uuid" ON "cases" ("uuid");

CREATE UNIQUE INDEX "cases_number" ON "cases" ("number");

CREATE UNIQUE INDEX "cases_machine_number" ON "cases" ("machine_number");

CREATE INDEX "cases_reception_id" ON "cases" ("reception_id");

CREATE INDEX "cases_matter_id" ON "cases" ("matter_id");

CREATE INDEX "cases_applicant_id" ON "cases" ("applicant_id");

CREATE INDEX "cases_agent_id" ON "cases" ("agent_id");

CREATE INDEX "cases_clerk_id" ON "cases" ("clerk_id");

CREATE INDEX "cases_state" ON "cases" ("state");

CREATE INDEX "cases_received_at" ON "cases" ("received_at");

CREATE INDEX "cases_accepted_at" ON "cases" ("accepted_at");

CREATE INDEX "cases_closed_at" ON "cases" ("closed_at");

CREATE TABLE "day_close" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "number" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "closed_at" TEXT NOT NULL,
    "clerk_id" INTEGER,
    "counts" TEXT NOT NULL,
    "totals" TEXT NOT NULL,
    "documents" TEXT NOT NULL,
    "head_seq" INTEGER NOT NULL,
    "head" TEXT NOT NULL,
    FOREIGN KEY ("clerk_id") REFERENCES "staff" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "day_close_uuid" ON "day_close" ("uuid");

CREATE UNIQUE INDEX "day_close_number" ON "day_close" ("number");

CREATE UNIQUE INDEX "day_close_day" ON "day_close" ("day");

CREATE INDEX "day_close_clerk_id" ON "day_close" ("clerk_id");

CREATE TABLE "delivery" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "case_id" INTEGER NOT NULL,
    "way" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "agent_reason" TEXT NOT NULL,
    "id_number" TEXT NOT NULL,
    "witness" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "reader" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "post_number" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "delivery_uuid" ON "delivery" ("uuid");

CREATE UNIQUE INDEX "delivery_case_id" ON "delivery" ("case_id");

CREATE INDEX "delivery_at" ON "delivery" ("at");

CREATE TABLE "document" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "serial" INTEGER NOT NULL,
    "machine_number" TEXT NOT NULL,
    "reception_id" INTEGER,
    "case_id" INTEGER,
    "sheet" TEXT NOT NULL,
    "check_code" TEXT NOT NULL,
    "made_at" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "void_reason" TEXT NOT NULL,
    "prints" INTEGER NOT NULL,
    FOREIGN KEY ("reception_id") REFERENCES "reception" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "document_uuid" ON "document" ("uuid");

CREATE UNIQUE INDEX "document_number" ON "document" ("number");

CREATE UNIQUE INDEX "document_machine_number" ON "document" ("machine_number");

CREATE INDEX "document_reception_id" ON "document" ("reception_id");

CREATE INDEX "document_case_id" ON "document" ("case_id");

CREATE INDEX "document_made_at" ON "document" ("made_at");

CREATE UNIQUE INDEX "document_kind_year_serial" ON "document" ("kind", "year", "serial");

CREATE TABLE "draft" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "body" TEXT NOT NULL,
    "saved_at" TEXT NOT NULL
);

CREATE TABLE "enquiry" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "number" TEXT NOT NULL,
    "reception_id" INTEGER NOT NULL,
    "matter_id" INTEGER,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "follow_up" TEXT NOT NULL,
    "follow_up_by" TEXT,
    "satisfaction" TEXT NOT NULL,
    "head_explained" TEXT NOT NULL,
    "told" INTEGER NOT NULL CHECK ("told" IN (0, 1)),
    "at" TEXT NOT NULL,
    FOREIGN KEY ("reception_id") REFERENCES "reception" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("matter_id") REFERENCES "matter_version" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "enquiry_uuid" ON "enquiry" ("uuid");

CREATE UNIQUE INDEX "enquiry_number" ON "enquiry" ("number");

CREATE INDEX "enquiry_reception_id" ON "enquiry" ("reception_id");

CREATE INDEX "enquiry_matter_id" ON "enquiry" ("matter_id");

CREATE INDEX "enquiry_at" ON "enquiry" ("at");

CREATE TABLE "event" (
    "seq" INTEGER NOT NULL PRIMARY KEY CHECK ("seq" > 0),
    "window" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    "at_utc" TEXT NOT NULL,
    "effective_at" TEXT NOT NULL,
    "staff" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_uuid" TEXT NOT NULL,
    "state_hash" BLOB NOT NULL,
    "body_hash" BLOB NOT NULL,
    "prev_hash" BLOB NOT NULL,
    "hash" BLOB NOT NULL
);

CREATE UNIQUE INDEX "event_uuid" ON "event" ("uuid");

CREATE INDEX "event_entity_uuid" ON "event" ("entity_uuid");

CREATE TABLE "event_body" (
    "seq" INTEGER NOT NULL PRIMARY KEY CHECK ("seq" > 0),
    "salt" BLOB NOT NULL,
    "change" TEXT NOT NULL
);

CREATE TABLE "item" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "case_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "problem" TEXT NOT NULL,
    "bring" TEXT NOT NULL,
    "handed_back" INTEGER NOT NULL CHECK ("handed_back" IN (0, 1)),
    "asked_in" TEXT NOT NULL,
    "asked_later_why" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "item_uuid" ON "item" ("uuid");

CREATE INDEX "item_case_id" ON "item" ("case_id");

CREATE UNIQUE INDEX "item_case_id_position" ON "item" ("case_id", "position");

CREATE TABLE "office" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "short" TEXT NOT NULL,
    "organ" TEXT NOT NULL,
    "banner" TEXT NOT NULL,
    "window_no" INTEGER NOT NULL,
    "window_uuid" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "complaint_phone" TEXT NOT NULL,
    "mongolian" TEXT NOT NULL,
    "hours" TEXT NOT NULL,
    "gachas" TEXT NOT NULL,
    "seals" TEXT NOT NULL,
    "numbers" TEXT NOT NULL,
    "printers" TEXT NOT NULL,
    "printer" TEXT NOT NULL,
    "backup_place" TEXT NOT NULL,
    "stick_name" TEXT NOT NULL,
    "idle_minutes" INTEGER NOT NULL,
    "warn_days" INTEGER NOT NULL,
    "report_first" INTEGER NOT NULL CHECK ("report_first" IN (0, 1)),
    "allow_gaps" INTEGER NOT NULL CHECK ("allow_gaps" IN (0, 1)),
    "contact_days" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "office_uuid" ON "office" ("uuid");

CREATE TABLE "print_job" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "document_id" INTEGER NOT NULL,
    "printer" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT
);

CREATE INDEX "print_job_document_id" ON "print_job" ("document_id");

CREATE TABLE "refusal_report" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "case_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "reported_at" TEXT NOT NULL,
    "situation" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "opinion" TEXT NOT NULL,
    "leader" TEXT NOT NULL,
    "decided_at" TEXT,
    "recorded_from_paper" INTEGER NOT NULL CHECK ("recorded_from_paper" IN (0, 1)),
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "refusal_report_uuid" ON "refusal_report" ("uuid");

CREATE INDEX "refusal_report_case_id" ON "refusal_report" ("case_id");

CREATE UNIQUE INDEX "refusal_report_number" ON "refusal_report" ("number");

CREATE TABLE "sequence" (
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,
    PRIMARY KEY ("kind", "year")
);

CREATE TABLE "step" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "case_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "started" TEXT NOT NULL,
    "until" TEXT,
    "ended" TEXT,
    "place" TEXT NOT NULL,
    "findings" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "step_uuid" ON "step" ("uuid");

CREATE INDEX "step_case_id" ON "step" ("case_id");

CREATE UNIQUE INDEX "step_case_id_position" ON "step" ("case_id", "position");

CREATE TABLE "telling" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "reception_id" INTEGER NOT NULL,
    "person_id" INTEGER,
    "matter_id" INTEGER NOT NULL,
    "way" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "refused_note" TEXT NOT NULL,
    "situation" TEXT NOT NULL,
    FOREIGN KEY ("reception_id") REFERENCES "reception" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("matter_id") REFERENCES "matter_version" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "telling_uuid" ON "telling" ("uuid");

CREATE INDEX "telling_reception_id" ON "telling" ("reception_id");

CREATE INDEX "telling_person_id" ON "telling" ("person_id");

CREATE INDEX "telling_matter_id" ON "telling" ("matter_id");

CREATE TABLE "schedule" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "year" INTEGER NOT NULL,
    "off" TEXT NOT NULL,
    "make_up" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL
);

CREATE UNIQUE INDEX "schedule_uuid" ON "schedule" ("uuid");

CREATE UNIQUE INDEX "schedule_year" ON "schedule" ("year");

CREATE TABLE "special_procedure" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "case_id" INTEGER NOT NULL,
    "ground" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "started" TEXT NOT NULL,
    "resumed" TEXT,
    "findings" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "resume_number" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "special_procedure_uuid" ON "special_procedure" ("uuid");

CREATE INDEX "special_procedure_case_id" ON "special_procedure" ("case_id");

CREATE UNIQUE INDEX "special_procedure_number" ON "special_procedure" ("number");

CREATE TABLE "extension" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "case_id" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "approver" TEXT NOT NULL,
    "recorded_from_paper" INTEGER NOT NULL CHECK ("recorded_from_paper" IN (0, 1)),
    "number" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "extension_uuid" ON "extension" ("uuid");

CREATE UNIQUE INDEX "extension_case_id" ON "extension" ("case_id");

CREATE UNIQUE INDEX "extension_number" ON "extension" ("number");

CREATE TABLE "forwarding" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "number" TEXT NOT NULL,
    "organ" TEXT NOT NULL,
    "receiver" TEXT NOT NULL,
    "at" TEXT NOT NULL
);

CREATE UNIQUE INDEX "forwarding_uuid" ON "forwarding" ("uuid");

CREATE UNIQUE INDEX "forwarding_number" ON "forwarding" ("number");

CREATE INDEX "forwarding_at" ON "forwarding" ("at");

CREATE TABLE "forwarded" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "forwarding_id" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "opinion" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "answered_at" TEXT,
    "paper" TEXT NOT NULL,
    "demand" TEXT NOT NULL,
    "resumed" TEXT,
    FOREIGN KEY ("forwarding_id") REFERENCES "forwarding" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "forwarded_uuid" ON "forwarded" ("uuid");

CREATE INDEX "forwarded_forwarding_id" ON "forwarded" ("forwarding_id");

CREATE INDEX "forwarded_case_id" ON "forwarded" ("case_id");

CREATE UNIQUE INDEX "forwarded_forwarding_id_case_id" ON "forwarded" ("forwarding_id", "case_id");

CREATE TABLE "reminder" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "case_id" INTEGER NOT NULL,
    "about" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "reminder_uuid" ON "reminder" ("uuid");

CREATE INDEX "reminder_case_id" ON "reminder" ("case_id");

CREATE TABLE "referral" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "reception_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "colleague_id" INTEGER,
    "office" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "called" TEXT NOT NULL,
    "called_at" TEXT,
    "present" INTEGER NOT NULL CHECK ("present" IN (0, 1)),
    "words" TEXT NOT NULL,
    "bring" TEXT NOT NULL,
    "number" TEXT,
    "at" TEXT NOT NULL,
    FOREIGN KEY ("reception_id") REFERENCES "reception" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("colleague_id") REFERENCES "colleague" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "referral_uuid" ON "referral" ("uuid");

CREATE INDEX "referral_reception_id" ON "referral" ("reception_id");

CREATE INDEX "referral_colleague_id" ON "referral" ("colleague_id");

CREATE UNIQUE INDEX "referral_number" ON "referral" ("number");

CREATE INDEX "referral_at" ON "referral" ("at");

CREATE TABLE "transfer" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "reception_id" INTEGER NOT NULL,
    "colleague_id" INTEGER,
    "responsible" TEXT NOT NULL,
    "responsible_phone" TEXT NOT NULL,
    "absent_why" TEXT NOT NULL,
    "visitor" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "papers" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "handed_at" TEXT NOT NULL,
    "received_at" TEXT,
    "received_by" TEXT NOT NULL,
    "contacted_at" TEXT,
    "contact" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "result_at" TEXT,
    FOREIGN KEY ("reception_id") REFERENCES "reception" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("colleague_id") REFERENCES "colleague" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "transfer_uuid" ON "transfer" ("uuid");

CREATE INDEX "transfer_reception_id" ON "transfer" ("reception_id");

CREATE INDEX "transfer_colleague_id" ON "transfer" ("colleague_id");

CREATE UNIQUE INDEX "transfer_number" ON "transfer" ("number");

CREATE INDEX "transfer_handed_at" ON "transfer" ("handed_at");

CREATE TABLE "lead" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "case_id" INTEGER,
    "reception_id" INTEGER,
    "staff_id" INTEGER NOT NULL,
    "facts" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "found_at" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "stated_at" TEXT,
    "finding" TEXT NOT NULL,
    "opinion" TEXT NOT NULL,
    "handed_to" TEXT NOT NULL,
    "verified_by" TEXT NOT NULL,
    "verified_at" TEXT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reception_id") REFERENCES "reception" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("staff_id") REFERENCES "staff" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "lead_uuid" ON "lead" ("uuid");

CREATE INDEX "lead_kind" ON "lead" ("kind");

CREATE INDEX "lead_case_id" ON "lead" ("case_id");

CREATE INDEX "lead_reception_id" ON "lead" ("reception_id");

CREATE INDEX "lead_staff_id" ON "lead" ("staff_id");

CREATE INDEX "lead_found_at" ON "lead" ("found_at");

CREATE TABLE "back_entry" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "uuid" TEXT NOT NULL,
    "salt" BLOB NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "happened_at" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "entered_at" TEXT NOT NULL,
    FOREIGN KEY ("staff_id") REFERENCES "staff" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "back_entry_uuid" ON "back_entry" ("uuid");

CREATE INDEX "back_entry_staff_id" ON "back_entry" ("staff_id");

CREATE TRIGGER event_not_changed BEFORE UPDATE ON event BEGIN
    SELECT RAISE(ABORT, 'events are never changed');
END;

CREATE TRIGGER event_not_deleted BEFORE DELETE ON event BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;

CREATE TRIGGER event_body_not_changed BEFORE UPDATE ON event_body BEGIN
    SELECT RAISE(ABORT, 'event bodies are never changed');
END
