-- From draft to letter: applications, what was sent, judgements, decisions, letters and admissions.

CREATE TABLE applications (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    window_id TEXT COLLATE "C" NOT NULL REFERENCES windows (id),
    scheme_version_id TEXT COLLATE "C" NOT NULL REFERENCES scheme_versions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    org_name TEXT COLLATE "C" NOT NULL,
    org_name_key TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C" NOT NULL UNIQUE,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('draft', 'submitted', 'in_assessment', 'clarification_asked', 'assessed', 'decided', 'withdrawn', 'not_handled')),
    received_at TIMESTAMP NULL CHECK (state IN ('draft', 'withdrawn') OR received_at IS NOT NULL),
    decision_due_on DATE NULL CHECK (state IN ('draft', 'withdrawn') OR decision_due_on IS NOT NULL),
    due_key TEXT COLLATE "C" NOT NULL,
    assessor_id TEXT COLLATE "C" NULL REFERENCES users (id),
    taken_up_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK (state NOT IN ('in_assessment', 'clarification_asked', 'assessed') OR taken_up_by IS NOT NULL),
    taken_up_at TIMESTAMP NULL CHECK ((taken_up_by IS NULL) = (taken_up_at IS NULL)),
    state_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    state_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    updated_at TIMESTAMP NOT NULL,
    -- The team has something to do.
    is_open BOOLEAN NOT NULL GENERATED ALWAYS AS (state IN ('submitted', 'in_assessment', 'clarification_asked', 'assessed')) STORED
);
CREATE UNIQUE INDEX one_running_application ON applications (window_id, org_id) WHERE state <> 'withdrawn';
CREATE INDEX applications_queue ON applications (region_id, state, due_key, id);
-- What was decided before is never walked through; and all that the tiles of the queue count by stands in here.
CREATE INDEX applications_open ON applications (region_id, is_open, due_key, id, window_id);
CREATE INDEX applications_open_by_assessor ON applications (region_id, is_open, assessor_id, due_key, id, window_id);
CREATE INDEX applications_by_name ON applications (region_id, org_name_key, id);
CREATE INDEX applications_by_org ON applications (org_id, created_at);

CREATE TABLE lot_applications (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    product_group TEXT COLLATE "C" NOT NULL,
    gemeente TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'proposed', 'countersigned', 'decided', 'reopened', 'withdrawn')),
    outcome TEXT COLLATE "C" NULL CHECK (outcome IN ('admit', 'refuse', 'not_handled')),
    withdrawn_by TEXT COLLATE "C" NULL REFERENCES users (id),
    withdrawn_at TIMESTAMP NULL CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
    version BIGINT NOT NULL,
    UNIQUE (application_id, product_group, gemeente),
    CHECK ((state IN ('proposed', 'countersigned', 'decided')) = (outcome IS NOT NULL))
);
CREATE INDEX lot_applications_by_gemeente ON lot_applications (region_id, gemeente, state, id);
-- Without statistics SQLite would rather walk through all lots of the region.
CREATE INDEX lot_applications_by_application ON lot_applications (region_id, application_id, product_group, gemeente, state);

CREATE TABLE lot_application_products (
    lot_application_id TEXT COLLATE "C" NOT NULL REFERENCES lot_applications (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    product TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (lot_application_id, product)
);

CREATE TABLE lot_application_capacity (
    lot_application_id TEXT COLLATE "C" NOT NULL REFERENCES lot_applications (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    target_group TEXT COLLATE "C" NOT NULL,
    places INTEGER NOT NULL CHECK (places >= 0),
    PRIMARY KEY (lot_application_id, target_group)
);

-- Draft answers: they change with every save; submitting writes them to the fact ledger. Who takes part has its own.
CREATE TABLE draft_answers (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    code TEXT COLLATE "C" NOT NULL,
    value_json TEXT COLLATE "C" NOT NULL,
    saved_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (application_id, org_id, code)
);

CREATE TABLE application_evidence (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    evidence_id TEXT COLLATE "C" NOT NULL REFERENCES evidence (id),
    kind TEXT COLLATE "C" NOT NULL,
    offered TEXT NOT NULL CHECK (offered IN ('as_asked', 'as_equivalent')),
    added_at TIMESTAMP NOT NULL,
    PRIMARY KEY (application_id, evidence_id)
);
CREATE INDEX application_evidence_by_evidence ON application_evidence (evidence_id);

CREATE TABLE acceptances (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    document_id TEXT COLLATE "C" NOT NULL REFERENCES documents (id),
    sha256 TEXT COLLATE "C" NOT NULL,
    accepted_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    accepted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (application_id, org_id, document_id)
);

-- Who takes part in an application beside the penvoerder: combinanten and onderaannemers. What they do is the penvoerder's to say;
-- whether they take part, and what they sign, is theirs.
CREATE TABLE application_members (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('partner', 'relied_on', 'subcontractor')),
    name TEXT COLLATE "C" NOT NULL,
    kvk TEXT COLLATE "C" NOT NULL CHECK (length(kvk) = 8),
    hired_json TEXT COLLATE "C" NULL CHECK ((role = 'partner') = (hired_json IS NULL)),
    email TEXT COLLATE "C" NOT NULL DEFAULT '',
    token_hash TEXT COLLATE "C" NULL UNIQUE,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('named', 'invited', 'taking_part', 'signed', 'declined', 'out')),
    org_id TEXT COLLATE "C" NULL REFERENCES organisations (id),
    signature_json TEXT COLLATE "C" NULL,
    state_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    state_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CHECK ((state = 'invited') = (token_hash IS NOT NULL)),
    CHECK ((state IN ('taking_part', 'signed')) = (org_id IS NOT NULL)),
    CHECK ((state = 'signed') = (signature_json IS NOT NULL))
);
CREATE UNIQUE INDEX one_member_per_number ON application_members (application_id, kvk) WHERE state <> 'out';
CREATE UNIQUE INDEX one_member_per_organisation ON application_members (application_id, org_id) WHERE org_id IS NOT NULL;
CREATE INDEX application_members_by_org ON application_members (org_id, created_at);

-- What a member signed, each time, for ever (until lawful destruction). Snapshots hold the digest.
CREATE TABLE member_parts (
    sha256 TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    member_id TEXT COLLATE "C" NOT NULL REFERENCES application_members (id),
    content BYTEA NOT NULL,
    signed_at TIMESTAMP NOT NULL
);
CREATE INDEX member_parts_by_member ON member_parts (member_id, signed_at);

-- What was sent in, each time, for ever (until lawful destruction).
CREATE TABLE application_snapshots (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    received_at TIMESTAMP NOT NULL,
    submitted_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    content BYTEA NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    scheme_sha256 TEXT COLLATE "C" NOT NULL CHECK (length(scheme_sha256) = 64),
    receipt_sha256 TEXT COLLATE "C" NULL REFERENCES blobs (sha256),
    UNIQUE (application_id, seq)
);

CREATE TABLE assignments (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('assessor', 'conflict')),
    -- To whom somebody is tied: the aanbieder, or one that takes part beside it.
    org_id TEXT COLLATE "C" NULL REFERENCES organisations (id) CHECK ((kind = 'conflict') = (org_id IS NOT NULL)),
    note TEXT COLLATE "C" NOT NULL DEFAULT '',
    at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NULL
);
CREATE INDEX assignments_by_application ON assignments (region_id, application_id, kind);

-- What a person says of one requirement (for one lot, or for all where lot_application_id is empty; about the own part of one that
-- takes part, or about the penvoerder and all together where member_id is empty).
CREATE TABLE assessments (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    lot_application_id TEXT COLLATE "C" NULL REFERENCES lot_applications (id),
    member_id TEXT COLLATE "C" NULL REFERENCES application_members (id),
    snapshot_id TEXT COLLATE "C" NOT NULL REFERENCES application_snapshots (id),
    requirement TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('met', 'not_met')),
    rule_outcome TEXT COLLATE "C" NOT NULL,
    reason_code TEXT COLLATE "C" NOT NULL DEFAULT '',
    motivation TEXT COLLATE "C" NOT NULL,
    points_json TEXT COLLATE "C" NOT NULL,
    assessed_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    assessed_at TIMESTAMP NOT NULL,
    revises TEXT COLLATE "C" NULL UNIQUE REFERENCES assessments (id),
    -- What the case looked like for this requirement: equal cases have the same.
    likeness TEXT COLLATE "C" NOT NULL CHECK (length(likeness) = 64),
    -- What it rests on that differs from what the aanbieder gave; empty where it rests on that alone.
    deviates TEXT COLLATE "C" NOT NULL DEFAULT '',
    internal_note TEXT COLLATE "C" NOT NULL DEFAULT '',
    copied_from TEXT COLLATE "C" NULL REFERENCES assessments (id)
);
CREATE INDEX assessments_by_application ON assessments (region_id, application_id, requirement, assessed_at);
CREATE INDEX assessments_by_likeness ON assessments (region_id, outcome, requirement, likeness);

