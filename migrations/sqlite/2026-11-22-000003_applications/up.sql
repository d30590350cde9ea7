-- From draft to letter: applications, what was sent, judgements, decisions, letters and admissions.

CREATE TABLE applications (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    procedure_id TEXT NOT NULL REFERENCES procedures (id),
    window_id TEXT NOT NULL REFERENCES windows (id),
    scheme_version_id TEXT NOT NULL REFERENCES scheme_versions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    org_name TEXT NOT NULL,
    org_name_key TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'in_assessment', 'clarification_asked', 'assessed', 'decided', 'withdrawn', 'not_handled')),
    received_at TIMESTAMP NULL CHECK (state IN ('draft', 'withdrawn') OR received_at IS NOT NULL),
    decision_due_on DATE NULL CHECK (state IN ('draft', 'withdrawn') OR decision_due_on IS NOT NULL),
    due_key TEXT NOT NULL,
    assessor_id TEXT NULL REFERENCES users (id),
    taken_up_by TEXT NULL REFERENCES users (id) CHECK (state NOT IN ('in_assessment', 'clarification_asked', 'assessed') OR taken_up_by IS NOT NULL),
    taken_up_at TIMESTAMP NULL CHECK ((taken_up_by IS NULL) = (taken_up_at IS NULL)),
    state_by TEXT NOT NULL REFERENCES users (id),
    state_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
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
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    product_group TEXT NOT NULL,
    gemeente TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'proposed', 'countersigned', 'decided', 'reopened', 'withdrawn')),
    outcome TEXT NULL CHECK (outcome IN ('admit', 'refuse', 'not_handled')),
    withdrawn_by TEXT NULL REFERENCES users (id),
    withdrawn_at TIMESTAMP NULL CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
    version BIGINT NOT NULL,
    UNIQUE (application_id, product_group, gemeente),
    CHECK ((state IN ('proposed', 'countersigned', 'decided')) = (outcome IS NOT NULL))
);
CREATE INDEX lot_applications_by_gemeente ON lot_applications (region_id, gemeente, state, id);
-- Without statistics SQLite would rather walk through all lots of the region.
CREATE INDEX lot_applications_by_application ON lot_applications (region_id, application_id, product_group, gemeente, state);

