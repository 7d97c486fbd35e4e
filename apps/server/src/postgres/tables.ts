/**
 * Every table of the schema, in exactly one of three lists; `tables.test.ts` holds the schema against them. A migration that adds a table
 * adds it here, and thereby says whether a backup must carry it.
 */

/** Functions of the segments that count: dropped and made again at any time, never in a backup. */
export const projectionTables = ["fact", "unread_fact", "standing", "progress", "alias", "record_version", "record_conflict", "round_fact", "retest", "movement_fact", "answer", "person_trait", "second_look", "ambassador_fact", "test_fact", "test_result"] as const;

/** What nobody could make again. In the order in which a backup writes and a restore fills them. */
export const keptTables = ["migration", "store_state", "segment", "set_aside", "enrolment", "revocation", "stable_tip", "carried_document", "erased", "subject_key", "upstream", "enrolment_request", "nation_province", "nation_tip", "nation_cell", "round_seed", "issuer_key", "credential", "revoked_credential", "staff", "staff_role", "passkey", "foreign_account", "audit", "known_person", "restriction", "rights_request", "report", "directive_file", "campaign_day", "notice_address", "calibration", "calibrated_item", "calibration_night", "test_bank"] as const;

/** Who is signed in just now: never in a backup, for what a restore brings back must let nobody in. */
export const passingTables = ["session", "one_time_code", "ceremony", "attempt"] as const;