-- Why an equal case was judged otherwise.
CREATE TABLE unequal_cases (
    assessment_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES assessments (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    why TEXT COLLATE "C" NOT NULL CHECK (why IN ('case_differs', 'earlier_wrong')),
    motivation TEXT COLLATE "C" NOT NULL,
    explained_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    explained_at TIMESTAMP NOT NULL
);

-- A herstelverzoek: to one that takes part about its own part, or to the penvoerder where member_id is empty.
CREATE TABLE clarifications (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    requirement TEXT COLLATE "C" NOT NULL,
    member_id TEXT COLLATE "C" NULL REFERENCES application_members (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('incomplete', 'incorrect')),
    anchor TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    team_fault TEXT COLLATE "C" NOT NULL DEFAULT '',
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('asked', 'answered', 'expired', 'withdrawn')),
    asked_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    asked_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    answer TEXT COLLATE "C" NOT NULL DEFAULT '',
    answered_by TEXT COLLATE "C" NULL REFERENCES users (id),
    settled_at TIMESTAMP NULL CHECK ((state = 'asked') = (settled_at IS NULL)),
    revises TEXT COLLATE "C" NULL REFERENCES clarifications (id),
    version BIGINT NOT NULL,
    answer_snapshot_id TEXT COLLATE "C" NULL REFERENCES application_snapshots (id)
);
CREATE UNIQUE INDEX one_clarification_per_requirement ON clarifications (application_id, requirement, COALESCE(member_id, '')) WHERE team_fault = '' AND state <> 'withdrawn';
CREATE INDEX clarifications_by_region ON clarifications (region_id, application_id, state);

CREATE TABLE messages (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    application_id TEXT COLLATE "C" NULL REFERENCES applications (id),
    class TEXT COLLATE "C" NOT NULL CHECK (class IN ('openbaar', 'intern', 'bedrijfsvertrouwelijk', 'persoon', 'strafrechtelijk', 'bibob')),
    sender TEXT COLLATE "C" NOT NULL CHECK (sender IN ('team', 'organisation')),
    body TEXT COLLATE "C" NOT NULL,
    sent_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    sent_at TIMESTAMP NOT NULL,
    revises TEXT COLLATE "C" NULL REFERENCES messages (id)
);
CREATE INDEX messages_by_org ON messages (region_id, org_id, sent_at);
CREATE INDEX messages_by_application ON messages (application_id, sent_at);

-- A message that the other side has not read yet; the row goes when it is read, so that counting is cheap however many there were.
CREATE TABLE unread_messages (
    message_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES messages (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    application_id TEXT COLLATE "C" NULL REFERENCES applications (id),
    reader TEXT COLLATE "C" NOT NULL CHECK (reader IN ('team', 'organisation'))
);
CREATE INDEX unread_messages_by_org ON unread_messages (org_id, reader);
CREATE INDEX unread_messages_by_region ON unread_messages (region_id, reader, application_id);

-- One row per proposal for a lot application; it is countersigned, signed or returned, and then never changes again.
-- A returned one without a reason was overtaken: the application was replaced or withdrawn.
CREATE TABLE decisions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    lot_application_id TEXT COLLATE "C" NOT NULL REFERENCES lot_applications (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('proposed', 'countersigned', 'signed', 'returned')),
    outcome TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('admit', 'refuse', 'not_handled')),
    note TEXT COLLATE "C" NOT NULL,
    reasons_json TEXT COLLATE "C" NOT NULL,
    inputs_sha256 TEXT COLLATE "C" NOT NULL,
    proposed_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    proposed_at TIMESTAMP NOT NULL,
    countersigned_by TEXT COLLATE "C" NULL REFERENCES users (id),
    countersigned_at TIMESTAMP NULL,
    signed_by TEXT COLLATE "C" NULL REFERENCES users (id),
    signed_at TIMESTAMP NULL,
    mandate_id TEXT COLLATE "C" NULL REFERENCES mandates (id),
    returned_by TEXT COLLATE "C" NULL REFERENCES users (id),
    returned_at TIMESTAMP NULL,
    returned_reason TEXT COLLATE "C" NOT NULL DEFAULT '',
    revises TEXT COLLATE "C" NULL REFERENCES decisions (id),
    UNIQUE (lot_application_id, seq),
    CHECK (proposed_by <> countersigned_by),
    CHECK (proposed_by <> signed_by),
    CHECK (state NOT IN ('countersigned', 'signed') OR countersigned_by IS NOT NULL),
    CHECK ((state = 'signed') = (signed_by IS NOT NULL)),
    CHECK ((state = 'signed') = (mandate_id IS NOT NULL)),
    CHECK ((state = 'returned') = (returned_by IS NOT NULL)),
    CHECK ((outcome = 'refuse') = (reasons_json <> '[]'))
);
CREATE UNIQUE INDEX one_open_decision ON decisions (lot_application_id) WHERE state IN ('proposed', 'countersigned');
CREATE INDEX decisions_by_region ON decisions (region_id, state, lot_application_id);
CREATE INDEX decisions_by_day ON decisions (region_id, signed_at, id) WHERE state = 'signed';

-- The canonical inputs of a decision, erasable after lawful destruction; the decision keeps their hash.
CREATE TABLE decision_inputs (
    sha256 TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    salt BYTEA NOT NULL,
    content BYTEA NOT NULL
);

-- The texts of national tables that a decision names, so that it can be evaluated again after they changed.
CREATE TABLE national_tables (
    sha256 TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    source TEXT COLLATE "C" NOT NULL,
    kept_at TIMESTAMP NOT NULL
);

-- Every night each decision is evaluated again: how many, and which did not come out the same.
CREATE TABLE replays (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    ran_at TIMESTAMP NOT NULL,
    decisions INTEGER NOT NULL CHECK (decisions >= 0),
    deviations_json TEXT COLLATE "C" NOT NULL
);
CREATE INDEX replays_by_region ON replays (region_id, ran_at);

-- Why what was decided on a lot is looked at again.
CREATE TABLE revisions (
    decision_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES decisions (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    cause TEXT COLLATE "C" NOT NULL CHECK (cause IN ('objection', 'judgment', 'equal_case', 'own_mistake', 'wrong_information')),
    motivation TEXT COLLATE "C" NOT NULL,
    opened_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    opened_at TIMESTAMP NOT NULL
);
CREATE INDEX revisions_by_application ON revisions (region_id, application_id, opened_at);

-- A zienswijze: before a refusal that rests on something else than the aanbieder gave.
CREATE TABLE hearings (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('preparing', 'asked', 'given', 'weighed')),
    asked_at TIMESTAMP NULL CHECK ((state = 'preparing') = (asked_at IS NULL)),
    due_at TIMESTAMP NULL CHECK ((asked_at IS NULL) = (due_at IS NULL)),
    given TEXT COLLATE "C" NOT NULL DEFAULT '',
    given_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK ((state IN ('given', 'weighed')) = (given_by IS NOT NULL)),
    given_at TIMESTAMP NULL CHECK ((given_by IS NULL) = (given_at IS NULL)),
    weighed TEXT COLLATE "C" NOT NULL DEFAULT '',
    weighed_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK ((state = 'weighed') = (weighed_by IS NOT NULL)),
    weighed_at TIMESTAMP NULL CHECK ((weighed_by IS NULL) = (weighed_at IS NULL))
);
CREATE INDEX hearings_by_application ON hearings (region_id, application_id);
CREATE UNIQUE INDEX hearings_one_prepared ON hearings (application_id) WHERE state = 'preparing';
CREATE TABLE hearing_decisions (
    decision_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES decisions (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    hearing_id TEXT COLLATE "C" NOT NULL REFERENCES hearings (id)
);
CREATE INDEX hearing_decisions_by_hearing ON hearing_decisions (hearing_id);

-- Verdaging: the decision comes later, once.
CREATE TABLE extensions (
    application_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES applications (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 6),
    motivation TEXT COLLATE "C" NOT NULL,
    before DATE NOT NULL,
    extended_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    extended_at TIMESTAMP NOT NULL
);

CREATE TABLE letters (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    application_id TEXT COLLATE "C" NULL REFERENCES applications (id),
    clarification_id TEXT COLLATE "C" NULL UNIQUE REFERENCES clarifications (id),
    hearing_id TEXT COLLATE "C" NULL UNIQUE REFERENCES hearings (id),
    kind TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C" NOT NULL UNIQUE,
    content_json TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('prepared', 'rendered', 'dispatched')),
    sha256 TEXT COLLATE "C" NULL REFERENCES blobs (sha256),
    mail_id TEXT COLLATE "C" NULL REFERENCES mails (id),
    dispatched_at TIMESTAMP NULL,
    created_at TIMESTAMP NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    -- Which letter it is sent again for, because the mail of that one did not arrive.
    resends TEXT COLLATE "C" NULL UNIQUE REFERENCES letters (id),
    CHECK (state = 'prepared' OR sha256 IS NOT NULL),
    CHECK ((state = 'dispatched') = (dispatched_at IS NOT NULL))
);
CREATE INDEX letters_by_org ON letters (region_id, org_id, created_at);
CREATE INDEX letters_by_application ON letters (application_id, created_at);
CREATE TABLE letter_decisions (
    letter_id TEXT COLLATE "C" NOT NULL REFERENCES letters (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    decision_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES decisions (id),
    PRIMARY KEY (letter_id, decision_id)
);
-- That the mail of a letter did not arrive, and when it was sent again.
CREATE TABLE letter_bounces (
    mail_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES mails (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    letter_id TEXT COLLATE "C" NOT NULL REFERENCES letters (id),
    reason TEXT COLLATE "C" NOT NULL,
    noted_by TEXT COLLATE "C" NULL REFERENCES users (id),
    noted_at TIMESTAMP NOT NULL,
    again_by TEXT COLLATE "C" NULL REFERENCES users (id),
    again_at TIMESTAMP NULL CHECK ((again_by IS NULL) = (again_at IS NULL))
);
CREATE INDEX letter_bounces_open ON letter_bounces (region_id, noted_at) WHERE again_at IS NULL;
CREATE INDEX letter_bounces_by_letter ON letter_bounces (letter_id);

CREATE TABLE admissions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    org_name TEXT COLLATE "C" NOT NULL,
    org_name_key TEXT COLLATE "C" NOT NULL,
    product_group TEXT COLLATE "C" NOT NULL,
    gemeente TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL CHECK (source IN ('decision', 'overgenomen_contract', 'bridging')),
    decision_id TEXT COLLATE "C" NULL UNIQUE REFERENCES decisions (id),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('granted', 'active', 'suspended', 'ended', 'lapsed')),
    reason TEXT COLLATE "C" NOT NULL DEFAULT '',
    starts_on DATE NOT NULL,
    until DATE NULL CHECK (state <> 'suspended' OR until IS NOT NULL),
    granted_at TIMESTAMP NOT NULL,
    state_since TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    CHECK ((source = 'decision') = (decision_id IS NOT NULL))
);
CREATE UNIQUE INDEX one_running_admission ON admissions (procedure_id, org_id, product_group, gemeente) WHERE state IN ('granted', 'active', 'suspended') AND source <> 'bridging';
CREATE INDEX admissions_register ON admissions (region_id, state, org_name_key, org_id);
CREATE INDEX admissions_by_lot ON admissions (region_id, product_group, gemeente, state);
CREATE INDEX admissions_by_org ON admissions (org_id, region_id);