CREATE TABLE lot_application_products (
    lot_application_id TEXT NOT NULL REFERENCES lot_applications (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    product TEXT NOT NULL,
    PRIMARY KEY (lot_application_id, product)
);

CREATE TABLE lot_application_capacity (
    lot_application_id TEXT NOT NULL REFERENCES lot_applications (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    target_group TEXT NOT NULL,
    places INTEGER NOT NULL CHECK (places >= 0),
    PRIMARY KEY (lot_application_id, target_group)
);

-- Draft answers: they change with every save; submitting writes them to the fact ledger. Who takes part has its own.
CREATE TABLE draft_answers (
    application_id TEXT NOT NULL REFERENCES applications (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    code TEXT NOT NULL,
    value_json TEXT NOT NULL,
    saved_by TEXT NOT NULL REFERENCES users (id),
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (application_id, org_id, code)
);

CREATE TABLE application_evidence (
    application_id TEXT NOT NULL REFERENCES applications (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    kind TEXT NOT NULL,
    offered TEXT NOT NULL CHECK (offered IN ('as_asked', 'as_equivalent')),
    added_at TIMESTAMP NOT NULL,
    PRIMARY KEY (application_id, evidence_id)
);
CREATE INDEX application_evidence_by_evidence ON application_evidence (evidence_id);

CREATE TABLE acceptances (
    application_id TEXT NOT NULL REFERENCES applications (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    sha256 TEXT NOT NULL,
    accepted_by TEXT NOT NULL REFERENCES users (id),
    accepted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (application_id, org_id, document_id)
);

-- Who takes part in an application beside the penvoerder: combinanten and onderaannemers. What they do is the penvoerder's to say;
-- whether they take part, and what they sign, is theirs.
CREATE TABLE application_members (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    role TEXT NOT NULL CHECK (role IN ('partner', 'relied_on', 'subcontractor')),
    name TEXT NOT NULL,
    kvk TEXT NOT NULL CHECK (length(kvk) = 8),
    hired_json TEXT NULL CHECK ((role = 'partner') = (hired_json IS NULL)),
    email TEXT NOT NULL DEFAULT '',
    token_hash TEXT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('named', 'invited', 'taking_part', 'signed', 'declined', 'out')),
    org_id TEXT NULL REFERENCES organisations (id),
    signature_json TEXT NULL,
    state_by TEXT NOT NULL REFERENCES users (id),
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
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    member_id TEXT NOT NULL REFERENCES application_members (id),
    content BLOB NOT NULL,
    signed_at TIMESTAMP NOT NULL
);
CREATE INDEX member_parts_by_member ON member_parts (member_id, signed_at);

-- What was sent in, each time, for ever (until lawful destruction).
CREATE TABLE application_snapshots (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    received_at TIMESTAMP NOT NULL,
    submitted_by TEXT NOT NULL REFERENCES users (id),
    content BLOB NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    scheme_sha256 TEXT NOT NULL CHECK (length(scheme_sha256) = 64),
    receipt_sha256 TEXT NULL REFERENCES blobs (sha256),
    UNIQUE (application_id, seq)
);

CREATE TABLE assignments (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL CHECK (kind IN ('assessor', 'conflict')),
    -- To whom somebody is tied: the aanbieder, or one that takes part beside it.
    org_id TEXT NULL REFERENCES organisations (id) CHECK ((kind = 'conflict') = (org_id IS NOT NULL)),
    note TEXT NOT NULL DEFAULT '',
    at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NULL
);
CREATE INDEX assignments_by_application ON assignments (region_id, application_id, kind);

-- What a person says of one requirement (for one lot, or for all where lot_application_id is empty; about the own part of one that
-- takes part, or about the penvoerder and all together where member_id is empty).
CREATE TABLE assessments (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    lot_application_id TEXT NULL REFERENCES lot_applications (id),
    member_id TEXT NULL REFERENCES application_members (id),
    snapshot_id TEXT NOT NULL REFERENCES application_snapshots (id),
    requirement TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('met', 'not_met')),
    rule_outcome TEXT NOT NULL,
    reason_code TEXT NOT NULL DEFAULT '',
    motivation TEXT NOT NULL,
    points_json TEXT NOT NULL,
    assessed_by TEXT NOT NULL REFERENCES users (id),
    assessed_at TIMESTAMP NOT NULL,
    revises TEXT NULL UNIQUE REFERENCES assessments (id),
    -- What the case looked like for this requirement: equal cases have the same.
    likeness TEXT NOT NULL CHECK (length(likeness) = 64),
    -- What it rests on that differs from what the aanbieder gave; empty where it rests on that alone.
    deviates TEXT NOT NULL DEFAULT '',
    internal_note TEXT NOT NULL DEFAULT '',
    copied_from TEXT NULL REFERENCES assessments (id)
);
CREATE INDEX assessments_by_application ON assessments (region_id, application_id, requirement, assessed_at);
CREATE INDEX assessments_by_likeness ON assessments (region_id, outcome, requirement, likeness);

-- Why an equal case was judged otherwise.
CREATE TABLE unequal_cases (
    assessment_id TEXT NOT NULL PRIMARY KEY REFERENCES assessments (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    why TEXT NOT NULL CHECK (why IN ('case_differs', 'earlier_wrong')),
    motivation TEXT NOT NULL,
    explained_by TEXT NOT NULL REFERENCES users (id),
    explained_at TIMESTAMP NOT NULL
);

-- A herstelverzoek: to one that takes part about its own part, or to the penvoerder where member_id is empty.
CREATE TABLE clarifications (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    requirement TEXT NOT NULL,
    member_id TEXT NULL REFERENCES application_members (id),
    kind TEXT NOT NULL CHECK (kind IN ('incomplete', 'incorrect')),
    anchor TEXT NOT NULL,
    question TEXT NOT NULL,
    team_fault TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'expired', 'withdrawn')),
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    answered_by TEXT NULL REFERENCES users (id),
    settled_at TIMESTAMP NULL CHECK ((state = 'asked') = (settled_at IS NULL)),
    revises TEXT NULL REFERENCES clarifications (id),
    version BIGINT NOT NULL,
    answer_snapshot_id TEXT NULL REFERENCES application_snapshots (id)
);
CREATE UNIQUE INDEX one_clarification_per_requirement ON clarifications (application_id, requirement, COALESCE(member_id, '')) WHERE team_fault = '' AND state <> 'withdrawn';
CREATE INDEX clarifications_by_region ON clarifications (region_id, application_id, state);

CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    application_id TEXT NULL REFERENCES applications (id),
    class TEXT NOT NULL CHECK (class IN ('openbaar', 'intern', 'bedrijfsvertrouwelijk', 'persoon', 'strafrechtelijk', 'bibob')),
    sender TEXT NOT NULL CHECK (sender IN ('team', 'organisation')),
    body TEXT NOT NULL,
    sent_by TEXT NOT NULL REFERENCES users (id),
    sent_at TIMESTAMP NOT NULL,
    revises TEXT NULL REFERENCES messages (id)
);
CREATE INDEX messages_by_org ON messages (region_id, org_id, sent_at);
CREATE INDEX messages_by_application ON messages (application_id, sent_at);

-- A message that the other side has not read yet; the row goes when it is read, so that counting is cheap however many there were.
CREATE TABLE unread_messages (
    message_id TEXT NOT NULL PRIMARY KEY REFERENCES messages (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    application_id TEXT NULL REFERENCES applications (id),
    reader TEXT NOT NULL CHECK (reader IN ('team', 'organisation'))
);
CREATE INDEX unread_messages_by_org ON unread_messages (org_id, reader);
CREATE INDEX unread_messages_by_region ON unread_messages (region_id, reader, application_id);

-- One row per proposal for a lot application; it is countersigned, signed or returned, and then never changes again.
-- A returned one without a reason was overtaken: the application was replaced or withdrawn.
CREATE TABLE decisions (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    lot_application_id TEXT NOT NULL REFERENCES lot_applications (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'countersigned', 'signed', 'returned')),
    outcome TEXT NOT NULL CHECK (outcome IN ('admit', 'refuse', 'not_handled')),
    note TEXT NOT NULL,
    reasons_json TEXT NOT NULL,
    inputs_sha256 TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES users (id),
    proposed_at TIMESTAMP NOT NULL,
    countersigned_by TEXT NULL REFERENCES users (id),
    countersigned_at TIMESTAMP NULL,
    signed_by TEXT NULL REFERENCES users (id),
    signed_at TIMESTAMP NULL,
    mandate_id TEXT NULL REFERENCES mandates (id),
    returned_by TEXT NULL REFERENCES users (id),
    returned_at TIMESTAMP NULL,
    returned_reason TEXT NOT NULL DEFAULT '',
    revises TEXT NULL REFERENCES decisions (id),
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
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    region_id TEXT NOT NULL REFERENCES regions (id),
    salt BLOB NOT NULL,
    content BLOB NOT NULL
);

-- The texts of national tables that a decision names, so that it can be evaluated again after they changed.
CREATE TABLE national_tables (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    source TEXT NOT NULL,
    kept_at TIMESTAMP NOT NULL
);

-- Every night each decision is evaluated again: how many, and which did not come out the same.
CREATE TABLE replays (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    ran_at TIMESTAMP NOT NULL,
    decisions INTEGER NOT NULL CHECK (decisions >= 0),
    deviations_json TEXT NOT NULL
);
CREATE INDEX replays_by_region ON replays (region_id, ran_at);

-- Why what was decided on a lot is looked at again.
CREATE TABLE revisions (
    decision_id TEXT NOT NULL PRIMARY KEY REFERENCES decisions (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    cause TEXT NOT NULL CHECK (cause IN ('objection', 'judgment', 'equal_case', 'own_mistake', 'wrong_information')),
    motivation TEXT NOT NULL,
    opened_by TEXT NOT NULL REFERENCES users (id),
    opened_at TIMESTAMP NOT NULL
);
CREATE INDEX revisions_by_application ON revisions (region_id, application_id, opened_at);

-- A zienswijze: before a refusal that rests on something else than the aanbieder gave.
CREATE TABLE hearings (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    state TEXT NOT NULL CHECK (state IN ('preparing', 'asked', 'given', 'weighed')),
    asked_at TIMESTAMP NULL CHECK ((state = 'preparing') = (asked_at IS NULL)),
    due_at TIMESTAMP NULL CHECK ((asked_at IS NULL) = (due_at IS NULL)),
    given TEXT NOT NULL DEFAULT '',
    given_by TEXT NULL REFERENCES users (id) CHECK ((state IN ('given', 'weighed')) = (given_by IS NOT NULL)),
    given_at TIMESTAMP NULL CHECK ((given_by IS NULL) = (given_at IS NULL)),
    weighed TEXT NOT NULL DEFAULT '',
    weighed_by TEXT NULL REFERENCES users (id) CHECK ((state = 'weighed') = (weighed_by IS NOT NULL)),
    weighed_at TIMESTAMP NULL CHECK ((weighed_by IS NULL) = (weighed_at IS NULL))
);
CREATE INDEX hearings_by_application ON hearings (region_id, application_id);
CREATE UNIQUE INDEX hearings_one_prepared ON hearings (application_id) WHERE state = 'preparing';
CREATE TABLE hearing_decisions (
    decision_id TEXT NOT NULL PRIMARY KEY REFERENCES decisions (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    hearing_id TEXT NOT NULL REFERENCES hearings (id)
);
CREATE INDEX hearing_decisions_by_hearing ON hearing_decisions (hearing_id);

-- Verdaging: the decision comes later, once.
CREATE TABLE extensions (
    application_id TEXT NOT NULL PRIMARY KEY REFERENCES applications (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 6),
    motivation TEXT NOT NULL,
    before DATE NOT NULL,
    extended_by TEXT NOT NULL REFERENCES users (id),
    extended_at TIMESTAMP NOT NULL
);

CREATE TABLE letters (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    application_id TEXT NULL REFERENCES applications (id),
    clarification_id TEXT NULL UNIQUE REFERENCES clarifications (id),
    hearing_id TEXT NULL UNIQUE REFERENCES hearings (id),
    kind TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    content_json TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'rendered', 'dispatched')),
    sha256 TEXT NULL REFERENCES blobs (sha256),
    mail_id TEXT NULL REFERENCES mails (id),
    dispatched_at TIMESTAMP NULL,
    created_at TIMESTAMP NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    -- Which letter it is sent again for, because the mail of that one did not arrive.
    resends TEXT NULL UNIQUE REFERENCES letters (id),
    CHECK (state = 'prepared' OR sha256 IS NOT NULL),
    CHECK ((state = 'dispatched') = (dispatched_at IS NOT NULL))
);
CREATE INDEX letters_by_org ON letters (region_id, org_id, created_at);
CREATE INDEX letters_by_application ON letters (application_id, created_at);
CREATE TABLE letter_decisions (
    letter_id TEXT NOT NULL REFERENCES letters (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    decision_id TEXT NOT NULL UNIQUE REFERENCES decisions (id),
    PRIMARY KEY (letter_id, decision_id)
);
-- That the mail of a letter did not arrive, and when it was sent again.
CREATE TABLE letter_bounces (
    mail_id TEXT NOT NULL PRIMARY KEY REFERENCES mails (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    letter_id TEXT NOT NULL REFERENCES letters (id),
    reason TEXT NOT NULL,
    noted_by TEXT NULL REFERENCES users (id),
    noted_at TIMESTAMP NOT NULL,
    again_by TEXT NULL REFERENCES users (id),
    again_at TIMESTAMP NULL CHECK ((again_by IS NULL) = (again_at IS NULL))
);
CREATE INDEX letter_bounces_open ON letter_bounces (region_id, noted_at) WHERE again_at IS NULL;
CREATE INDEX letter_bounces_by_letter ON letter_bounces (letter_id);

CREATE TABLE admissions (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    procedure_id TEXT NOT NULL REFERENCES procedures (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    org_name TEXT NOT NULL,
    org_name_key TEXT NOT NULL,
    product_group TEXT NOT NULL,
    gemeente TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('decision', 'overgenomen_contract', 'bridging')),
    decision_id TEXT NULL UNIQUE REFERENCES decisions (id),
    state TEXT NOT NULL CHECK (state IN ('granted', 'active', 'suspended', 'ended', 'lapsed')),
    reason TEXT NOT NULL DEFAULT '',
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
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    contact TEXT NOT NULL,
    issued_by TEXT NOT NULL REFERENCES users (id),
    issued_at TIMESTAMP NOT NULL,
    last_day DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'used', 'replaced')),
    settled_by TEXT NULL REFERENCES users (id),
    settled_at TIMESTAMP NULL,
    CHECK ((state = 'open') = (settled_by IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
);
CREATE UNIQUE INDEX one_open_claim_code ON claim_codes (org_id, region_id) WHERE state = 'open';
CREATE INDEX claim_codes_by_region ON claim_codes (region_id, state);

CREATE TABLE admission_products (
    admission_id TEXT NOT NULL REFERENCES admissions (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    product TEXT NOT NULL,
    PRIMARY KEY (admission_id, product)
);
CREATE TABLE admission_capacity (
    admission_id TEXT NOT NULL REFERENCES admissions (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    target_group TEXT NOT NULL,
    places INTEGER NOT NULL CHECK (places >= 0),
    free INTEGER NOT NULL CHECK (free >= 0 AND free <= places),
    as_of DATE NOT NULL,
    waiting_days INTEGER NULL CHECK (waiting_days >= 0),
    PRIMARY KEY (admission_id, target_group)
);
-- What was stated of these places, day by day: the past of what stands above.
CREATE TABLE capacity_statements (
    admission_id TEXT NOT NULL REFERENCES admissions (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    target_group TEXT NOT NULL,
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
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    admission_id TEXT NOT NULL REFERENCES admissions (id),
    kind TEXT NOT NULL CHECK (kind IN ('intake_stop', 'full')),
    side TEXT NOT NULL CHECK (side IN ('provider', 'team')),
    from_on DATE NOT NULL,
    until DATE NOT NULL CHECK (until > from_on),
    basis TEXT NOT NULL,
    imposed_by TEXT NOT NULL REFERENCES users (id),
    imposed_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NULL,
    ended_by TEXT NULL REFERENCES users (id),
    CHECK (side = 'team' OR kind = 'intake_stop')
);
CREATE UNIQUE INDEX one_running_suspension ON suspensions (admission_id) WHERE ended_at IS NULL;
CREATE INDEX suspensions_by_region ON suspensions (region_id, admission_id, imposed_at);

CREATE TABLE agreements (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    procedure_id TEXT NOT NULL REFERENCES procedures (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    gemeente TEXT NOT NULL,
    signed_on DATE NOT NULL,
    signatory_provider TEXT NOT NULL,
    signatory_gemeente TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES blobs (sha256),
    file_name TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMP NOT NULL,
    UNIQUE (procedure_id, org_id, gemeente, document_id)
);
CREATE INDEX agreements_by_region ON agreements (region_id, org_id);

-- Evidence that was looked at and never kept, such as a VOG: what kind, when, and by whom. Nothing that is on it but its dates.
CREATE TABLE seen_evidence (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    procedure_id TEXT NOT NULL REFERENCES procedures (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    kind TEXT NOT NULL,
    seen_on DATE NOT NULL,
    issued_on DATE NULL,
    expires_on DATE NULL,
    seen_by TEXT NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX seen_evidence_by_region ON seen_evidence (region_id, org_id, procedure_id, kind);

-- What an admitted aanbieder is asked to send, because a version of the regeling says so of running admissions.
CREATE TABLE evidence_requests (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    procedure_id TEXT NOT NULL REFERENCES procedures (id),
    version_id TEXT NOT NULL REFERENCES scheme_versions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    requirement TEXT NOT NULL,
    evidence_kind TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    due_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'accepted', 'dropped')),
    reply TEXT NOT NULL,
    answered_by TEXT NULL REFERENCES users (id),
    reason TEXT NOT NULL,
    settled_by TEXT NULL REFERENCES users (id),
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
    request_id TEXT NOT NULL REFERENCES evidence_requests (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    added_at TIMESTAMP NOT NULL,
    PRIMARY KEY (request_id, evidence_id)
);
CREATE INDEX evidence_request_pieces_by_evidence ON evidence_request_pieces (evidence_id);

-- What somebody tried to send in and the portal did not take: what was sent, and what stood filled in then, where that is still known.
CREATE TABLE refused_attempts (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    window_id TEXT NOT NULL REFERENCES windows (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    received_at TIMESTAMP NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('too_late', 'clock_unknown', 'out_of_order', 'fault')),
    sent_sha256 TEXT NOT NULL CHECK (length(sent_sha256) = 64),
    filled_sha256 TEXT NULL CHECK (length(filled_sha256) = 64),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX refused_attempts_by_window ON refused_attempts (region_id, window_id, received_at, id);
CREATE INDEX refused_attempts_by_application ON refused_attempts (application_id, received_at, id);

-- What was known of a failure when two people gave everybody more time because of it, and to whom it was told.
CREATE TABLE failures (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    window_id TEXT NOT NULL REFERENCES windows (id),
    content BLOB NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX failures_by_window ON failures (region_id, window_id, recorded_at);

-- What who is admitted confirms in a year, and the answers that it confirmed.
CREATE TABLE confirmations (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    procedure_id TEXT NOT NULL REFERENCES procedures (id),
    version_id TEXT NOT NULL REFERENCES scheme_versions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    began_on DATE NOT NULL,
    due_on DATE NOT NULL,
    heard_on DATE NOT NULL,
    confirmed_at TIMESTAMP NULL,
    confirmed_by TEXT NULL REFERENCES users (id),
    notable BOOLEAN NOT NULL,
    taken_by TEXT NULL REFERENCES users (id),
    version BIGINT NOT NULL,
    UNIQUE (procedure_id, org_id, began_on),
    CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL)),
    CHECK (confirmed_at IS NOT NULL OR (NOT notable AND taken_by IS NULL))
);
CREATE INDEX confirmations_by_region ON confirmations (region_id, due_on, id);
CREATE INDEX confirmations_by_org ON confirmations (org_id, began_on, id);
CREATE TABLE confirmed_facts (
    confirmation_id TEXT NOT NULL REFERENCES confirmations (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    fact_id TEXT NOT NULL REFERENCES facts (id),
    changed BOOLEAN NOT NULL,
    PRIMARY KEY (confirmation_id, fact_id)
);

-- When an aanbieder heard last of a draft that it did not send in, or of places that it stated too long ago: what it is about is the
-- application or the organisation.
CREATE TABLE reminders (
    kind TEXT NOT NULL CHECK (kind IN ('draft', 'places')),
    about TEXT NOT NULL CHECK (length(about) = 36),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    on_day DATE NOT NULL,
    PRIMARY KEY (kind, about)
);

-- Guards: what is append-only stays so, also for who has the database in hand.
CREATE TRIGGER guard_assessments_update BEFORE UPDATE ON assessments
BEGIN SELECT RAISE(ABORT, 'assessments is append-only'); END;
CREATE TRIGGER guard_assessments_delete BEFORE DELETE ON assessments
BEGIN SELECT RAISE(ABORT, 'assessments is append-only'); END;
CREATE TRIGGER guard_unequal_cases_update BEFORE UPDATE ON unequal_cases
BEGIN SELECT RAISE(ABORT, 'unequal_cases is append-only'); END;
CREATE TRIGGER guard_unequal_cases_delete BEFORE DELETE ON unequal_cases
BEGIN SELECT RAISE(ABORT, 'unequal_cases is append-only'); END;
CREATE TRIGGER guard_hearing_decisions_update BEFORE UPDATE ON hearing_decisions
BEGIN SELECT RAISE(ABORT, 'hearing_decisions is append-only'); END;
CREATE TRIGGER guard_hearing_decisions_delete BEFORE DELETE ON hearing_decisions
BEGIN SELECT RAISE(ABORT, 'hearing_decisions is append-only'); END;
CREATE TRIGGER guard_revisions_update BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END;
CREATE TRIGGER guard_revisions_delete BEFORE DELETE ON revisions
BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END;
CREATE TRIGGER guard_extensions_update BEFORE UPDATE ON extensions
BEGIN SELECT RAISE(ABORT, 'extensions is append-only'); END;
CREATE TRIGGER guard_extensions_delete BEFORE DELETE ON extensions
BEGIN SELECT RAISE(ABORT, 'extensions is append-only'); END;
CREATE TRIGGER guard_messages_update BEFORE UPDATE ON messages
BEGIN SELECT RAISE(ABORT, 'messages is append-only'); END;
CREATE TRIGGER guard_messages_delete BEFORE DELETE ON messages
BEGIN SELECT RAISE(ABORT, 'messages is append-only'); END;
CREATE TRIGGER guard_acceptances_update BEFORE UPDATE ON acceptances
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only'); END;
CREATE TRIGGER guard_acceptances_delete BEFORE DELETE ON acceptances
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only'); END;
CREATE TRIGGER guard_member_parts_update BEFORE UPDATE ON member_parts
BEGIN SELECT RAISE(ABORT, 'member_parts is append-only'); END;
CREATE TRIGGER guard_member_parts_delete BEFORE DELETE ON member_parts
BEGIN SELECT RAISE(ABORT, 'member_parts is append-only'); END;
CREATE TRIGGER guard_letter_decisions_update BEFORE UPDATE ON letter_decisions
BEGIN SELECT RAISE(ABORT, 'letter_decisions is append-only'); END;
CREATE TRIGGER guard_letter_decisions_delete BEFORE DELETE ON letter_decisions
BEGIN SELECT RAISE(ABORT, 'letter_decisions is append-only'); END;
CREATE TRIGGER guard_seen_evidence_update BEFORE UPDATE ON seen_evidence
BEGIN SELECT RAISE(ABORT, 'seen_evidence is append-only'); END;
CREATE TRIGGER guard_seen_evidence_delete BEFORE DELETE ON seen_evidence
BEGIN SELECT RAISE(ABORT, 'seen_evidence is append-only'); END;
CREATE TRIGGER guard_refused_attempts_update BEFORE UPDATE ON refused_attempts
BEGIN SELECT RAISE(ABORT, 'refused_attempts is append-only'); END;
CREATE TRIGGER guard_refused_attempts_delete BEFORE DELETE ON refused_attempts
BEGIN SELECT RAISE(ABORT, 'refused_attempts is append-only'); END;
CREATE TRIGGER guard_failures_update BEFORE UPDATE ON failures
BEGIN SELECT RAISE(ABORT, 'failures is append-only'); END;
CREATE TRIGGER guard_failures_delete BEFORE DELETE ON failures
BEGIN SELECT RAISE(ABORT, 'failures is append-only'); END;

-- A snapshot never changes, but that its receipt is rendered later.
CREATE TRIGGER guard_application_snapshots_update BEFORE UPDATE ON application_snapshots
WHEN OLD.receipt_sha256 IS NOT NULL OR NEW.receipt_sha256 IS NULL OR OLD.id <> NEW.id OR OLD.application_id <> NEW.application_id
    OR OLD.seq <> NEW.seq OR OLD.received_at <> NEW.received_at OR OLD.submitted_by <> NEW.submitted_by
    OR OLD.content <> NEW.content OR OLD.sha256 <> NEW.sha256 OR OLD.scheme_sha256 <> NEW.scheme_sha256
BEGIN SELECT RAISE(ABORT, 'application_snapshots is append-only'); END;
CREATE TRIGGER guard_application_snapshots_delete BEFORE DELETE ON application_snapshots
BEGIN SELECT RAISE(ABORT, 'application_snapshots is append-only'); END;

-- A decision that was signed or returned is final; what was proposed keeps its content.
CREATE TRIGGER guard_decisions_update BEFORE UPDATE ON decisions
WHEN OLD.state IN ('signed', 'returned') OR OLD.id <> NEW.id OR OLD.lot_application_id <> NEW.lot_application_id OR OLD.seq <> NEW.seq
    OR OLD.outcome <> NEW.outcome OR OLD.note <> NEW.note OR OLD.reasons_json <> NEW.reasons_json
    OR OLD.inputs_sha256 <> NEW.inputs_sha256 OR OLD.proposed_by <> NEW.proposed_by OR OLD.proposed_at <> NEW.proposed_at
BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
CREATE TRIGGER guard_decisions_delete BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions is append-only'); END;
CREATE TRIGGER guard_decisions_withdrawn_insert BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM lot_applications l JOIN applications a ON a.id = l.application_id
    WHERE l.id = NEW.lot_application_id AND (l.state = 'withdrawn' OR a.state = 'withdrawn'))
BEGIN SELECT RAISE(ABORT, 'no decision after withdrawal'); END;
CREATE TRIGGER guard_decisions_withdrawn_update BEFORE UPDATE ON decisions
WHEN NEW.state IN ('countersigned', 'signed') AND EXISTS (SELECT 1 FROM lot_applications l JOIN applications a ON a.id = l.application_id
    WHERE l.id = NEW.lot_application_id AND (l.state = 'withdrawn' OR a.state = 'withdrawn'))
BEGIN SELECT RAISE(ABORT, 'no decision after withdrawal'); END;
CREATE TRIGGER guard_decisions_people BEFORE UPDATE ON decisions
WHEN NEW.state IN ('countersigned', 'signed') AND EXISTS (SELECT 1 FROM lot_applications l JOIN assessments s ON s.application_id = l.application_id
    WHERE l.id = NEW.lot_application_id AND s.assessed_by IN (NEW.countersigned_by, COALESCE(NEW.signed_by, '')))
BEGIN SELECT RAISE(ABORT, 'the assessor is never countersigner or signer'); END;
CREATE TRIGGER guard_decisions_heard BEFORE UPDATE ON decisions
WHEN NEW.state = 'countersigned' AND EXISTS (SELECT 1 FROM hearing_decisions d JOIN hearings h ON h.id = d.hearing_id
    WHERE d.decision_id = NEW.id AND (h.state IN ('preparing', 'given') OR (h.state = 'asked' AND COALESCE(h.due_at > NEW.countersigned_at, 1))))
BEGIN SELECT RAISE(ABORT, 'no refusal before the aanbieder was heard'); END;
-- As many people judged as the regeling under which it was sent in asks; what was never judged (not handled) and a revision, which other people judge,
-- are not counted here.
CREATE TRIGGER guard_decisions_panel BEFORE INSERT ON decisions
WHEN NEW.outcome <> 'not_handled' AND NEW.revises IS NULL AND (SELECT v.assessors FROM lot_applications l JOIN applications a ON a.id = l.application_id
        JOIN application_snapshots s ON s.application_id = a.id
        JOIN scheme_versions v ON v.procedure_id = a.procedure_id AND v.sha256 = s.scheme_sha256
        WHERE l.id = NEW.lot_application_id ORDER BY s.seq DESC, v.seq DESC LIMIT 1)
    > (SELECT COUNT(*) FROM (SELECT NEW.proposed_by AS person UNION SELECT c.assessed_by FROM assessments c
        JOIN lot_applications l ON l.application_id = c.application_id
        WHERE l.id = NEW.lot_application_id AND (c.lot_application_id IS NULL OR c.lot_application_id = l.id)))
BEGIN SELECT RAISE(ABORT, 'the review plan asks more assessors'); END;

-- A letter keeps its content; once dispatched nothing of it changes.
CREATE TRIGGER guard_letters_update BEFORE UPDATE ON letters
WHEN OLD.state = 'dispatched' OR OLD.id <> NEW.id OR OLD.kind <> NEW.kind OR OLD.number <> NEW.number OR OLD.org_id <> NEW.org_id
    OR OLD.clarification_id IS NOT NEW.clarification_id OR OLD.hearing_id IS NOT NEW.hearing_id OR OLD.resends IS NOT NEW.resends
BEGIN SELECT RAISE(ABORT, 'letters is append-only'); END;
CREATE TRIGGER guard_letters_delete BEFORE DELETE ON letters
BEGIN SELECT RAISE(ABORT, 'letters is append-only'); END;
-- Of a mail that did not arrive only that the letter was sent again is added, once.
CREATE TRIGGER guard_letter_bounces_update BEFORE UPDATE ON letter_bounces
WHEN OLD.again_at IS NOT NULL OR OLD.mail_id <> NEW.mail_id OR OLD.letter_id <> NEW.letter_id OR OLD.reason <> NEW.reason
    OR OLD.noted_by IS NOT NEW.noted_by OR OLD.noted_at <> NEW.noted_at
BEGIN SELECT RAISE(ABORT, 'letter_bounces is append-only'); END;
CREATE TRIGGER guard_letter_bounces_delete BEFORE DELETE ON letter_bounces
BEGIN SELECT RAISE(ABORT, 'letter_bounces is append-only'); END;

-- INSERT OR REPLACE deletes what is in its way without asking the guards above.
CREATE TRIGGER guard_assessments_replace BEFORE INSERT ON assessments
WHEN EXISTS (SELECT 1 FROM assessments WHERE rowid = NEW.rowid OR id = NEW.id OR revises = NEW.revises)
BEGIN SELECT RAISE(ABORT, 'assessments is append-only: its keys are unique'); END;
CREATE TRIGGER guard_unequal_cases_replace BEFORE INSERT ON unequal_cases
WHEN EXISTS (SELECT 1 FROM unequal_cases WHERE rowid = NEW.rowid OR assessment_id = NEW.assessment_id)
BEGIN SELECT RAISE(ABORT, 'unequal_cases is append-only: its keys are unique'); END;
CREATE TRIGGER guard_hearing_decisions_replace BEFORE INSERT ON hearing_decisions
WHEN EXISTS (SELECT 1 FROM hearing_decisions WHERE rowid = NEW.rowid OR decision_id = NEW.decision_id)
BEGIN SELECT RAISE(ABORT, 'hearing_decisions is append-only: its keys are unique'); END;
CREATE TRIGGER guard_revisions_replace BEFORE INSERT ON revisions
WHEN EXISTS (SELECT 1 FROM revisions WHERE rowid = NEW.rowid OR decision_id = NEW.decision_id)
BEGIN SELECT RAISE(ABORT, 'revisions is append-only: its keys are unique'); END;
CREATE TRIGGER guard_extensions_replace BEFORE INSERT ON extensions
WHEN EXISTS (SELECT 1 FROM extensions WHERE rowid = NEW.rowid OR application_id = NEW.application_id)
BEGIN SELECT RAISE(ABORT, 'extensions is append-only: its keys are unique'); END;
CREATE TRIGGER guard_messages_replace BEFORE INSERT ON messages
WHEN EXISTS (SELECT 1 FROM messages WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'messages is append-only: its keys are unique'); END;
CREATE TRIGGER guard_acceptances_replace BEFORE INSERT ON acceptances
WHEN EXISTS (SELECT 1 FROM acceptances WHERE rowid = NEW.rowid OR (application_id = NEW.application_id AND org_id = NEW.org_id AND document_id = NEW.document_id))
BEGIN SELECT RAISE(ABORT, 'acceptances is append-only: its keys are unique'); END;
CREATE TRIGGER guard_member_parts_replace BEFORE INSERT ON member_parts
WHEN EXISTS (SELECT 1 FROM member_parts WHERE rowid = NEW.rowid OR sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'member_parts is append-only: its keys are unique'); END;
CREATE TRIGGER guard_application_snapshots_replace BEFORE INSERT ON application_snapshots
WHEN EXISTS (SELECT 1 FROM application_snapshots WHERE rowid = NEW.rowid OR id = NEW.id OR (application_id = NEW.application_id AND seq = NEW.seq))
BEGIN SELECT RAISE(ABORT, 'application_snapshots is append-only: its keys are unique'); END;
CREATE TRIGGER guard_decisions_replace BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE rowid = NEW.rowid
    OR id = NEW.id
    OR (lot_application_id = NEW.lot_application_id AND seq = NEW.seq)
    OR (lot_application_id = NEW.lot_application_id AND state IN ('proposed', 'countersigned') AND NEW.state IN ('proposed', 'countersigned')))
BEGIN SELECT RAISE(ABORT, 'decisions is append-only: its keys are unique'); END;
CREATE TRIGGER guard_letters_replace BEFORE INSERT ON letters
WHEN EXISTS (SELECT 1 FROM letters WHERE rowid = NEW.rowid OR id = NEW.id OR number = NEW.number OR clarification_id = NEW.clarification_id
    OR hearing_id = NEW.hearing_id OR resends = NEW.resends)
BEGIN SELECT RAISE(ABORT, 'letters is append-only: its keys are unique'); END;
CREATE TRIGGER guard_letter_bounces_replace BEFORE INSERT ON letter_bounces
WHEN EXISTS (SELECT 1 FROM letter_bounces WHERE rowid = NEW.rowid OR mail_id = NEW.mail_id)
BEGIN SELECT RAISE(ABORT, 'letter_bounces is append-only: its keys are unique'); END;
CREATE TRIGGER guard_letter_decisions_replace BEFORE INSERT ON letter_decisions
WHEN EXISTS (SELECT 1 FROM letter_decisions WHERE rowid = NEW.rowid OR decision_id = NEW.decision_id)
BEGIN SELECT RAISE(ABORT, 'letter_decisions is append-only: its keys are unique'); END;
CREATE TRIGGER guard_seen_evidence_replace BEFORE INSERT ON seen_evidence
WHEN EXISTS (SELECT 1 FROM seen_evidence WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'seen_evidence is append-only: its keys are unique'); END;
CREATE TRIGGER guard_refused_attempts_replace BEFORE INSERT ON refused_attempts
WHEN EXISTS (SELECT 1 FROM refused_attempts WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'refused_attempts is append-only: its keys are unique'); END;
CREATE TRIGGER guard_failures_replace BEFORE INSERT ON failures
WHEN EXISTS (SELECT 1 FROM failures WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'failures is append-only: its keys are unique'); END;

-- A visit or a talk by two people to check requirements of an application (ADR 21). Once there is a report nothing of it changes but the reaction.
CREATE TABLE verifications (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    manner TEXT NOT NULL CHECK (manner IN ('visit', 'talk')),
    state TEXT NOT NULL CHECK (state IN ('planned', 'cancelled', 'reported', 'answered')),
    first_visitor TEXT NOT NULL REFERENCES users (id),
    second_visitor TEXT NOT NULL REFERENCES users (id) CHECK (second_visitor <> first_visitor),
    planned_for TIMESTAMP NOT NULL,
    place TEXT NOT NULL,
    planned_by TEXT NOT NULL REFERENCES users (id),
    planned_at TIMESTAMP NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    cancelled_by TEXT NULL REFERENCES users (id) CHECK ((state = 'cancelled') = (cancelled_by IS NOT NULL)),
    reported_by TEXT NULL REFERENCES users (id) CHECK (reported_by IS NULL OR reported_by IN (first_visitor, second_visitor)),
    reported_at TIMESTAMP NULL CHECK ((state IN ('reported', 'answered')) = (reported_at IS NOT NULL)),
    react_until TIMESTAMP NULL CHECK ((reported_at IS NULL) = (react_until IS NULL)),
    reaction TEXT NOT NULL DEFAULT '',
    reacted_by TEXT NULL REFERENCES users (id),
    reacted_at TIMESTAMP NULL CHECK ((state = 'answered') = (reacted_at IS NOT NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX verifications_by_application ON verifications (region_id, application_id, planned_at);

-- What a verification checks.
CREATE TABLE verification_requirements (
    verification_id TEXT NOT NULL REFERENCES verifications (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    requirement TEXT NOT NULL,
    PRIMARY KEY (verification_id, requirement)
);

-- What was seen, for each requirement that was checked.
CREATE TABLE verification_findings (
    verification_id TEXT NOT NULL REFERENCES verifications (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    requirement TEXT NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY (verification_id, requirement)
);

CREATE TRIGGER guard_verifications_update BEFORE UPDATE ON verifications
WHEN OLD.state IN ('cancelled', 'answered')
    OR (OLD.state = 'reported' AND (NEW.state IS NOT 'answered'
        OR OLD.reported_by IS NOT NEW.reported_by OR OLD.reported_at IS NOT NEW.reported_at OR OLD.react_until IS NOT NEW.react_until
        OR OLD.planned_for IS NOT NEW.planned_for OR OLD.place IS NOT NEW.place))
    OR OLD.first_visitor IS NOT NEW.first_visitor OR OLD.second_visitor IS NOT NEW.second_visitor
BEGIN SELECT RAISE(ABORT, 'verifications is append-only'); END;
CREATE TRIGGER guard_verifications_delete BEFORE DELETE ON verifications
BEGIN SELECT RAISE(ABORT, 'verifications is append-only'); END;
CREATE TRIGGER guard_verification_findings_update BEFORE UPDATE ON verification_findings
BEGIN SELECT RAISE(ABORT, 'verification_findings is append-only'); END;
CREATE TRIGGER guard_verification_findings_delete BEFORE DELETE ON verification_findings
BEGIN SELECT RAISE(ABORT, 'verification_findings is append-only'); END;
CREATE TRIGGER guard_verification_findings_replace BEFORE INSERT ON verification_findings
WHEN EXISTS (SELECT 1 FROM verification_findings WHERE rowid = NEW.rowid OR (verification_id = NEW.verification_id AND requirement = NEW.requirement))
BEGIN SELECT RAISE(ABORT, 'verification_findings is append-only: its keys are unique'); END;
CREATE TRIGGER guard_verifications_replace BEFORE INSERT ON verifications
WHEN EXISTS (SELECT 1 FROM verifications WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'verifications is append-only: its keys are unique'); END;

-- Days on which somebody of the team is away. On the first of them the open work goes to the substitute, or to nobody where there is none.
CREATE TABLE absences (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    from_on DATE NOT NULL,
    until_on DATE NOT NULL CHECK (until_on >= from_on),
    substitute_id TEXT NULL REFERENCES users (id) CHECK (substitute_id <> user_id),
    recorded_by TEXT NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMP NOT NULL,
    handed_over_at TIMESTAMP NULL,
    ended_at TIMESTAMP NULL
);
CREATE INDEX absences_by_region ON absences (region_id, until_on, from_on);

-- A klacht, kort geding or bezwaar about decisions that one letter made known (ADR 25). What came in never changes, and nothing does once it is over.
CREATE TABLE disputes (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    letter_id TEXT NOT NULL REFERENCES letters (id),
    kind TEXT NOT NULL CHECK (kind IN ('klacht', 'kort_geding', 'bezwaar')),
    side TEXT NOT NULL CHECK (side IN ('provider', 'team') AND (kind <> 'kort_geding' OR side = 'team')),
    state TEXT NOT NULL CHECK (state IN ('registered', 'hearing_planned', 'decided', 'withdrawn')),
    received_on DATE NOT NULL,
    posted_on DATE NULL CHECK (posted_on <= received_on),
    last_day DATE NOT NULL,
    in_time BOOLEAN NOT NULL,
    grounds TEXT NOT NULL CHECK (grounds <> ''),
    late TEXT NOT NULL DEFAULT '' CHECK (in_time = (late = '')),
    court TEXT NOT NULL DEFAULT '' CHECK ((kind = 'kort_geding') = (court <> '')),
    roll TEXT NOT NULL DEFAULT '',
    committee BOOLEAN NOT NULL CHECK (kind = 'bezwaar' OR NOT committee),
    registered_by TEXT NOT NULL REFERENCES users (id),
    registered_at TIMESTAMP NOT NULL,
    treated_by TEXT NULL REFERENCES users (id),
    extended_by TEXT NULL REFERENCES users (id) CHECK (kind = 'bezwaar' OR extended_by IS NULL),
    extended_at TIMESTAMP NULL CHECK ((extended_by IS NULL) = (extended_at IS NULL)),
    extended_why TEXT NOT NULL DEFAULT '' CHECK ((extended_by IS NULL) = (extended_why = '')),
    due_on DATE NULL,
    hearing_at TIMESTAMP NULL CHECK (state <> 'hearing_planned' OR hearing_at IS NOT NULL),
    hearing_place TEXT NOT NULL DEFAULT '' CHECK ((hearing_at IS NULL) = (hearing_place = '')),
    outcome TEXT NULL CHECK ((state = 'decided') = (outcome IS NOT NULL)
        AND outcome IN ('founded', 'partly_founded', 'unfounded', 'inadmissible')),
    ruled_on DATE NULL CHECK ((state = 'decided') = (ruled_on IS NOT NULL)),
    closing TEXT NOT NULL DEFAULT '' CHECK ((state IN ('decided', 'withdrawn')) = (closing <> '')),
    closed_by TEXT NULL REFERENCES users (id) CHECK ((state IN ('decided', 'withdrawn')) = (closed_by IS NOT NULL)),
    closed_at TIMESTAMP NULL CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX disputes_by_application ON disputes (region_id, application_id, registered_at);
CREATE INDEX disputes_by_state ON disputes (region_id, state, registered_at);
CREATE INDEX disputes_by_org ON disputes (org_id, registered_at);

-- What a dispute is about.
CREATE TABLE dispute_decisions (
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    decision_id TEXT NOT NULL REFERENCES decisions (id),
    PRIMARY KEY (dispute_id, decision_id)
);
CREATE INDEX dispute_decisions_by_decision ON dispute_decisions (decision_id);

-- Which dispute led to which revision.
CREATE TABLE dispute_revisions (
    decision_id TEXT NOT NULL PRIMARY KEY REFERENCES revisions (decision_id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    dispute_id TEXT NOT NULL REFERENCES disputes (id)
);
CREATE INDEX dispute_revisions_by_dispute ON dispute_revisions (dispute_id);

-- That the dossier of an application is not destroyed (legal hold), until another person than who said so lifts that.
CREATE TABLE legal_holds (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    dispute_id TEXT NULL UNIQUE REFERENCES disputes (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    placed_by TEXT NOT NULL REFERENCES users (id),
    placed_at TIMESTAMP NOT NULL,
    lifted_reason TEXT NOT NULL DEFAULT '',
    lifted_by TEXT NULL REFERENCES users (id) CHECK (lifted_by <> placed_by),
    lifted_at TIMESTAMP NULL CHECK ((lifted_by IS NULL) = (lifted_at IS NULL)),
    CHECK ((lifted_by IS NULL) = (lifted_reason = ''))
);
CREATE INDEX legal_holds_by_application ON legal_holds (region_id, application_id, placed_at);

CREATE TRIGGER guard_disputes_update BEFORE UPDATE ON disputes
WHEN OLD.state IN ('decided', 'withdrawn')
    OR OLD.region_id IS NOT NEW.region_id OR OLD.application_id IS NOT NEW.application_id OR OLD.org_id IS NOT NEW.org_id
    OR OLD.letter_id IS NOT NEW.letter_id OR OLD.kind IS NOT NEW.kind OR OLD.side IS NOT NEW.side
    OR OLD.received_on IS NOT NEW.received_on OR OLD.posted_on IS NOT NEW.posted_on OR OLD.last_day IS NOT NEW.last_day
    OR OLD.in_time IS NOT NEW.in_time OR OLD.grounds IS NOT NEW.grounds OR OLD.late IS NOT NEW.late
    OR OLD.court IS NOT NEW.court OR OLD.committee IS NOT NEW.committee OR OLD.registered_by IS NOT NEW.registered_by
    OR OLD.registered_at IS NOT NEW.registered_at
BEGIN SELECT RAISE(ABORT, 'disputes is append-only'); END;
CREATE TRIGGER guard_disputes_people BEFORE UPDATE ON disputes
WHEN NEW.state = 'decided' AND EXISTS (SELECT 1 FROM dispute_decisions t JOIN decisions d ON d.id = t.decision_id
    WHERE t.dispute_id = NEW.id AND NEW.closed_by IN (d.proposed_by, d.countersigned_by, d.signed_by))
BEGIN SELECT RAISE(ABORT, 'who had a hand in a decision does not decide a dispute about it'); END;
CREATE TRIGGER guard_disputes_delete BEFORE DELETE ON disputes
BEGIN SELECT RAISE(ABORT, 'disputes is append-only'); END;
CREATE TRIGGER guard_disputes_replace BEFORE INSERT ON disputes
WHEN EXISTS (SELECT 1 FROM disputes WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'disputes is append-only: its keys are unique'); END;
CREATE TRIGGER guard_dispute_decisions_update BEFORE UPDATE ON dispute_decisions
BEGIN SELECT RAISE(ABORT, 'dispute_decisions is append-only'); END;
CREATE TRIGGER guard_dispute_decisions_delete BEFORE DELETE ON dispute_decisions
BEGIN SELECT RAISE(ABORT, 'dispute_decisions is append-only'); END;
CREATE TRIGGER guard_dispute_decisions_replace BEFORE INSERT ON dispute_decisions
WHEN EXISTS (SELECT 1 FROM dispute_decisions WHERE rowid = NEW.rowid OR (dispute_id = NEW.dispute_id AND decision_id = NEW.decision_id))
BEGIN SELECT RAISE(ABORT, 'dispute_decisions is append-only: its keys are unique'); END;
CREATE TRIGGER guard_dispute_revisions_update BEFORE UPDATE ON dispute_revisions
BEGIN SELECT RAISE(ABORT, 'dispute_revisions is append-only'); END;
CREATE TRIGGER guard_dispute_revisions_delete BEFORE DELETE ON dispute_revisions
BEGIN SELECT RAISE(ABORT, 'dispute_revisions is append-only'); END;
CREATE TRIGGER guard_dispute_revisions_replace BEFORE INSERT ON dispute_revisions
WHEN EXISTS (SELECT 1 FROM dispute_revisions WHERE rowid = NEW.rowid OR decision_id = NEW.decision_id)
BEGIN SELECT RAISE(ABORT, 'dispute_revisions is append-only: its keys are unique'); END;
CREATE TRIGGER guard_legal_holds_update BEFORE UPDATE ON legal_holds
WHEN OLD.lifted_by IS NOT NULL
    OR OLD.region_id IS NOT NEW.region_id OR OLD.application_id IS NOT NEW.application_id
    OR OLD.dispute_id IS NOT NEW.dispute_id OR OLD.reason IS NOT NEW.reason OR OLD.placed_by IS NOT NEW.placed_by
    OR OLD.placed_at IS NOT NEW.placed_at
BEGIN SELECT RAISE(ABORT, 'legal_holds is append-only'); END;
CREATE TRIGGER guard_legal_holds_running BEFORE UPDATE ON legal_holds
WHEN NEW.lifted_by IS NOT NULL AND EXISTS (SELECT 1 FROM disputes WHERE application_id = NEW.application_id AND state IN ('registered', 'hearing_planned'))
BEGIN SELECT RAISE(ABORT, 'a dossier is kept while a dispute runs'); END;
CREATE TRIGGER guard_legal_holds_delete BEFORE DELETE ON legal_holds
BEGIN SELECT RAISE(ABORT, 'legal_holds is append-only'); END;
CREATE TRIGGER guard_legal_holds_replace BEFORE INSERT ON legal_holds
WHEN EXISTS (SELECT 1 FROM legal_holds WHERE rowid = NEW.rowid OR id = NEW.id OR dispute_id = NEW.dispute_id)
BEGIN SELECT RAISE(ABORT, 'legal_holds is append-only: its keys are unique'); END;

-- An investigation under the Wet Bibob, of which only named officers read more than that the term for the decision stands still (ADR 26). One runs
-- at a time; what ended never changes.
CREATE TABLE bibob_dossiers (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    state TEXT NOT NULL CHECK (state IN ('asked', 'form_received', 'researching', 'advising', 'extended', 'concluded', 'stopped')),
    asked_by TEXT NOT NULL REFERENCES users (id),
    asked_at TIMESTAMP NOT NULL,
    form_at TIMESTAMP NULL CHECK (form_at IS NOT NULL OR state IN ('asked', 'stopped')),
    advice_at TIMESTAMP NULL CHECK (advice_at IS NOT NULL OR state NOT IN ('advising', 'extended')),
    advice_last DATE NULL CHECK ((advice_at IS NULL) = (advice_last IS NULL)),
    conclusion TEXT NULL CHECK ((state = 'concluded') = (conclusion IS NOT NULL) AND conclusion IN ('no_objection', 'conditions', 'serious_danger')),
    stop_reason TEXT NULL CHECK ((state = 'stopped') = (stop_reason IS NOT NULL) AND stop_reason IN ('no_form', 'not_needed', 'application_over')),
    ended_by TEXT NULL REFERENCES users (id),
    ended_at TIMESTAMP NULL CHECK ((state IN ('concluded', 'stopped')) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX bibob_dossiers_by_application ON bibob_dossiers (region_id, application_id, asked_at);
CREATE UNIQUE INDEX bibob_dossiers_running ON bibob_dossiers (application_id) WHERE state NOT IN ('concluded', 'stopped');

-- What officers write: class bibob, in no export and no letter.
CREATE TABLE bibob_notes (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    dossier_id TEXT NOT NULL REFERENCES bibob_dossiers (id),
    about TEXT NOT NULL CHECK (about IN ('reason', 'research', 'advice', 'extension', 'conclusion', 'stop', 'note')),
    text TEXT NOT NULL,
    class TEXT NOT NULL CHECK (class = 'bibob'),
    written_by TEXT NOT NULL REFERENCES users (id),
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX bibob_notes_by_dossier ON bibob_notes (dossier_id, written_at);

-- The form and its annexes, as the aanbieder handed them in; evidence of the class bibob, in no vault.
CREATE TABLE bibob_files (
    dossier_id TEXT NOT NULL REFERENCES bibob_dossiers (id),
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    handed_in_at TIMESTAMP NOT NULL,
    PRIMARY KEY (dossier_id, evidence_id)
);

-- Who reads them: people named one by one.
CREATE TABLE bibob_officers (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    named_by TEXT NOT NULL REFERENCES users (id),
    named_at TIMESTAMP NOT NULL,
    ended_by TEXT NULL REFERENCES users (id),
    ended_at TIMESTAMP NULL CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX bibob_officers_running ON bibob_officers (region_id, user_id) WHERE ended_at IS NULL;

-- How long they are kept, and why; the last one counts.
CREATE TABLE bibob_retentions (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 20),
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL REFERENCES users (id),
    set_at TIMESTAMP NOT NULL
);
CREATE INDEX bibob_retentions_by_region ON bibob_retentions (region_id, set_at);

CREATE TRIGGER guard_bibob_dossiers_update BEFORE UPDATE ON bibob_dossiers
WHEN OLD.state IN ('concluded', 'stopped') OR OLD.id <> NEW.id OR OLD.region_id <> NEW.region_id OR OLD.application_id <> NEW.application_id
    OR OLD.asked_by <> NEW.asked_by OR OLD.asked_at <> NEW.asked_at
    OR (OLD.form_at IS NOT NULL AND OLD.form_at IS NOT NEW.form_at) OR (OLD.advice_at IS NOT NULL AND OLD.advice_at IS NOT NEW.advice_at)
BEGIN SELECT RAISE(ABORT, 'bibob_dossiers is append-only'); END;
CREATE TRIGGER guard_bibob_dossiers_delete BEFORE DELETE ON bibob_dossiers
BEGIN SELECT RAISE(ABORT, 'bibob_dossiers is append-only'); END;
CREATE TRIGGER guard_bibob_dossiers_replace BEFORE INSERT ON bibob_dossiers
WHEN EXISTS (SELECT 1 FROM bibob_dossiers WHERE rowid = NEW.rowid OR id = NEW.id
    OR (application_id = NEW.application_id AND state NOT IN ('concluded', 'stopped') AND NEW.state NOT IN ('concluded', 'stopped')))
BEGIN SELECT RAISE(ABORT, 'bibob_dossiers is append-only: its keys are unique'); END;
CREATE TRIGGER guard_bibob_notes_update BEFORE UPDATE ON bibob_notes
BEGIN SELECT RAISE(ABORT, 'bibob_notes is append-only'); END;
CREATE TRIGGER guard_bibob_notes_delete BEFORE DELETE ON bibob_notes
BEGIN SELECT RAISE(ABORT, 'bibob_notes is append-only'); END;
CREATE TRIGGER guard_bibob_notes_replace BEFORE INSERT ON bibob_notes
WHEN EXISTS (SELECT 1 FROM bibob_notes WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'bibob_notes is append-only: its keys are unique'); END;
CREATE TRIGGER guard_bibob_files_update BEFORE UPDATE ON bibob_files
BEGIN SELECT RAISE(ABORT, 'bibob_files is append-only'); END;
CREATE TRIGGER guard_bibob_files_delete BEFORE DELETE ON bibob_files
BEGIN SELECT RAISE(ABORT, 'bibob_files is append-only'); END;
CREATE TRIGGER guard_bibob_files_replace BEFORE INSERT ON bibob_files
WHEN EXISTS (SELECT 1 FROM bibob_files WHERE rowid = NEW.rowid OR (dossier_id = NEW.dossier_id AND evidence_id = NEW.evidence_id))
BEGIN SELECT RAISE(ABORT, 'bibob_files is append-only: its keys are unique'); END;
CREATE TRIGGER guard_bibob_retentions_update BEFORE UPDATE ON bibob_retentions
BEGIN SELECT RAISE(ABORT, 'bibob_retentions is append-only'); END;
CREATE TRIGGER guard_bibob_retentions_delete BEFORE DELETE ON bibob_retentions
BEGIN SELECT RAISE(ABORT, 'bibob_retentions is append-only'); END;
CREATE TRIGGER guard_bibob_retentions_replace BEFORE INSERT ON bibob_retentions
WHEN EXISTS (SELECT 1 FROM bibob_retentions WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'bibob_retentions is append-only: its keys are unique'); END;
-- That somebody was an officer is only ended.
CREATE TRIGGER guard_bibob_officers_update BEFORE UPDATE ON bibob_officers
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR OLD.id <> NEW.id OR OLD.region_id <> NEW.region_id OR OLD.user_id <> NEW.user_id
    OR OLD.named_by <> NEW.named_by OR OLD.named_at <> NEW.named_at
BEGIN SELECT RAISE(ABORT, 'bibob_officers is append-only'); END;
CREATE TRIGGER guard_bibob_officers_delete BEFORE DELETE ON bibob_officers
BEGIN SELECT RAISE(ABORT, 'bibob_officers is append-only'); END;
CREATE TRIGGER guard_bibob_officers_replace BEFORE INSERT ON bibob_officers
WHEN EXISTS (SELECT 1 FROM bibob_officers WHERE rowid = NEW.rowid OR id = NEW.id
    OR (region_id = NEW.region_id AND user_id = NEW.user_id AND ended_at IS NULL AND NEW.ended_at IS NULL))
BEGIN SELECT RAISE(ABORT, 'bibob_officers is append-only: its keys are unique'); END;
-- Nothing is decided while a dossier runs.
CREATE TRIGGER guard_decisions_bibob_insert BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM lot_applications l JOIN bibob_dossiers b ON b.application_id = l.application_id
    WHERE l.id = NEW.lot_application_id AND b.state NOT IN ('concluded', 'stopped'))
BEGIN SELECT RAISE(ABORT, 'no decision while a Bibob dossier runs'); END;
CREATE TRIGGER guard_decisions_bibob_update BEFORE UPDATE ON decisions
WHEN NEW.state IN ('countersigned', 'signed') AND EXISTS (SELECT 1 FROM lot_applications l JOIN bibob_dossiers b ON b.application_id = l.application_id
    WHERE l.id = NEW.lot_application_id AND b.state NOT IN ('concluded', 'stopped'))
BEGIN SELECT RAISE(ABORT, 'no decision while a Bibob dossier runs'); END;

-- What came in about an aanbieder, behind the wall between inkoop and toezicht (ADR 29): only toezichthouders of its discipline and gemeente read it. What
-- came in never changes; what was made of it stands in the steps.
CREATE TABLE signals (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    discipline TEXT NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    source TEXT NOT NULL CHECK (source IN ('consulent', 'resident', 'provider', 'expired_evidence', 'observation')),
    nature TEXT NOT NULL CHECK (nature IN ('calamity', 'violence', 'quality', 'lawfulness', 'evidence', 'register', 'other')),
    gemeente TEXT NOT NULL,
    product_group TEXT NOT NULL,
    location TEXT NOT NULL,
    happened_on DATE NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    done TEXT NOT NULL CHECK (source = 'provider' OR done = ''),
    request_id TEXT NULL UNIQUE REFERENCES evidence_requests (id) CHECK ((source = 'expired_evidence') = (request_id IS NOT NULL)),
    received_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'to_investigate', 'watched', 'passed_on', 'dismissed')),
    since TIMESTAMP NOT NULL,
    until_on DATE NULL CHECK ((state = 'watched') = (until_on IS NOT NULL)),
    passed_to TEXT NULL CHECK ((state = 'passed_on') = (passed_to IS NOT NULL) AND passed_to IN ('inspectorate', 'police', 'other_supervisor', 'gemeente')),
    triaged_by TEXT NULL REFERENCES users (id) CHECK ((state = 'received') = (triaged_by IS NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX signals_by_region ON signals (region_id, discipline, state, received_at);
CREATE INDEX signals_by_org ON signals (region_id, org_id, state);

-- Who reported, apart: it can be destroyed before the signal is, and is read only by who triages.
CREATE TABLE signal_reporters (
    signal_id TEXT NOT NULL PRIMARY KEY REFERENCES signals (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    user_id TEXT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    contact TEXT NOT NULL
);

-- What toezichthouders made of a signal, each time with the reason.
CREATE TABLE signal_steps (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    signal_id TEXT NOT NULL REFERENCES signals (id),
    step TEXT NOT NULL CHECK (step IN ('investigate', 'watch', 'pass_on', 'dismiss', 'hand_over', 'reopen')),
    until_on DATE NULL CHECK ((step = 'watch') = (until_on IS NOT NULL)),
    passed_to TEXT NULL CHECK ((step = 'pass_on') = (passed_to IS NOT NULL)),
    why TEXT NOT NULL CHECK (why <> ''),
    taken_by TEXT NOT NULL REFERENCES users (id),
    taken_at TIMESTAMP NOT NULL
);
CREATE INDEX signal_steps_by_signal ON signal_steps (signal_id, taken_at);

-- A random sample of aanbieders, as anybody can draw it again; also those that were not used.
CREATE TABLE samples (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    discipline TEXT NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    gemeenten TEXT NOT NULL,
    seed TEXT NOT NULL CHECK (length(seed) BETWEEN 1 AND 100),
    seed_from TEXT NOT NULL CHECK (seed_from <> ''),
    size INTEGER NOT NULL CHECK (size > 0),
    drawn_by TEXT NOT NULL REFERENCES users (id),
    drawn_at TIMESTAMP NOT NULL
);
CREATE INDEX samples_by_region ON samples (region_id, discipline, drawn_at);

-- Everybody among whom was drawn, in the order of the draw.
CREATE TABLE sample_orgs (
    sample_id TEXT NOT NULL REFERENCES samples (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    place INTEGER NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    chosen BOOLEAN NOT NULL,
    PRIMARY KEY (sample_id, org_id)
);

CREATE TRIGGER guard_signals_update BEFORE UPDATE ON signals
WHEN OLD.id IS NOT NEW.id OR OLD.region_id IS NOT NEW.region_id OR OLD.org_id IS NOT NEW.org_id OR OLD.source IS NOT NEW.source
    OR OLD.nature IS NOT NEW.nature OR OLD.gemeente IS NOT NEW.gemeente OR OLD.product_group IS NOT NEW.product_group OR OLD.location IS NOT NEW.location
    OR OLD.happened_on IS NOT NEW.happened_on OR OLD.text IS NOT NEW.text OR OLD.done IS NOT NEW.done OR OLD.request_id IS NOT NEW.request_id
    OR OLD.received_at IS NOT NEW.received_at
BEGIN SELECT RAISE(ABORT, 'signals is append-only'); END;
CREATE TRIGGER guard_signals_delete BEFORE DELETE ON signals
BEGIN SELECT RAISE(ABORT, 'signals is append-only'); END;
CREATE TRIGGER guard_signals_replace BEFORE INSERT ON signals
WHEN EXISTS (SELECT 1 FROM signals WHERE rowid = NEW.rowid OR id = NEW.id OR request_id = NEW.request_id)
BEGIN SELECT RAISE(ABORT, 'signals is append-only: its keys are unique'); END;
-- Who reported is not changed; it can be destroyed.
CREATE TRIGGER guard_signal_reporters_update BEFORE UPDATE ON signal_reporters
BEGIN SELECT RAISE(ABORT, 'signal_reporters is append-only'); END;
CREATE TRIGGER guard_signal_reporters_replace BEFORE INSERT ON signal_reporters
WHEN EXISTS (SELECT 1 FROM signal_reporters WHERE rowid = NEW.rowid OR signal_id = NEW.signal_id)
BEGIN SELECT RAISE(ABORT, 'signal_reporters is append-only: its keys are unique'); END;
CREATE TRIGGER guard_signal_steps_update BEFORE UPDATE ON signal_steps
BEGIN SELECT RAISE(ABORT, 'signal_steps is append-only'); END;
CREATE TRIGGER guard_signal_steps_delete BEFORE DELETE ON signal_steps
BEGIN SELECT RAISE(ABORT, 'signal_steps is append-only'); END;
CREATE TRIGGER guard_signal_steps_replace BEFORE INSERT ON signal_steps
WHEN EXISTS (SELECT 1 FROM signal_steps WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'signal_steps is append-only: its keys are unique'); END;
CREATE TRIGGER guard_samples_update BEFORE UPDATE ON samples
BEGIN SELECT RAISE(ABORT, 'samples is append-only'); END;
CREATE TRIGGER guard_samples_delete BEFORE DELETE ON samples
BEGIN SELECT RAISE(ABORT, 'samples is append-only'); END;
CREATE TRIGGER guard_samples_replace BEFORE INSERT ON samples
WHEN EXISTS (SELECT 1 FROM samples WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'samples is append-only: its keys are unique'); END;
CREATE TRIGGER guard_sample_orgs_update BEFORE UPDATE ON sample_orgs
BEGIN SELECT RAISE(ABORT, 'sample_orgs is append-only'); END;
CREATE TRIGGER guard_sample_orgs_delete BEFORE DELETE ON sample_orgs
BEGIN SELECT RAISE(ABORT, 'sample_orgs is append-only'); END;
CREATE TRIGGER guard_sample_orgs_replace BEFORE INSERT ON sample_orgs
WHEN EXISTS (SELECT 1 FROM sample_orgs WHERE rowid = NEW.rowid OR (sample_id = NEW.sample_id AND org_id = NEW.org_id))
BEGIN SELECT RAISE(ABORT, 'sample_orgs is append-only: its keys are unique'); END;

-- A toetsingskader as it was when an investigation began with it: the bytes of the file. A later version is another row.
CREATE TABLE frameworks (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    source TEXT NOT NULL CHECK (source <> ''),
    kept_at TIMESTAMP NOT NULL,
    UNIQUE (region_id, digest)
);

-- An investigation by toezicht, behind the wall between inkoop and toezicht (ADR 29). What it is about never changes; the moment of the visit and the state do.
CREATE TABLE investigations (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    framework_id TEXT NOT NULL REFERENCES frameworks (id),
    discipline TEXT NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    signal_id TEXT NULL REFERENCES signals (id),
    sample_id TEXT NULL REFERENCES samples (id) CHECK (signal_id IS NULL OR sample_id IS NULL),
    norms TEXT NOT NULL CHECK (norms <> ''),
    locations TEXT NOT NULL CHECK (locations <> ''),
    products TEXT NOT NULL CHECK (products <> ''),
    gemeenten TEXT NOT NULL CHECK (gemeenten <> ''),
    planned_by TEXT NOT NULL REFERENCES users (id),
    planned_at TIMESTAMP NOT NULL,
    visit_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'announced', 'visit', 'draft', 'hearing', 'answered', 'final', 'published', 'closed', 'cancelled')),
    answer_until TIMESTAMP NULL CHECK ((state IN ('hearing', 'answered', 'final', 'published', 'closed')) = (answer_until IS NOT NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX investigations_by_region ON investigations (region_id, discipline, state, visit_at);
CREATE INDEX investigations_by_org ON investigations (org_id, state);

-- In which gemeenten it is: who keeps toezicht in one of them reads it.
CREATE TABLE investigation_gemeenten (
    investigation_id TEXT NOT NULL REFERENCES investigations (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    gemeente TEXT NOT NULL CHECK (gemeente <> ''),
    PRIMARY KEY (investigation_id, gemeente)
);

-- What happened to an investigation.
CREATE TABLE investigation_steps (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    investigation_id TEXT NOT NULL REFERENCES investigations (id),
    step TEXT NOT NULL CHECK (step IN ('plan', 'move', 'announce', 'begin', 'draft', 'hear', 'answer', 'finish', 'publish', 'close', 'cancel')),
    why TEXT NOT NULL CHECK ((step = 'cancel') = (why <> '')),
    taken_by TEXT NOT NULL REFERENCES users (id),
    taken_at TIMESTAMP NOT NULL
);
CREATE INDEX investigation_steps_by_investigation ON investigation_steps (investigation_id, taken_at);

-- What was noted at the visit, norm by norm.
CREATE TABLE investigation_notes (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    investigation_id TEXT NOT NULL REFERENCES investigations (id),
    norm TEXT NOT NULL CHECK (norm <> ''),
    text TEXT NOT NULL CHECK (text <> ''),
    taken_by TEXT NOT NULL REFERENCES users (id),
    taken_at TIMESTAMP NOT NULL
);
CREATE INDEX investigation_notes_by_investigation ON investigation_notes (investigation_id, taken_at);

-- What was found on a norm, where; what the aanbieder says of it; and what was made of that. A finding changes as long as the report is a draft; the two
-- texts beside it are written once.
CREATE TABLE investigation_findings (
    investigation_id TEXT NOT NULL REFERENCES investigations (id),
    norm TEXT NOT NULL CHECK (norm <> ''),
    region_id TEXT NOT NULL REFERENCES regions (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('met', 'partly', 'not_met', 'not_examined')),
    text TEXT NOT NULL CHECK (text <> ''),
    locations TEXT NOT NULL CHECK (locations <> ''),
    products TEXT NOT NULL CHECK (products <> ''),
    gemeenten TEXT NOT NULL CHECK (gemeenten <> ''),
    reply TEXT NOT NULL,
    weighing TEXT NOT NULL CHECK (weighing = '' OR reply <> ''),
    weighed_outcome TEXT NULL CHECK ((weighing <> '') = (weighed_outcome IS NOT NULL) AND weighed_outcome IN ('met', 'partly', 'not_met', 'not_examined')),
    PRIMARY KEY (investigation_id, norm)
);

CREATE TRIGGER guard_frameworks_update BEFORE UPDATE ON frameworks
BEGIN SELECT RAISE(ABORT, 'frameworks is append-only'); END;
CREATE TRIGGER guard_frameworks_delete BEFORE DELETE ON frameworks
BEGIN SELECT RAISE(ABORT, 'frameworks is append-only'); END;
CREATE TRIGGER guard_frameworks_replace BEFORE INSERT ON frameworks
WHEN EXISTS (SELECT 1 FROM frameworks WHERE rowid = NEW.rowid OR id = NEW.id OR (region_id = NEW.region_id AND digest = NEW.digest))
BEGIN SELECT RAISE(ABORT, 'frameworks is append-only: its keys are unique'); END;
CREATE TRIGGER guard_investigations_update BEFORE UPDATE ON investigations
WHEN OLD.id IS NOT NEW.id OR OLD.region_id IS NOT NEW.region_id OR OLD.org_id IS NOT NEW.org_id OR OLD.framework_id IS NOT NEW.framework_id OR OLD.discipline IS NOT NEW.discipline OR OLD.signal_id IS NOT NEW.signal_id OR OLD.sample_id IS NOT NEW.sample_id OR OLD.norms IS NOT NEW.norms OR OLD.locations IS NOT NEW.locations OR OLD.products IS NOT NEW.products OR OLD.gemeenten IS NOT NEW.gemeenten OR OLD.planned_by IS NOT NEW.planned_by OR OLD.planned_at IS NOT NEW.planned_at
BEGIN SELECT RAISE(ABORT, 'investigations is append-only'); END;
CREATE TRIGGER guard_investigations_delete BEFORE DELETE ON investigations
BEGIN SELECT RAISE(ABORT, 'investigations is append-only'); END;
CREATE TRIGGER guard_investigations_replace BEFORE INSERT ON investigations
WHEN EXISTS (SELECT 1 FROM investigations WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'investigations is append-only: its keys are unique'); END;
CREATE TRIGGER guard_investigation_gemeenten_update BEFORE UPDATE ON investigation_gemeenten
BEGIN SELECT RAISE(ABORT, 'investigation_gemeenten is append-only'); END;
CREATE TRIGGER guard_investigation_gemeenten_delete BEFORE DELETE ON investigation_gemeenten
BEGIN SELECT RAISE(ABORT, 'investigation_gemeenten is append-only'); END;
CREATE TRIGGER guard_investigation_gemeenten_replace BEFORE INSERT ON investigation_gemeenten
WHEN EXISTS (SELECT 1 FROM investigation_gemeenten WHERE rowid = NEW.rowid OR (investigation_id = NEW.investigation_id AND gemeente = NEW.gemeente))
BEGIN SELECT RAISE(ABORT, 'investigation_gemeenten is append-only: its keys are unique'); END;
CREATE TRIGGER guard_investigation_steps_update BEFORE UPDATE ON investigation_steps
BEGIN SELECT RAISE(ABORT, 'investigation_steps is append-only'); END;
CREATE TRIGGER guard_investigation_steps_delete BEFORE DELETE ON investigation_steps
BEGIN SELECT RAISE(ABORT, 'investigation_steps is append-only'); END;
CREATE TRIGGER guard_investigation_steps_replace BEFORE INSERT ON investigation_steps
WHEN EXISTS (SELECT 1 FROM investigation_steps WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'investigation_steps is append-only: its keys are unique'); END;
CREATE TRIGGER guard_investigation_notes_update BEFORE UPDATE ON investigation_notes
BEGIN SELECT RAISE(ABORT, 'investigation_notes is append-only'); END;
CREATE TRIGGER guard_investigation_notes_delete BEFORE DELETE ON investigation_notes
BEGIN SELECT RAISE(ABORT, 'investigation_notes is append-only'); END;
CREATE TRIGGER guard_investigation_notes_replace BEFORE INSERT ON investigation_notes
WHEN EXISTS (SELECT 1 FROM investigation_notes WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'investigation_notes is append-only: its keys are unique'); END;
CREATE TRIGGER guard_investigation_findings_update BEFORE UPDATE ON investigation_findings
WHEN OLD.investigation_id IS NOT NEW.investigation_id OR OLD.norm IS NOT NEW.norm OR OLD.region_id IS NOT NEW.region_id
    OR (OLD.reply <> '' AND OLD.reply IS NOT NEW.reply)
    OR (OLD.weighing <> '' AND (OLD.weighing IS NOT NEW.weighing OR OLD.weighed_outcome IS NOT NEW.weighed_outcome))
    OR ((OLD.outcome IS NOT NEW.outcome OR OLD.text IS NOT NEW.text OR OLD.locations IS NOT NEW.locations OR OLD.products IS NOT NEW.products
        OR OLD.gemeenten IS NOT NEW.gemeenten)
        AND NOT EXISTS (SELECT 1 FROM investigations WHERE id = NEW.investigation_id AND state IN ('visit', 'draft')))
BEGIN SELECT RAISE(ABORT, 'investigation_findings is append-only'); END;
CREATE TRIGGER guard_investigation_findings_delete BEFORE DELETE ON investigation_findings
BEGIN SELECT RAISE(ABORT, 'investigation_findings is append-only'); END;
CREATE TRIGGER guard_investigation_findings_replace BEFORE INSERT ON investigation_findings
WHEN EXISTS (SELECT 1 FROM investigation_findings WHERE rowid = NEW.rowid OR (investigation_id = NEW.investigation_id AND norm = NEW.norm))
BEGIN SELECT RAISE(ABORT, 'investigation_findings is append-only: its keys are unique'); END;

-- A measure against who is admitted: advised by toezicht on final facts, proposed by a contractmanager, decided under a mandate. Three people. What
-- was said in it never changes; it stands in one gemeente.
CREATE TABLE measures (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    procedure_id TEXT NOT NULL REFERENCES procedures (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    gemeente TEXT NOT NULL CHECK (gemeente <> ''),
    discipline TEXT NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    scheme_version_id TEXT NOT NULL REFERENCES scheme_versions (id),
    state TEXT NOT NULL CHECK (state IN ('advised', 'proposed', 'hearing', 'in_force', 'recheck_planned', 'closed', 'lifted', 'not_followed')),
    advised_kind TEXT NOT NULL CHECK (advised_kind IN ('recommendation', 'improvement_plan', 'warning', 'intake_stop', 'suspension', 'recovery', 'ending')),
    advice TEXT NOT NULL CHECK (advice <> ''),
    advised_by TEXT NOT NULL REFERENCES users (id),
    advised_at TIMESTAMP NOT NULL,
    kind TEXT NULL CHECK (kind IN ('recommendation', 'improvement_plan', 'warning', 'intake_stop', 'suspension', 'recovery', 'ending')),
    article TEXT NULL CHECK ((kind IS NULL) = (article IS NULL) AND article <> ''),
    until_on DATE NULL CHECK ((until_on IS NOT NULL) = (COALESCE(kind, '') IN ('improvement_plan', 'intake_stop', 'suspension'))),
    amount_cents BIGINT NULL CHECK ((amount_cents IS NOT NULL) = (COALESCE(kind, '') = 'recovery') AND amount_cents > 0),
    transferred BOOLEAN NOT NULL,
    motivation TEXT NULL CHECK ((kind IS NULL) = (motivation IS NULL) AND motivation <> ''),
    lighter TEXT NULL CHECK (lighter IS NOT NULL OR COALESCE(kind, 'recommendation') = 'recommendation'),
    proposed_by TEXT NULL REFERENCES users (id) CHECK ((kind IS NULL) = (proposed_by IS NULL) AND proposed_by <> advised_by),
    proposed_at TIMESTAMP NULL CHECK ((proposed_by IS NULL) = (proposed_at IS NULL)),
    due_at TIMESTAMP NULL CHECK ((due_at IS NOT NULL) = (COALESCE(kind, 'recommendation') <> 'recommendation')),
    mandate_id TEXT NULL REFERENCES mandates (id),
    decision TEXT NULL CHECK ((mandate_id IS NULL) = (decision IS NULL) AND decision <> ''),
    decided_by TEXT NULL REFERENCES users (id) CHECK ((mandate_id IS NULL) = (decided_by IS NULL) AND decided_by <> advised_by AND decided_by <> proposed_by),
    decided_at TIMESTAMP NULL CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    recheck_on DATE NULL CHECK (state <> 'recheck_planned' OR recheck_on IS NOT NULL),
    ended_by TEXT NULL REFERENCES users (id),
    ended_at TIMESTAMP NULL CHECK ((state IN ('closed', 'lifted', 'not_followed')) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
    version BIGINT NOT NULL,
    CHECK (state = 'advised' OR state = 'not_followed' OR kind IS NOT NULL),
    CHECK ((state IN ('in_force', 'recheck_planned', 'closed', 'lifted')) = (decided_by IS NOT NULL))
);
CREATE INDEX measures_by_region ON measures (region_id, state, advised_at);
CREATE INDEX measures_by_org ON measures (org_id, region_id, advised_at);

-- Which admissions it is about: named one by one, never silently all.
CREATE TABLE measure_admissions (
    measure_id TEXT NOT NULL REFERENCES measures (id),
    admission_id TEXT NOT NULL REFERENCES admissions (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    PRIMARY KEY (measure_id, admission_id)
);
CREATE INDEX measure_admissions_by_admission ON measure_admissions (admission_id);

-- The final facts on which it rests, each with where it was and where it comes from.
CREATE TABLE measure_findings (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    measure_id TEXT NOT NULL REFERENCES measures (id),
    seq INTEGER NOT NULL,
    location TEXT NOT NULL CHECK (location <> ''),
    fact TEXT NOT NULL CHECK (fact <> ''),
    source TEXT NOT NULL CHECK (source <> ''),
    -- The finding of a final report that it repeats.
    investigation_id TEXT REFERENCES investigations (id),
    norm TEXT CHECK ((norm IS NULL) = (investigation_id IS NULL)),
    UNIQUE (measure_id, seq)
);
CREATE INDEX measure_findings_by_investigation ON measure_findings (investigation_id) WHERE investigation_id IS NOT NULL;

-- What the aanbieder said of it, once.
CREATE TABLE measure_views (
    measure_id TEXT NOT NULL PRIMARY KEY REFERENCES measures (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    text TEXT NOT NULL CHECK (text <> ''),
    given_by TEXT NOT NULL REFERENCES users (id),
    given_at TIMESTAMP NOT NULL
);

-- Who did what with it and why: why it was not followed, what was found when toezicht looked again, why it was lifted.
CREATE TABLE measure_steps (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    measure_id TEXT NOT NULL REFERENCES measures (id),
    step TEXT NOT NULL CHECK (step IN ('not_follow', 'plan_recheck', 'fall_short', 'close', 'lift')),
    on_day DATE NULL CHECK ((step = 'plan_recheck') = (on_day IS NOT NULL)),
    why TEXT NOT NULL CHECK (why <> ''),
    taken_by TEXT NOT NULL REFERENCES users (id),
    taken_at TIMESTAMP NOT NULL
);
CREATE INDEX measure_steps_by_measure ON measure_steps (measure_id, taken_at);

CREATE TRIGGER guard_measures_update BEFORE UPDATE ON measures
WHEN OLD.state IN ('closed', 'lifted', 'not_followed')
    OR OLD.id IS NOT NEW.id OR OLD.region_id IS NOT NEW.region_id OR OLD.procedure_id IS NOT NEW.procedure_id OR OLD.org_id IS NOT NEW.org_id OR OLD.gemeente IS NOT NEW.gemeente OR OLD.discipline IS NOT NEW.discipline OR OLD.scheme_version_id IS NOT NEW.scheme_version_id OR OLD.advised_kind IS NOT NEW.advised_kind OR OLD.advice IS NOT NEW.advice OR OLD.advised_by IS NOT NEW.advised_by OR OLD.advised_at IS NOT NEW.advised_at
    OR (OLD.kind IS NOT NULL AND (OLD.kind IS NOT NEW.kind OR OLD.article IS NOT NEW.article OR OLD.until_on IS NOT NEW.until_on OR OLD.amount_cents IS NOT NEW.amount_cents OR OLD.transferred IS NOT NEW.transferred OR OLD.motivation IS NOT NEW.motivation OR OLD.lighter IS NOT NEW.lighter OR OLD.proposed_by IS NOT NEW.proposed_by OR OLD.proposed_at IS NOT NEW.proposed_at OR OLD.due_at IS NOT NEW.due_at))
    OR (OLD.mandate_id IS NOT NULL AND (OLD.mandate_id IS NOT NEW.mandate_id OR OLD.decision IS NOT NEW.decision OR OLD.decided_by IS NOT NEW.decided_by OR OLD.decided_at IS NOT NEW.decided_at))
BEGIN SELECT RAISE(ABORT, 'measures is append-only'); END;
CREATE TRIGGER guard_measures_delete BEFORE DELETE ON measures
BEGIN SELECT RAISE(ABORT, 'measures is append-only'); END;
CREATE TRIGGER guard_measures_replace BEFORE INSERT ON measures
WHEN EXISTS (SELECT 1 FROM measures WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'measures is append-only: its keys are unique'); END;
CREATE TRIGGER guard_measure_admissions_update BEFORE UPDATE ON measure_admissions
BEGIN SELECT RAISE(ABORT, 'measure_admissions is append-only'); END;
CREATE TRIGGER guard_measure_admissions_delete BEFORE DELETE ON measure_admissions
BEGIN SELECT RAISE(ABORT, 'measure_admissions is append-only'); END;
CREATE TRIGGER guard_measure_admissions_replace BEFORE INSERT ON measure_admissions
WHEN EXISTS (SELECT 1 FROM measure_admissions WHERE rowid = NEW.rowid OR (measure_id = NEW.measure_id AND admission_id = NEW.admission_id))
BEGIN SELECT RAISE(ABORT, 'measure_admissions is append-only: its keys are unique'); END;
CREATE TRIGGER guard_measure_findings_update BEFORE UPDATE ON measure_findings
BEGIN SELECT RAISE(ABORT, 'measure_findings is append-only'); END;
CREATE TRIGGER guard_measure_findings_delete BEFORE DELETE ON measure_findings
BEGIN SELECT RAISE(ABORT, 'measure_findings is append-only'); END;
CREATE TRIGGER guard_measure_findings_replace BEFORE INSERT ON measure_findings
WHEN EXISTS (SELECT 1 FROM measure_findings WHERE rowid = NEW.rowid OR id = NEW.id OR (measure_id = NEW.measure_id AND seq = NEW.seq))
BEGIN SELECT RAISE(ABORT, 'measure_findings is append-only: its keys are unique'); END;
CREATE TRIGGER guard_measure_views_update BEFORE UPDATE ON measure_views
BEGIN SELECT RAISE(ABORT, 'measure_views is append-only'); END;
CREATE TRIGGER guard_measure_views_delete BEFORE DELETE ON measure_views
BEGIN SELECT RAISE(ABORT, 'measure_views is append-only'); END;
CREATE TRIGGER guard_measure_views_replace BEFORE INSERT ON measure_views
WHEN EXISTS (SELECT 1 FROM measure_views WHERE rowid = NEW.rowid OR measure_id = NEW.measure_id)
BEGIN SELECT RAISE(ABORT, 'measure_views is append-only: its keys are unique'); END;
CREATE TRIGGER guard_measure_steps_update BEFORE UPDATE ON measure_steps
BEGIN SELECT RAISE(ABORT, 'measure_steps is append-only'); END;
CREATE TRIGGER guard_measure_steps_delete BEFORE DELETE ON measure_steps
BEGIN SELECT RAISE(ABORT, 'measure_steps is append-only'); END;
CREATE TRIGGER guard_measure_steps_replace BEFORE INSERT ON measure_steps
WHEN EXISTS (SELECT 1 FROM measure_steps WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'measure_steps is append-only: its keys are unique'); END;

-- Which letters tell of a measure.
CREATE TABLE measure_letters (
    letter_id TEXT NOT NULL PRIMARY KEY REFERENCES letters (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    measure_id TEXT NOT NULL REFERENCES measures (id)
);
CREATE INDEX measure_letters_by_measure ON measure_letters (measure_id);
CREATE TRIGGER guard_measure_letters_update BEFORE UPDATE ON measure_letters
BEGIN SELECT RAISE(ABORT, 'measure_letters is append-only'); END;
CREATE TRIGGER guard_measure_letters_delete BEFORE DELETE ON measure_letters
BEGIN SELECT RAISE(ABORT, 'measure_letters is append-only'); END;
CREATE TRIGGER guard_measure_letters_replace BEFORE INSERT ON measure_letters
WHEN EXISTS (SELECT 1 FROM measure_letters WHERE rowid = NEW.rowid OR letter_id = NEW.letter_id)
BEGIN SELECT RAISE(ABORT, 'measure_letters is append-only: its keys are unique'); END;

-- Whom toezicht means to investigate, in which quarter and why.
CREATE TABLE year_plan_entries (
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT NOT NULL REFERENCES regions (id),
    org_id TEXT NOT NULL REFERENCES organisations (id),
    discipline TEXT NOT NULL CHECK (discipline IN ('quality', 'lawfulness')),
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2999),
    quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4),
    origin TEXT NOT NULL CHECK (origin IN ('sample', 'order', 'again', 'chosen')),
    sample_id TEXT REFERENCES samples (id) CHECK ((sample_id IS NULL) = (origin <> 'sample')),
    why TEXT NOT NULL CHECK (why <> ''),
    added_by TEXT NOT NULL REFERENCES users (id),
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX year_plan_entries_by_region ON year_plan_entries (region_id, discipline, year, quarter);

-- What was taken out of it, and why.
CREATE TABLE year_plan_drops (
    entry_id TEXT NOT NULL PRIMARY KEY REFERENCES year_plan_entries (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    why TEXT NOT NULL CHECK (why <> ''),
    dropped_by TEXT NOT NULL REFERENCES users (id),
    dropped_at TIMESTAMP NOT NULL
);
CREATE TRIGGER guard_year_plan_entries_update BEFORE UPDATE ON year_plan_entries
BEGIN SELECT RAISE(ABORT, 'year_plan_entries is append-only'); END;
CREATE TRIGGER guard_year_plan_entries_delete BEFORE DELETE ON year_plan_entries
BEGIN SELECT RAISE(ABORT, 'year_plan_entries is append-only'); END;
CREATE TRIGGER guard_year_plan_entries_replace BEFORE INSERT ON year_plan_entries
WHEN EXISTS (SELECT 1 FROM year_plan_entries WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'year_plan_entries is append-only: its keys are unique'); END;
CREATE TRIGGER guard_year_plan_drops_update BEFORE UPDATE ON year_plan_drops
BEGIN SELECT RAISE(ABORT, 'year_plan_drops is append-only'); END;
CREATE TRIGGER guard_year_plan_drops_delete BEFORE DELETE ON year_plan_drops
BEGIN SELECT RAISE(ABORT, 'year_plan_drops is append-only'); END;
CREATE TRIGGER guard_year_plan_drops_replace BEFORE INSERT ON year_plan_drops
WHEN EXISTS (SELECT 1 FROM year_plan_drops WHERE rowid = NEW.rowid OR entry_id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'year_plan_drops is append-only: its keys are unique'); END;