-- A code by which an organisation whose contracts a region took over gets in. The code itself is nowhere: it follows from the row and the key
-- of the installation.
CREATE TABLE claim_codes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    contact TEXT COLLATE "C" NOT NULL,
    issued_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    issued_at TIMESTAMP NOT NULL,
    last_day DATE NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'used', 'replaced')),
    settled_by TEXT COLLATE "C" NULL REFERENCES users (id),
    settled_at TIMESTAMP NULL,
    CHECK ((state = 'open') = (settled_by IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
);
CREATE UNIQUE INDEX one_open_claim_code ON claim_codes (org_id, region_id) WHERE state = 'open';
CREATE INDEX claim_codes_by_region ON claim_codes (region_id, state);

CREATE TABLE admission_products (
    admission_id TEXT COLLATE "C" NOT NULL REFERENCES admissions (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    product TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (admission_id, product)
);
CREATE TABLE admission_capacity (
    admission_id TEXT COLLATE "C" NOT NULL REFERENCES admissions (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    target_group TEXT COLLATE "C" NOT NULL,
    places INTEGER NOT NULL CHECK (places >= 0),
    free INTEGER NOT NULL CHECK (free >= 0 AND free <= places),
    as_of DATE NOT NULL,
    waiting_days INTEGER NULL CHECK (waiting_days >= 0),
    PRIMARY KEY (admission_id, target_group)
);
-- What was stated of these places, day by day: the past of what stands above.
CREATE TABLE capacity_statements (
    admission_id TEXT COLLATE "C" NOT NULL REFERENCES admissions (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    target_group TEXT COLLATE "C" NOT NULL,
    as_of DATE NOT NULL,
    places INTEGER NOT NULL CHECK (places >= 0),
    free INTEGER NOT NULL CHECK (free >= 0 AND free <= places),
    waiting_days INTEGER NULL CHECK (waiting_days >= 0),
    PRIMARY KEY (admission_id, target_group, as_of)
);
CREATE INDEX capacity_statements_by_region ON capacity_statements (region_id, as_of);

-- Each suspension of an admission: whose, how far, until when and why; at most one runs. It ended by itself, was lifted, or
-- was replaced by another.
CREATE TABLE suspensions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    admission_id TEXT COLLATE "C" NOT NULL REFERENCES admissions (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('intake_stop', 'full')),
    side TEXT COLLATE "C" NOT NULL CHECK (side IN ('provider', 'team')),
    from_on DATE NOT NULL,
    until DATE NOT NULL CHECK (until > from_on),
    basis TEXT COLLATE "C" NOT NULL,
    imposed_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    imposed_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NULL,
    ended_by TEXT COLLATE "C" NULL REFERENCES users (id),
    CHECK (side = 'team' OR kind = 'intake_stop')
);
CREATE UNIQUE INDEX one_running_suspension ON suspensions (admission_id) WHERE ended_at IS NULL;
CREATE INDEX suspensions_by_region ON suspensions (region_id, admission_id, imposed_at);

CREATE TABLE agreements (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    document_id TEXT COLLATE "C" NOT NULL REFERENCES documents (id),
    gemeente TEXT COLLATE "C" NOT NULL,
    signed_on DATE NOT NULL,
    signatory_provider TEXT COLLATE "C" NOT NULL,
    signatory_gemeente TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL REFERENCES blobs (sha256),
    file_name TEXT COLLATE "C" NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMP NOT NULL,
    UNIQUE (procedure_id, org_id, gemeente, document_id)
);
CREATE INDEX agreements_by_region ON agreements (region_id, org_id);

-- Evidence that was looked at and never kept, such as a VOG: what kind, when, and by whom. Nothing that is on it but its dates.
CREATE TABLE seen_evidence (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    kind TEXT COLLATE "C" NOT NULL,
    seen_on DATE NOT NULL,
    issued_on DATE NULL,
    expires_on DATE NULL,
    seen_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX seen_evidence_by_region ON seen_evidence (region_id, org_id, procedure_id, kind);

-- What an admitted aanbieder is asked to send, because a version of the regeling says so of running admissions.
CREATE TABLE evidence_requests (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    version_id TEXT COLLATE "C" NOT NULL REFERENCES scheme_versions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    requirement TEXT COLLATE "C" NOT NULL,
    evidence_kind TEXT COLLATE "C" NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    due_on DATE NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('asked', 'answered', 'accepted', 'dropped')),
    reply TEXT COLLATE "C" NOT NULL,
    answered_by TEXT COLLATE "C" NULL REFERENCES users (id),
    reason TEXT COLLATE "C" NOT NULL,
    settled_by TEXT COLLATE "C" NULL REFERENCES users (id),
    changed_at TIMESTAMP NOT NULL,
    reminded_on DATE NULL,
    version BIGINT NOT NULL,
    CHECK (state <> 'answered' OR answered_by IS NOT NULL),
    CHECK ((state IN ('accepted', 'dropped')) = (settled_by IS NOT NULL)),
    CHECK (state <> 'dropped' OR reason <> '')
);
CREATE UNIQUE INDEX evidence_asked_once ON evidence_requests (org_id, version_id, requirement) WHERE evidence_kind = '';
CREATE UNIQUE INDEX renewal_asked_once ON evidence_requests (org_id, procedure_id, evidence_kind, due_on) WHERE evidence_kind <> '';
CREATE INDEX evidence_requests_by_region ON evidence_requests (region_id, state, due_on, id);
CREATE INDEX evidence_requests_by_org ON evidence_requests (org_id, state, due_on, id);

-- The bewijsstukken of an answer.
CREATE TABLE evidence_request_pieces (
    request_id TEXT COLLATE "C" NOT NULL REFERENCES evidence_requests (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    evidence_id TEXT COLLATE "C" NOT NULL REFERENCES evidence (id),
    added_at TIMESTAMP NOT NULL,
    PRIMARY KEY (request_id, evidence_id)
);
CREATE INDEX evidence_request_pieces_by_evidence ON evidence_request_pieces (evidence_id);

-- What somebody tried to send in and the portal did not take: what was sent, and what stood filled in then, where that is still known.
CREATE TABLE refused_attempts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    window_id TEXT COLLATE "C" NOT NULL REFERENCES windows (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    received_at TIMESTAMP NOT NULL,
    cause TEXT COLLATE "C" NOT NULL CHECK (cause IN ('too_late', 'clock_unknown', 'out_of_order', 'fault')),
    sent_sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sent_sha256) = 64),
    filled_sha256 TEXT COLLATE "C" NULL CHECK (length(filled_sha256) = 64),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX refused_attempts_by_window ON refused_attempts (region_id, window_id, received_at, id);
CREATE INDEX refused_attempts_by_application ON refused_attempts (application_id, received_at, id);

-- What was known of a failure when two people gave everybody more time because of it, and to whom it was told.
CREATE TABLE failures (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    window_id TEXT COLLATE "C" NOT NULL REFERENCES windows (id),
    content BYTEA NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX failures_by_window ON failures (region_id, window_id, recorded_at);

-- What who is admitted confirms in a year, and the answers that it confirmed.
CREATE TABLE confirmations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    version_id TEXT COLLATE "C" NOT NULL REFERENCES scheme_versions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    began_on DATE NOT NULL,
    due_on DATE NOT NULL,
    heard_on DATE NOT NULL,
    confirmed_at TIMESTAMP NULL,
    confirmed_by TEXT COLLATE "C" NULL REFERENCES users (id),
    notable BOOLEAN NOT NULL,
    taken_by TEXT COLLATE "C" NULL REFERENCES users (id),
    version BIGINT NOT NULL,
    UNIQUE (procedure_id, org_id, began_on),
    CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL)),
    CHECK (confirmed_at IS NOT NULL OR (NOT notable AND taken_by IS NULL))
);
CREATE INDEX confirmations_by_region ON confirmations (region_id, due_on, id);
CREATE INDEX confirmations_by_org ON confirmations (org_id, began_on, id);
CREATE TABLE confirmed_facts (
    confirmation_id TEXT COLLATE "C" NOT NULL REFERENCES confirmations (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    fact_id TEXT COLLATE "C" NOT NULL REFERENCES facts (id),
    changed BOOLEAN NOT NULL,
    PRIMARY KEY (confirmation_id, fact_id)
);

-- When an aanbieder heard last of a draft that it did not send in, or of places that it stated too long ago: what it is about is the
-- application or the organisation.
CREATE TABLE reminders (
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('draft', 'places')),
    about TEXT COLLATE "C" NOT NULL CHECK (length(about) = 36),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    on_day DATE NOT NULL,
    PRIMARY KEY (kind, about)
);

-- Guards: what is append-only stays so, also for who has the database in hand.
CREATE TRIGGER guard_assessments_append_only BEFORE UPDATE OR DELETE ON assessments
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_unequal_cases_append_only BEFORE UPDATE OR DELETE ON unequal_cases
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_hearing_decisions_append_only BEFORE UPDATE OR DELETE ON hearing_decisions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_revisions_append_only BEFORE UPDATE OR DELETE ON revisions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_extensions_append_only BEFORE UPDATE OR DELETE ON extensions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_messages_append_only BEFORE UPDATE OR DELETE ON messages
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_acceptances_append_only BEFORE UPDATE OR DELETE ON acceptances
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_member_parts_append_only BEFORE UPDATE OR DELETE ON member_parts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_letter_decisions_append_only BEFORE UPDATE OR DELETE ON letter_decisions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_seen_evidence_append_only BEFORE UPDATE OR DELETE ON seen_evidence
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_refused_attempts_append_only BEFORE UPDATE OR DELETE ON refused_attempts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_failures_append_only BEFORE UPDATE OR DELETE ON failures
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A snapshot never changes, but that its receipt is rendered later.
CREATE FUNCTION guard_application_snapshots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.receipt_sha256 IS NOT NULL OR NEW.receipt_sha256 IS NULL
        OR (to_jsonb(OLD) - 'receipt_sha256') IS DISTINCT FROM (to_jsonb(NEW) - 'receipt_sha256') THEN
        RAISE EXCEPTION 'application_snapshots is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_application_snapshots BEFORE UPDATE OR DELETE ON application_snapshots
    FOR EACH ROW EXECUTE FUNCTION guard_application_snapshots();

-- A decision that was signed or returned is final; what was proposed keeps its content; none after withdrawal;
-- the assessor is never countersigner or signer.
CREATE FUNCTION guard_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'decisions is append-only' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.state IN ('signed', 'returned') OR OLD.id <> NEW.id OR OLD.lot_application_id <> NEW.lot_application_id
        OR OLD.seq <> NEW.seq OR OLD.outcome <> NEW.outcome OR OLD.note <> NEW.note OR OLD.reasons_json <> NEW.reasons_json
        OR OLD.inputs_sha256 <> NEW.inputs_sha256 OR OLD.proposed_by <> NEW.proposed_by OR OLD.proposed_at <> NEW.proposed_at) THEN
        RAISE EXCEPTION 'decisions is append-only' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> 'returned' AND EXISTS (SELECT 1 FROM lot_applications l JOIN applications a ON a.id = l.application_id
        WHERE l.id = NEW.lot_application_id AND (l.state = 'withdrawn' OR a.state = 'withdrawn')) THEN
        RAISE EXCEPTION 'no decision after withdrawal' USING ERRCODE = 'check_violation';
    END IF;
    -- As many people judged as the regeling under which it was sent in asks; what was never judged (not handled) and a revision, which other people
    -- judge, are not counted here.
    IF TG_OP = 'INSERT' AND NEW.outcome <> 'not_handled' AND NEW.revises IS NULL AND (SELECT v.assessors FROM lot_applications l JOIN applications a ON a.id = l.application_id
        JOIN application_snapshots s ON s.application_id = a.id
        JOIN scheme_versions v ON v.procedure_id = a.procedure_id AND v.sha256 = s.scheme_sha256
        WHERE l.id = NEW.lot_application_id ORDER BY s.seq DESC, v.seq DESC LIMIT 1)
        > (SELECT COUNT(*) FROM (SELECT NEW.proposed_by AS person UNION SELECT c.assessed_by FROM assessments c
        JOIN lot_applications l ON l.application_id = c.application_id
        WHERE l.id = NEW.lot_application_id AND (c.lot_application_id IS NULL OR c.lot_application_id = l.id)) AS people) THEN
        RAISE EXCEPTION 'the review plan asks more assessors' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IN ('countersigned', 'signed') AND EXISTS (SELECT 1 FROM lot_applications l JOIN assessments s ON s.application_id = l.application_id
        WHERE l.id = NEW.lot_application_id AND s.assessed_by IN (NEW.countersigned_by, COALESCE(NEW.signed_by, ''))) THEN
        RAISE EXCEPTION 'the assessor is never countersigner or signer' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'countersigned' AND EXISTS (SELECT 1 FROM hearing_decisions d JOIN hearings h ON h.id = d.hearing_id
        WHERE d.decision_id = NEW.id AND (h.state IN ('preparing', 'given') OR (h.state = 'asked' AND COALESCE(h.due_at > NEW.countersigned_at, TRUE)))) THEN
        RAISE EXCEPTION 'no refusal before the aanbieder was heard' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_decisions BEFORE INSERT OR UPDATE OR DELETE ON decisions
    FOR EACH ROW EXECUTE FUNCTION guard_decisions();

-- A letter keeps its content; once dispatched nothing of it changes.
CREATE FUNCTION guard_letters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'dispatched' OR OLD.id <> NEW.id OR OLD.kind <> NEW.kind OR OLD.number <> NEW.number OR OLD.org_id <> NEW.org_id
        OR OLD.clarification_id IS DISTINCT FROM NEW.clarification_id OR OLD.hearing_id IS DISTINCT FROM NEW.hearing_id
        OR OLD.resends IS DISTINCT FROM NEW.resends THEN
        RAISE EXCEPTION 'letters is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_letters BEFORE UPDATE OR DELETE ON letters
    FOR EACH ROW EXECUTE FUNCTION guard_letters();

-- Of a mail that did not arrive only that the letter was sent again is added, once.
CREATE FUNCTION guard_letter_bounces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.again_at IS NOT NULL OR OLD.mail_id <> NEW.mail_id OR OLD.letter_id <> NEW.letter_id OR OLD.reason <> NEW.reason
        OR OLD.noted_by IS DISTINCT FROM NEW.noted_by OR OLD.noted_at <> NEW.noted_at THEN
        RAISE EXCEPTION 'letter_bounces is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_letter_bounces BEFORE UPDATE OR DELETE ON letter_bounces
    FOR EACH ROW EXECUTE FUNCTION guard_letter_bounces();

-- Emptying a table at once is a change too.
CREATE TRIGGER guard_assessments_truncate BEFORE TRUNCATE ON assessments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_unequal_cases_truncate BEFORE TRUNCATE ON unequal_cases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_hearing_decisions_truncate BEFORE TRUNCATE ON hearing_decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_revisions_truncate BEFORE TRUNCATE ON revisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_extensions_truncate BEFORE TRUNCATE ON extensions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_messages_truncate BEFORE TRUNCATE ON messages
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_acceptances_truncate BEFORE TRUNCATE ON acceptances
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_member_parts_truncate BEFORE TRUNCATE ON member_parts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_letter_decisions_truncate BEFORE TRUNCATE ON letter_decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_seen_evidence_truncate BEFORE TRUNCATE ON seen_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_refused_attempts_truncate BEFORE TRUNCATE ON refused_attempts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_failures_truncate BEFORE TRUNCATE ON failures
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_application_snapshots_truncate BEFORE TRUNCATE ON application_snapshots
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_decisions_truncate BEFORE TRUNCATE ON decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_letters_truncate BEFORE TRUNCATE ON letters
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_letter_bounces_truncate BEFORE TRUNCATE ON letter_bounces
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A visit or a talk by two people to check requirements of an application (ADR 21). Once there is a report nothing of it changes but the reaction.
CREATE TABLE verifications (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    manner TEXT COLLATE "C" NOT NULL CHECK (manner IN ('visit', 'talk')),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('planned', 'cancelled', 'reported', 'answered')),
    first_visitor TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    second_visitor TEXT COLLATE "C" NOT NULL REFERENCES users (id) CHECK (second_visitor <> first_visitor),
    planned_for TIMESTAMP NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    planned_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    planned_at TIMESTAMP NOT NULL,
    reason TEXT COLLATE "C" NOT NULL DEFAULT '',
    cancelled_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK ((state = 'cancelled') = (cancelled_by IS NOT NULL)),
    reported_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK (reported_by IS NULL OR reported_by IN (first_visitor, second_visitor)),
    reported_at TIMESTAMP NULL CHECK ((state IN ('reported', 'answered')) = (reported_at IS NOT NULL)),
    react_until TIMESTAMP NULL CHECK ((reported_at IS NULL) = (react_until IS NULL)),
    reaction TEXT COLLATE "C" NOT NULL DEFAULT '',
    reacted_by TEXT COLLATE "C" NULL REFERENCES users (id),
    reacted_at TIMESTAMP NULL CHECK ((state = 'answered') = (reacted_at IS NOT NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX verifications_by_application ON verifications (region_id, application_id, planned_at);

-- What a verification checks.
CREATE TABLE verification_requirements (
    verification_id TEXT COLLATE "C" NOT NULL REFERENCES verifications (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    requirement TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (verification_id, requirement)
);

-- What was seen, for each requirement that was checked.
CREATE TABLE verification_findings (
    verification_id TEXT COLLATE "C" NOT NULL REFERENCES verifications (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    requirement TEXT COLLATE "C" NOT NULL,
    seen TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (verification_id, requirement)
);

CREATE FUNCTION guard_verifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR OLD.state IN ('cancelled', 'answered')
        OR (OLD.state = 'reported' AND (NEW.state <> 'answered'
            OR (OLD.reported_by, OLD.reported_at, OLD.react_until, OLD.planned_for, OLD.place)
                IS DISTINCT FROM (NEW.reported_by, NEW.reported_at, NEW.react_until, NEW.planned_for, NEW.place)))
        OR (OLD.first_visitor, OLD.second_visitor) IS DISTINCT FROM (NEW.first_visitor, NEW.second_visitor)
    THEN
        RAISE EXCEPTION 'verifications is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_verifications BEFORE UPDATE OR DELETE ON verifications
    FOR EACH ROW EXECUTE FUNCTION guard_verifications();
CREATE TRIGGER guard_verification_findings_append_only BEFORE UPDATE OR DELETE ON verification_findings
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_verification_findings_truncate BEFORE TRUNCATE ON verification_findings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_verifications_truncate BEFORE TRUNCATE ON verifications
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Days on which somebody of the team is away. On the first of them the open work goes to the substitute, or to nobody where there is none.
CREATE TABLE absences (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    from_on DATE NOT NULL,
    until_on DATE NOT NULL CHECK (until_on >= from_on),
    substitute_id TEXT COLLATE "C" NULL REFERENCES users (id) CHECK (substitute_id <> user_id),
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMP NOT NULL,
    handed_over_at TIMESTAMP NULL,
    ended_at TIMESTAMP NULL
);
CREATE INDEX absences_by_region ON absences (region_id, until_on, from_on);

-- A klacht, kort geding or bezwaar about decisions that one letter made known (ADR 25). What came in never changes, and nothing does once it is over.
CREATE TABLE disputes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    letter_id TEXT COLLATE "C" NOT NULL REFERENCES letters (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('klacht', 'kort_geding', 'bezwaar')),
    side TEXT COLLATE "C" NOT NULL CHECK (side IN ('provider', 'team') AND (kind <> 'kort_geding' OR side = 'team')),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('registered', 'hearing_planned', 'decided', 'withdrawn')),
    received_on DATE NOT NULL,
    posted_on DATE NULL CHECK (posted_on <= received_on),
    last_day DATE NOT NULL,
    in_time BOOLEAN NOT NULL,
    grounds TEXT COLLATE "C" NOT NULL CHECK (grounds <> ''),
    late TEXT COLLATE "C" NOT NULL DEFAULT '' CHECK (in_time = (late = '')),
    court TEXT COLLATE "C" NOT NULL DEFAULT '' CHECK ((kind = 'kort_geding') = (court <> '')),
    roll TEXT COLLATE "C" NOT NULL DEFAULT '',
    committee BOOLEAN NOT NULL CHECK (kind = 'bezwaar' OR NOT committee),
    registered_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    registered_at TIMESTAMP NOT NULL,
    treated_by TEXT COLLATE "C" NULL REFERENCES users (id),
    extended_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK (kind = 'bezwaar' OR extended_by IS NULL),
    extended_at TIMESTAMP NULL CHECK ((extended_by IS NULL) = (extended_at IS NULL)),
    extended_why TEXT COLLATE "C" NOT NULL DEFAULT '' CHECK ((extended_by IS NULL) = (extended_why = '')),
    due_on DATE NULL,
    hearing_at TIMESTAMP NULL CHECK (state <> 'hearing_planned' OR hearing_at IS NOT NULL),
    hearing_place TEXT COLLATE "C" NOT NULL DEFAULT '' CHECK ((hearing_at IS NULL) = (hearing_place = '')),
    outcome TEXT COLLATE "C" NULL CHECK ((state = 'decided') = (outcome IS NOT NULL)
        AND outcome IN ('founded', 'partly_founded', 'unfounded', 'inadmissible')),
    ruled_on DATE NULL CHECK ((state = 'decided') = (ruled_on IS NOT NULL)),
    closing TEXT COLLATE "C" NOT NULL DEFAULT '' CHECK ((state IN ('decided', 'withdrawn')) = (closing <> '')),
    closed_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK ((state IN ('decided', 'withdrawn')) = (closed_by IS NOT NULL)),
    closed_at TIMESTAMP NULL CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX disputes_by_application ON disputes (region_id, application_id, registered_at);
CREATE INDEX disputes_by_state ON disputes (region_id, state, registered_at);
CREATE INDEX disputes_by_org ON disputes (org_id, registered_at);

-- What a dispute is about.
CREATE TABLE dispute_decisions (
    dispute_id TEXT COLLATE "C" NOT NULL REFERENCES disputes (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    decision_id TEXT COLLATE "C" NOT NULL REFERENCES decisions (id),
    PRIMARY KEY (dispute_id, decision_id)
);
CREATE INDEX dispute_decisions_by_decision ON dispute_decisions (decision_id);

-- Which dispute led to which revision.
CREATE TABLE dispute_revisions (
    decision_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES revisions (decision_id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    dispute_id TEXT COLLATE "C" NOT NULL REFERENCES disputes (id)
);
CREATE INDEX dispute_revisions_by_dispute ON dispute_revisions (dispute_id);

-- That the dossier of an application is not destroyed (legal hold), until another person than who said so lifts that.
CREATE TABLE legal_holds (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    dispute_id TEXT COLLATE "C" NULL UNIQUE REFERENCES disputes (id),
    reason TEXT COLLATE "C" NOT NULL CHECK (reason <> ''),
    placed_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    placed_at TIMESTAMP NOT NULL,
    lifted_reason TEXT COLLATE "C" NOT NULL DEFAULT '',
    lifted_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK (lifted_by <> placed_by),
    lifted_at TIMESTAMP NULL CHECK ((lifted_by IS NULL) = (lifted_at IS NULL)),
    CHECK ((lifted_by IS NULL) = (lifted_reason = ''))
);
CREATE INDEX legal_holds_by_application ON legal_holds (region_id, application_id, placed_at);

CREATE FUNCTION guard_disputes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('decided', 'withdrawn')
        OR (OLD.region_id, OLD.application_id, OLD.org_id, OLD.letter_id, OLD.kind, OLD.side, OLD.received_on, OLD.posted_on,
            OLD.last_day, OLD.in_time, OLD.grounds, OLD.late, OLD.court, OLD.committee, OLD.registered_by, OLD.registered_at)
            IS DISTINCT FROM (NEW.region_id, NEW.application_id, NEW.org_id, NEW.letter_id, NEW.kind, NEW.side, NEW.received_on, NEW.posted_on,
            NEW.last_day, NEW.in_time, NEW.grounds, NEW.late, NEW.court, NEW.committee, NEW.registered_by, NEW.registered_at)
    THEN
        RAISE EXCEPTION 'disputes is append-only' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'decided' AND EXISTS (SELECT 1 FROM dispute_decisions t JOIN decisions d ON d.id = t.decision_id
        WHERE t.dispute_id = NEW.id AND NEW.closed_by IN (d.proposed_by, d.countersigned_by, d.signed_by))
    THEN
        RAISE EXCEPTION 'who had a hand in a decision does not decide a dispute about it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_disputes BEFORE UPDATE OR DELETE ON disputes
    FOR EACH ROW EXECUTE FUNCTION guard_disputes();
CREATE TRIGGER guard_dispute_decisions_append_only BEFORE UPDATE OR DELETE ON dispute_decisions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_dispute_revisions_append_only BEFORE UPDATE OR DELETE ON dispute_revisions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE FUNCTION guard_legal_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.lifted_by IS NOT NULL
        OR (OLD.region_id, OLD.application_id, OLD.dispute_id, OLD.reason, OLD.placed_by, OLD.placed_at)
            IS DISTINCT FROM (NEW.region_id, NEW.application_id, NEW.dispute_id, NEW.reason, NEW.placed_by, NEW.placed_at)
    THEN
        RAISE EXCEPTION 'legal_holds is append-only' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.lifted_by IS NOT NULL AND EXISTS (SELECT 1 FROM disputes WHERE application_id = NEW.application_id AND state IN ('registered', 'hearing_planned')) THEN
        RAISE EXCEPTION 'a dossier is kept while a dispute runs' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_legal_holds BEFORE UPDATE OR DELETE ON legal_holds
    FOR EACH ROW EXECUTE FUNCTION guard_legal_holds();
CREATE TRIGGER guard_disputes_truncate BEFORE TRUNCATE ON disputes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_dispute_decisions_truncate BEFORE TRUNCATE ON dispute_decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_dispute_revisions_truncate BEFORE TRUNCATE ON dispute_revisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_legal_holds_truncate BEFORE TRUNCATE ON legal_holds
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An investigation under the Wet Bibob, of which only named officers read more than that the term for the decision stands still (ADR 26). One runs
-- at a time; what ended never changes.
CREATE TABLE bibob_dossiers (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    application_id TEXT COLLATE "C" NOT NULL REFERENCES applications (id),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('asked', 'form_received', 'researching', 'advising', 'extended', 'concluded', 'stopped')),
    asked_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    asked_at TIMESTAMP NOT NULL,
    form_at TIMESTAMP NULL CHECK (form_at IS NOT NULL OR state IN ('asked', 'stopped')),
    advice_at TIMESTAMP NULL CHECK (advice_at IS NOT NULL OR state NOT IN ('advising', 'extended')),
    advice_last DATE NULL CHECK ((advice_at IS NULL) = (advice_last IS NULL)),
    conclusion TEXT COLLATE "C" NULL CHECK ((state = 'concluded') = (conclusion IS NOT NULL) AND conclusion IN ('no_objection', 'conditions', 'serious_danger')),
    stop_reason TEXT COLLATE "C" NULL CHECK ((state = 'stopped') = (stop_reason IS NOT NULL) AND stop_reason IN ('no_form', 'not_needed', 'application_over')),
    ended_by TEXT COLLATE "C" NULL REFERENCES users (id),
    ended_at TIMESTAMP NULL CHECK ((state IN ('concluded', 'stopped')) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX bibob_dossiers_by_application ON bibob_dossiers (region_id, application_id, asked_at);
CREATE UNIQUE INDEX bibob_dossiers_running ON bibob_dossiers (application_id) WHERE state NOT IN ('concluded', 'stopped');

-- What officers write: class bibob, in no export and no letter.
CREATE TABLE bibob_notes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    dossier_id TEXT COLLATE "C" NOT NULL REFERENCES bibob_dossiers (id),
    about TEXT COLLATE "C" NOT NULL CHECK (about IN ('reason', 'research', 'advice', 'extension', 'conclusion', 'stop', 'note')),
    text TEXT COLLATE "C" NOT NULL,
    class TEXT COLLATE "C" NOT NULL CHECK (class = 'bibob'),
    written_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX bibob_notes_by_dossier ON bibob_notes (dossier_id, written_at);

-- The form and its annexes, as the aanbieder handed them in; evidence of the class bibob, in no vault.
CREATE TABLE bibob_files (
    dossier_id TEXT COLLATE "C" NOT NULL REFERENCES bibob_dossiers (id),
    evidence_id TEXT COLLATE "C" NOT NULL REFERENCES evidence (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    handed_in_at TIMESTAMP NOT NULL,
    PRIMARY KEY (dossier_id, evidence_id)
);

-- Who reads them: people named one by one.
CREATE TABLE bibob_officers (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    named_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    named_at TIMESTAMP NOT NULL,
    ended_by TEXT COLLATE "C" NULL REFERENCES users (id),
    ended_at TIMESTAMP NULL CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX bibob_officers_running ON bibob_officers (region_id, user_id) WHERE ended_at IS NULL;

-- How long they are kept, and why; the last one counts.
CREATE TABLE bibob_retentions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 20),
    reason TEXT COLLATE "C" NOT NULL,
    set_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    set_at TIMESTAMP NOT NULL
);
CREATE INDEX bibob_retentions_by_region ON bibob_retentions (region_id, set_at);

CREATE FUNCTION guard_bibob_dossiers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('concluded', 'stopped')
        OR (OLD.id, OLD.region_id, OLD.application_id, OLD.asked_by, OLD.asked_at)
            IS DISTINCT FROM (NEW.id, NEW.region_id, NEW.application_id, NEW.asked_by, NEW.asked_at)
        OR (OLD.form_at IS NOT NULL AND OLD.form_at IS DISTINCT FROM NEW.form_at)
        OR (OLD.advice_at IS NOT NULL AND OLD.advice_at IS DISTINCT FROM NEW.advice_at)
    THEN
        RAISE EXCEPTION 'bibob_dossiers is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_bibob_dossiers BEFORE UPDATE OR DELETE ON bibob_dossiers
    FOR EACH ROW EXECUTE FUNCTION guard_bibob_dossiers();
-- That somebody was an officer is only ended.
CREATE FUNCTION guard_bibob_officers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
        OR (OLD.id, OLD.region_id, OLD.user_id, OLD.named_by, OLD.named_at)
            IS DISTINCT FROM (NEW.id, NEW.region_id, NEW.user_id, NEW.named_by, NEW.named_at)
    THEN
        RAISE EXCEPTION 'bibob_officers is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_bibob_officers BEFORE UPDATE OR DELETE ON bibob_officers
    FOR EACH ROW EXECUTE FUNCTION guard_bibob_officers();
CREATE TRIGGER guard_bibob_notes_append_only BEFORE UPDATE OR DELETE ON bibob_notes
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_bibob_files_append_only BEFORE UPDATE OR DELETE ON bibob_files
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_bibob_retentions_append_only BEFORE UPDATE OR DELETE ON bibob_retentions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_bibob_dossiers_truncate BEFORE TRUNCATE ON bibob_dossiers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_bibob_notes_truncate BEFORE TRUNCATE ON bibob_notes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_bibob_files_truncate BEFORE TRUNCATE ON bibob_files
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_bibob_officers_truncate BEFORE TRUNCATE ON bibob_officers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_bibob_retentions_truncate BEFORE TRUNCATE ON bibob_retentions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Nothing is decided while a dossier runs.
CREATE FUNCTION guard_decisions_bibob() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'INSERT' OR NEW.state IN ('countersigned', 'signed')) AND EXISTS (SELECT 1 FROM lot_applications l
        JOIN bibob_dossiers b ON b.application_id = l.application_id
        WHERE l.id = NEW.lot_application_id AND b.state NOT IN ('concluded', 'stopped')) THEN
        RAISE EXCEPTION 'no decision while a Bibob dossier runs' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_decisions_bibob BEFORE INSERT OR UPDATE ON decisions
    FOR EACH ROW EXECUTE FUNCTION guard_decisions_bibob();

-- What came in about an aanbieder, behind the wall between inkoop and toezicht (ADR 29): only toezichthouders of its discipline and gemeente read it. What
-- came in never changes; what was made of it stands in the steps.
CREATE TABLE signals (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    discipline TEXT COLLATE "C" NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    source TEXT COLLATE "C" NOT NULL CHECK (source IN ('consulent', 'resident', 'provider', 'expired_evidence', 'observation')),
    nature TEXT COLLATE "C" NOT NULL CHECK (nature IN ('calamity', 'violence', 'quality', 'lawfulness', 'evidence', 'register', 'other')),
    gemeente TEXT COLLATE "C" NOT NULL,
    product_group TEXT COLLATE "C" NOT NULL,
    location TEXT COLLATE "C" NOT NULL,
    happened_on DATE NULL,
    text TEXT COLLATE "C" NOT NULL CHECK (text <> ''),
    done TEXT COLLATE "C" NOT NULL CHECK (source = 'provider' OR done = ''),
    request_id TEXT COLLATE "C" NULL UNIQUE REFERENCES evidence_requests (id) CHECK ((source = 'expired_evidence') = (request_id IS NOT NULL)),
    received_at TIMESTAMP NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('received', 'to_investigate', 'watched', 'passed_on', 'dismissed')),
    since TIMESTAMP NOT NULL,
    until_on DATE NULL CHECK ((state = 'watched') = (until_on IS NOT NULL)),
    passed_to TEXT COLLATE "C" NULL CHECK ((state = 'passed_on') = (passed_to IS NOT NULL) AND passed_to IN ('inspectorate', 'police', 'other_supervisor', 'gemeente')),
    triaged_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK ((state = 'received') = (triaged_by IS NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX signals_by_region ON signals (region_id, discipline, state, received_at);
CREATE INDEX signals_by_org ON signals (region_id, org_id, state);

-- Who reported, apart: it can be destroyed before the signal is, and is read only by who triages.
CREATE TABLE signal_reporters (
    signal_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES signals (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    user_id TEXT COLLATE "C" NULL REFERENCES users (id),
    name TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C" NOT NULL
);

-- What toezichthouders made of a signal, each time with the reason.
CREATE TABLE signal_steps (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    signal_id TEXT COLLATE "C" NOT NULL REFERENCES signals (id),
    step TEXT COLLATE "C" NOT NULL CHECK (step IN ('investigate', 'watch', 'pass_on', 'dismiss', 'hand_over', 'reopen')),
    until_on DATE NULL CHECK ((step = 'watch') = (until_on IS NOT NULL)),
    passed_to TEXT COLLATE "C" NULL CHECK ((step = 'pass_on') = (passed_to IS NOT NULL)),
    why TEXT COLLATE "C" NOT NULL CHECK (why <> ''),
    taken_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    taken_at TIMESTAMP NOT NULL
);
CREATE INDEX signal_steps_by_signal ON signal_steps (signal_id, taken_at);

-- A random sample of aanbieders, as anybody can draw it again; also those that were not used.
CREATE TABLE samples (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    discipline TEXT COLLATE "C" NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    gemeenten TEXT COLLATE "C" NOT NULL,
    seed TEXT COLLATE "C" NOT NULL CHECK (length(seed) BETWEEN 1 AND 100),
    seed_from TEXT COLLATE "C" NOT NULL CHECK (seed_from <> ''),
    size INTEGER NOT NULL CHECK (size > 0),
    drawn_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    drawn_at TIMESTAMP NOT NULL
);
CREATE INDEX samples_by_region ON samples (region_id, discipline, drawn_at);

-- Everybody among whom was drawn, in the order of the draw.
CREATE TABLE sample_orgs (
    sample_id TEXT COLLATE "C" NOT NULL REFERENCES samples (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    place INTEGER NOT NULL,
    digest TEXT COLLATE "C" NOT NULL CHECK (length(digest) = 64),
    chosen BOOLEAN NOT NULL,
    PRIMARY KEY (sample_id, org_id)
);

CREATE FUNCTION guard_signals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (OLD.id, OLD.region_id, OLD.org_id, OLD.source, OLD.nature, OLD.gemeente, OLD.product_group, OLD.location, OLD.happened_on, OLD.text, OLD.done, OLD.request_id, OLD.received_at)
            IS DISTINCT FROM (NEW.id, NEW.region_id, NEW.org_id, NEW.source, NEW.nature, NEW.gemeente, NEW.product_group, NEW.location, NEW.happened_on, NEW.text, NEW.done, NEW.request_id, NEW.received_at)
    THEN
        RAISE EXCEPTION 'signals is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_signals BEFORE UPDATE OR DELETE ON signals
    FOR EACH ROW EXECUTE FUNCTION guard_signals();
-- Who reported is not changed; it can be destroyed.
CREATE TRIGGER guard_signal_reporters_update BEFORE UPDATE ON signal_reporters
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_signal_steps_append_only BEFORE UPDATE OR DELETE ON signal_steps
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_samples_append_only BEFORE UPDATE OR DELETE ON samples
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_sample_orgs_append_only BEFORE UPDATE OR DELETE ON sample_orgs
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_signals_truncate BEFORE TRUNCATE ON signals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_signal_reporters_truncate BEFORE TRUNCATE ON signal_reporters
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_signal_steps_truncate BEFORE TRUNCATE ON signal_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_samples_truncate BEFORE TRUNCATE ON samples
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_sample_orgs_truncate BEFORE TRUNCATE ON sample_orgs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A toetsingskader as it was when an investigation began with it: the bytes of the file. A later version is another row.
CREATE TABLE frameworks (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    digest TEXT COLLATE "C" NOT NULL CHECK (length(digest) = 64),
    source TEXT COLLATE "C" NOT NULL CHECK (source <> ''),
    kept_at TIMESTAMP NOT NULL,
    UNIQUE (region_id, digest)
);

-- An investigation by toezicht, behind the wall between inkoop and toezicht (ADR 29). What it is about never changes; the moment of the visit and the state do.
CREATE TABLE investigations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    framework_id TEXT COLLATE "C" NOT NULL REFERENCES frameworks (id),
    discipline TEXT COLLATE "C" NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    signal_id TEXT COLLATE "C" NULL REFERENCES signals (id),
    sample_id TEXT COLLATE "C" NULL REFERENCES samples (id) CHECK (signal_id IS NULL OR sample_id IS NULL),
    norms TEXT COLLATE "C" NOT NULL CHECK (norms <> ''),
    locations TEXT COLLATE "C" NOT NULL CHECK (locations <> ''),
    products TEXT COLLATE "C" NOT NULL CHECK (products <> ''),
    gemeenten TEXT COLLATE "C" NOT NULL CHECK (gemeenten <> ''),
    planned_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    planned_at TIMESTAMP NOT NULL,
    visit_at TIMESTAMP NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('planned', 'announced', 'visit', 'draft', 'hearing', 'answered', 'final', 'published', 'closed', 'cancelled')),
    answer_until TIMESTAMP NULL CHECK ((state IN ('hearing', 'answered', 'final', 'published', 'closed')) = (answer_until IS NOT NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX investigations_by_region ON investigations (region_id, discipline, state, visit_at);
CREATE INDEX investigations_by_org ON investigations (org_id, state);

-- In which gemeenten it is: who keeps toezicht in one of them reads it.
CREATE TABLE investigation_gemeenten (
    investigation_id TEXT COLLATE "C" NOT NULL REFERENCES investigations (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    gemeente TEXT COLLATE "C" NOT NULL CHECK (gemeente <> ''),
    PRIMARY KEY (investigation_id, gemeente)
);

-- What happened to an investigation.
CREATE TABLE investigation_steps (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    investigation_id TEXT COLLATE "C" NOT NULL REFERENCES investigations (id),
    step TEXT COLLATE "C" NOT NULL CHECK (step IN ('plan', 'move', 'announce', 'begin', 'draft', 'hear', 'answer', 'finish', 'publish', 'close', 'cancel')),
    why TEXT COLLATE "C" NOT NULL CHECK ((step = 'cancel') = (why <> '')),
    taken_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    taken_at TIMESTAMP NOT NULL
);
CREATE INDEX investigation_steps_by_investigation ON investigation_steps (investigation_id, taken_at);

-- What was noted at the visit, norm by norm.
CREATE TABLE investigation_notes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    investigation_id TEXT COLLATE "C" NOT NULL REFERENCES investigations (id),
    norm TEXT COLLATE "C" NOT NULL CHECK (norm <> ''),
    text TEXT COLLATE "C" NOT NULL CHECK (text <> ''),
    taken_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    taken_at TIMESTAMP NOT NULL
);
CREATE INDEX investigation_notes_by_investigation ON investigation_notes (investigation_id, taken_at);

-- What was found on a norm, where; what the aanbieder says of it; and what was made of that. A finding changes as long as the report is a draft; the two
-- texts beside it are written once.
CREATE TABLE investigation_findings (
    investigation_id TEXT COLLATE "C" NOT NULL REFERENCES investigations (id),
    norm TEXT COLLATE "C" NOT NULL CHECK (norm <> ''),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    outcome TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('met', 'partly', 'not_met', 'not_examined')),
    text TEXT COLLATE "C" NOT NULL CHECK (text <> ''),
    locations TEXT COLLATE "C" NOT NULL CHECK (locations <> ''),
    products TEXT COLLATE "C" NOT NULL CHECK (products <> ''),
    gemeenten TEXT COLLATE "C" NOT NULL CHECK (gemeenten <> ''),
    reply TEXT COLLATE "C" NOT NULL,
    weighing TEXT COLLATE "C" NOT NULL CHECK (weighing = '' OR reply <> ''),
    weighed_outcome TEXT COLLATE "C" NULL CHECK ((weighing <> '') = (weighed_outcome IS NOT NULL) AND weighed_outcome IN ('met', 'partly', 'not_met', 'not_examined')),
    PRIMARY KEY (investigation_id, norm)
);

CREATE TRIGGER guard_frameworks_append_only BEFORE UPDATE OR DELETE ON frameworks
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE FUNCTION guard_investigations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.id, OLD.region_id, OLD.org_id, OLD.framework_id, OLD.discipline, OLD.signal_id, OLD.sample_id, OLD.norms, OLD.locations, OLD.products, OLD.gemeenten, OLD.planned_by, OLD.planned_at)
        IS DISTINCT FROM (NEW.id, NEW.region_id, NEW.org_id, NEW.framework_id, NEW.discipline, NEW.signal_id, NEW.sample_id, NEW.norms, NEW.locations, NEW.products, NEW.gemeenten, NEW.planned_by, NEW.planned_at)
    THEN
        RAISE EXCEPTION 'investigations is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_investigations BEFORE UPDATE OR DELETE ON investigations
    FOR EACH ROW EXECUTE FUNCTION guard_investigations();
CREATE TRIGGER guard_investigation_gemeenten_append_only BEFORE UPDATE OR DELETE ON investigation_gemeenten
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_investigation_steps_append_only BEFORE UPDATE OR DELETE ON investigation_steps
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_investigation_notes_append_only BEFORE UPDATE OR DELETE ON investigation_notes
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE FUNCTION guard_investigation_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.investigation_id, OLD.norm, OLD.region_id) IS DISTINCT FROM (NEW.investigation_id, NEW.norm, NEW.region_id)
        OR (OLD.reply <> '' AND OLD.reply IS DISTINCT FROM NEW.reply)
        OR (OLD.weighing <> '' AND (OLD.weighing, OLD.weighed_outcome) IS DISTINCT FROM (NEW.weighing, NEW.weighed_outcome))
        OR ((OLD.outcome, OLD.text, OLD.locations, OLD.products, OLD.gemeenten) IS DISTINCT FROM (NEW.outcome, NEW.text, NEW.locations, NEW.products, NEW.gemeenten)
            AND NOT EXISTS (SELECT 1 FROM investigations WHERE id = NEW.investigation_id AND state IN ('visit', 'draft')))
    THEN
        RAISE EXCEPTION 'investigation_findings is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_investigation_findings BEFORE UPDATE OR DELETE ON investigation_findings
    FOR EACH ROW EXECUTE FUNCTION guard_investigation_findings();
CREATE TRIGGER guard_frameworks_truncate BEFORE TRUNCATE ON frameworks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_investigations_truncate BEFORE TRUNCATE ON investigations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_investigation_gemeenten_truncate BEFORE TRUNCATE ON investigation_gemeenten
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_investigation_steps_truncate BEFORE TRUNCATE ON investigation_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_investigation_notes_truncate BEFORE TRUNCATE ON investigation_notes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_investigation_findings_truncate BEFORE TRUNCATE ON investigation_findings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A measure against who is admitted: advised by toezicht on final facts, proposed by a contractmanager, decided under a mandate. Three people. What
-- was said in it never changes; it stands in one gemeente.
CREATE TABLE measures (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    gemeente TEXT COLLATE "C" NOT NULL CHECK (gemeente <> ''),
    discipline TEXT COLLATE "C" NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    scheme_version_id TEXT COLLATE "C" NOT NULL REFERENCES scheme_versions (id),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('advised', 'proposed', 'hearing', 'in_force', 'recheck_planned', 'closed', 'lifted', 'not_followed')),
    advised_kind TEXT COLLATE "C" NOT NULL CHECK (advised_kind IN ('recommendation', 'improvement_plan', 'warning', 'intake_stop', 'suspension', 'recovery', 'ending')),
    advice TEXT COLLATE "C" NOT NULL CHECK (advice <> ''),
    advised_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    advised_at TIMESTAMP NOT NULL,
    kind TEXT COLLATE "C" NULL CHECK (kind IN ('recommendation', 'improvement_plan', 'warning', 'intake_stop', 'suspension', 'recovery', 'ending')),
    article TEXT COLLATE "C" NULL CHECK ((kind IS NULL) = (article IS NULL) AND article <> ''),
    until_on DATE NULL CHECK ((until_on IS NOT NULL) = (COALESCE(kind, '') IN ('improvement_plan', 'intake_stop', 'suspension'))),
    amount_cents BIGINT NULL CHECK ((amount_cents IS NOT NULL) = (COALESCE(kind, '') = 'recovery') AND amount_cents > 0),
    transferred BOOLEAN NOT NULL,
    motivation TEXT COLLATE "C" NULL CHECK ((kind IS NULL) = (motivation IS NULL) AND motivation <> ''),
    lighter TEXT COLLATE "C" NULL CHECK (lighter IS NOT NULL OR COALESCE(kind, 'recommendation') = 'recommendation'),
    proposed_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK ((kind IS NULL) = (proposed_by IS NULL) AND proposed_by <> advised_by),
    proposed_at TIMESTAMP NULL CHECK ((proposed_by IS NULL) = (proposed_at IS NULL)),
    due_at TIMESTAMP NULL CHECK ((due_at IS NOT NULL) = (COALESCE(kind, 'recommendation') <> 'recommendation')),
    mandate_id TEXT COLLATE "C" NULL REFERENCES mandates (id),
    decision TEXT COLLATE "C" NULL CHECK ((mandate_id IS NULL) = (decision IS NULL) AND decision <> ''),
    decided_by TEXT COLLATE "C" NULL REFERENCES users (id) CHECK ((mandate_id IS NULL) = (decided_by IS NULL) AND decided_by <> advised_by AND decided_by <> proposed_by),
    decided_at TIMESTAMP NULL CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    recheck_on DATE NULL CHECK (state <> 'recheck_planned' OR recheck_on IS NOT NULL),
    ended_by TEXT COLLATE "C" NULL REFERENCES users (id),
    ended_at TIMESTAMP NULL CHECK ((state IN ('closed', 'lifted', 'not_followed')) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
    version BIGINT NOT NULL,
    CHECK (state = 'advised' OR state = 'not_followed' OR kind IS NOT NULL),
    CHECK ((state IN ('in_force', 'recheck_planned', 'closed', 'lifted')) = (decided_by IS NOT NULL))
);
CREATE INDEX measures_by_region ON measures (region_id, state, advised_at);
CREATE INDEX measures_by_org ON measures (org_id, region_id, advised_at);

-- Which admissions it is about: named one by one, never silently all.
CREATE TABLE measure_admissions (
    measure_id TEXT COLLATE "C" NOT NULL REFERENCES measures (id),
    admission_id TEXT COLLATE "C" NOT NULL REFERENCES admissions (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    PRIMARY KEY (measure_id, admission_id)
);
CREATE INDEX measure_admissions_by_admission ON measure_admissions (admission_id);

-- The final facts on which it rests, each with where it was and where it comes from.
CREATE TABLE measure_findings (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    measure_id TEXT COLLATE "C" NOT NULL REFERENCES measures (id),
    seq INTEGER NOT NULL,
    location TEXT COLLATE "C" NOT NULL CHECK (location <> ''),
    fact TEXT COLLATE "C" NOT NULL CHECK (fact <> ''),
    source TEXT COLLATE "C" NOT NULL CHECK (source <> ''),
    -- The finding of a final report that it repeats.
    investigation_id TEXT COLLATE "C" REFERENCES investigations (id),
    norm TEXT COLLATE "C" CHECK ((norm IS NULL) = (investigation_id IS NULL)),
    UNIQUE (measure_id, seq)
);
CREATE INDEX measure_findings_by_investigation ON measure_findings (investigation_id) WHERE investigation_id IS NOT NULL;

-- What the aanbieder said of it, once.
CREATE TABLE measure_views (
    measure_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES measures (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    text TEXT COLLATE "C" NOT NULL CHECK (text <> ''),
    given_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    given_at TIMESTAMP NOT NULL
);

-- Who did what with it and why: why it was not followed, what was found when toezicht looked again, why it was lifted.
CREATE TABLE measure_steps (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    measure_id TEXT COLLATE "C" NOT NULL REFERENCES measures (id),
    step TEXT COLLATE "C" NOT NULL CHECK (step IN ('not_follow', 'plan_recheck', 'fall_short', 'close', 'lift')),
    on_day DATE NULL CHECK ((step = 'plan_recheck') = (on_day IS NOT NULL)),
    why TEXT COLLATE "C" NOT NULL CHECK (why <> ''),
    taken_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    taken_at TIMESTAMP NOT NULL
);
CREATE INDEX measure_steps_by_measure ON measure_steps (measure_id, taken_at);

CREATE FUNCTION guard_measures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('closed', 'lifted', 'not_followed')
        OR (OLD.id, OLD.region_id, OLD.procedure_id, OLD.org_id, OLD.gemeente, OLD.discipline, OLD.scheme_version_id, OLD.advised_kind, OLD.advice, OLD.advised_by, OLD.advised_at)
            IS DISTINCT FROM (NEW.id, NEW.region_id, NEW.procedure_id, NEW.org_id, NEW.gemeente, NEW.discipline, NEW.scheme_version_id, NEW.advised_kind, NEW.advice, NEW.advised_by, NEW.advised_at)
        OR (OLD.kind IS NOT NULL AND (OLD.kind, OLD.article, OLD.until_on, OLD.amount_cents, OLD.transferred, OLD.motivation, OLD.lighter, OLD.proposed_by, OLD.proposed_at, OLD.due_at)
            IS DISTINCT FROM (NEW.kind, NEW.article, NEW.until_on, NEW.amount_cents, NEW.transferred, NEW.motivation, NEW.lighter, NEW.proposed_by, NEW.proposed_at, NEW.due_at))
        OR (OLD.mandate_id IS NOT NULL AND (OLD.mandate_id, OLD.decision, OLD.decided_by, OLD.decided_at)
            IS DISTINCT FROM (NEW.mandate_id, NEW.decision, NEW.decided_by, NEW.decided_at))
    THEN
        RAISE EXCEPTION 'measures is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_measures BEFORE UPDATE OR DELETE ON measures
    FOR EACH ROW EXECUTE FUNCTION guard_measures();
CREATE TRIGGER guard_measure_admissions_append_only BEFORE UPDATE OR DELETE ON measure_admissions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_measure_findings_append_only BEFORE UPDATE OR DELETE ON measure_findings
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_measure_views_append_only BEFORE UPDATE OR DELETE ON measure_views
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_measure_steps_append_only BEFORE UPDATE OR DELETE ON measure_steps
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_measures_truncate BEFORE TRUNCATE ON measures
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_measure_admissions_truncate BEFORE TRUNCATE ON measure_admissions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_measure_findings_truncate BEFORE TRUNCATE ON measure_findings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_measure_views_truncate BEFORE TRUNCATE ON measure_views
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_measure_steps_truncate BEFORE TRUNCATE ON measure_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Which letters tell of a measure.
CREATE TABLE measure_letters (
    letter_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES letters (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    measure_id TEXT COLLATE "C" NOT NULL REFERENCES measures (id)
);
CREATE INDEX measure_letters_by_measure ON measure_letters (measure_id);
CREATE TRIGGER guard_measure_letters_append_only BEFORE UPDATE OR DELETE ON measure_letters
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_measure_letters_truncate BEFORE TRUNCATE ON measure_letters
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whom toezicht means to investigate, in which quarter and why.
CREATE TABLE year_plan_entries (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    discipline TEXT COLLATE "C" NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2999),
    quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4),
    origin TEXT COLLATE "C" NOT NULL CHECK (origin IN ('sample', 'order', 'again', 'chosen')),
    sample_id TEXT COLLATE "C" REFERENCES samples (id) CHECK ((sample_id IS NULL) = (origin <> 'sample')),
    why TEXT COLLATE "C" NOT NULL CHECK (why <> ''),
    added_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX year_plan_entries_by_region ON year_plan_entries (region_id, discipline, year, quarter);

-- What was taken out of it, and why.
CREATE TABLE year_plan_drops (
    entry_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES year_plan_entries (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    why TEXT COLLATE "C" NOT NULL CHECK (why <> ''),
    dropped_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    dropped_at TIMESTAMP NOT NULL
);
CREATE TRIGGER guard_year_plan_entries_append_only BEFORE UPDATE OR DELETE ON year_plan_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_year_plan_entries_truncate BEFORE TRUNCATE ON year_plan_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_year_plan_drops_append_only BEFORE UPDATE OR DELETE ON year_plan_drops
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_year_plan_drops_truncate BEFORE TRUNCATE ON year_plan_drops
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
