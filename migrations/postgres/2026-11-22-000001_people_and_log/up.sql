-- Installation-wide: people, organisations, their vault and facts, sessions, work and the log.
-- Ids are UUIDs (v7) as text, times are UTC with microseconds, *_key columns are folded in Rust for search and order.

CREATE TABLE users (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    email TEXT COLLATE "C" NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    password_hash TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('unconfirmed', 'active', 'disabled')),
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    acting TEXT COLLATE "C" NOT NULL CHECK (acting IN ('none', 'organisation', 'region')),
    acting_id TEXT COLLATE "C" NULL CHECK ((acting = 'none') = (acting_id IS NULL)),
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NULL,
    proof TEXT COLLATE "C" NOT NULL CHECK (proof IN ('password', 'second_factor'))
);
CREATE INDEX sessions_by_user ON sessions (user_id, expires_at);

CREATE TABLE login_attempts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    bucket TEXT COLLATE "C" NOT NULL,
    at TIMESTAMP NOT NULL,
    succeeded BOOLEAN NOT NULL
);
CREATE INDEX login_attempts_by_bucket ON login_attempts (bucket, at);

-- When a process of the portal said again and again that it could take submissions; what no row covers is an outage.
CREATE TABLE spells (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    from_at TIMESTAMP NOT NULL,
    until_at TIMESTAMP NOT NULL CHECK (until_at >= from_at)
);
CREATE INDEX spells_by_end ON spells (until_at);

CREATE TABLE idempotency (
    user_id TEXT COLLATE "C" NOT NULL,
    route TEXT COLLATE "C" NOT NULL,
    once TEXT COLLATE "C" NOT NULL CHECK (length(once) BETWEEN 16 AND 128),
    body_hash TEXT COLLATE "C" NOT NULL,
    location TEXT COLLATE "C" NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (user_id, route, once)
);
CREATE INDEX idempotency_by_age ON idempotency (at);

CREATE TABLE organisations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    kvk TEXT COLLATE "C" NOT NULL CHECK (length(kvk) = 8),
    name TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_key TEXT COLLATE "C" NOT NULL,
    legal_form TEXT COLLATE "C" NOT NULL,
    street TEXT COLLATE "C" NOT NULL,
    postcode TEXT COLLATE "C" NOT NULL,
    town TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C" NOT NULL,
    website TEXT COLLATE "C" NOT NULL DEFAULT '',
    rsin TEXT COLLATE "C" NOT NULL DEFAULT '',
    agb TEXT COLLATE "C" NOT NULL DEFAULT '',
    signing TEXT COLLATE "C" NOT NULL CHECK (signing IN ('alone', 'jointly')),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('unverified', 'verified', 'rejected')),
    state_by TEXT COLLATE "C" NULL REFERENCES users (id),
    state_at TIMESTAMP NULL,
    state_reason TEXT COLLATE "C" NOT NULL DEFAULT '',
    consent_electronic_at TIMESTAMP NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CHECK ((state = 'unverified') = (state_at IS NULL))
);
CREATE UNIQUE INDEX one_verified_claim_per_kvk ON organisations (kvk) WHERE state = 'verified';
CREATE INDEX organisations_by_kvk ON organisations (kvk);
CREATE INDEX organisations_by_name ON organisations (name_key, id);

CREATE TABLE memberships (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('beheerder', 'invuller', 'tekenbevoegde', 'lezer', 'gemachtigde')),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('invited', 'active', 'ended')),
    procedure_scope TEXT COLLATE "C" NOT NULL DEFAULT '',
    ends_on DATE NULL CHECK (role <> 'gemachtigde' OR ends_on IS NOT NULL),
    created_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NULL CHECK ((state = 'ended') = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX one_running_membership ON memberships (org_id, user_id) WHERE state <> 'ended';
CREATE INDEX memberships_by_user ON memberships (user_id, state);

-- An invitation says which membership it is for.
CREATE TABLE one_time_tokens (
    token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(token_hash) = 64),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    purpose TEXT COLLATE "C" NOT NULL CHECK (purpose IN ('confirm_email', 'reset_password', 'invitation')),
    membership_id TEXT COLLATE "C" NULL REFERENCES memberships (id) CHECK ((purpose = 'invitation') = (membership_id IS NOT NULL)),
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP NULL
);
CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id, purpose);

-- What is on disk. A row is written after the file is durable, so a row without a file cannot be.
CREATE TABLE blobs (
    sha256 TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    size BIGINT NOT NULL CHECK (size > 0),
    media_type TEXT COLLATE "C" NOT NULL,
    inspection TEXT COLLATE "C" NOT NULL CHECK (inspection IN ('waiting', 'clean', 'active_content', 'suspicious', 'encrypted', 'broken', 'uninspectable', 'own')),
    inspection_note TEXT COLLATE "C" NOT NULL DEFAULT '',
    pages INTEGER NOT NULL DEFAULT 0,
    stored_at TIMESTAMP NOT NULL
);

CREATE TABLE evidence (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    kind TEXT COLLATE "C" NOT NULL,
    class TEXT COLLATE "C" NOT NULL CHECK (class IN ('openbaar', 'intern', 'bedrijfsvertrouwelijk', 'persoon', 'strafrechtelijk', 'bibob')),
    sha256 TEXT COLLATE "C" NOT NULL REFERENCES blobs (sha256),
    file_name TEXT COLLATE "C" NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    issued_on DATE NULL,
    expires_on DATE NULL,
    note TEXT COLLATE "C" NOT NULL DEFAULT '',
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('present', 'withdrawn', 'erased')),
    uploaded_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    uploaded_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NULL CHECK ((state = 'present') = (ended_at IS NULL)),
    version BIGINT NOT NULL
);
CREATE INDEX evidence_by_org ON evidence (org_id, state, kind, uploaded_at);
CREATE INDEX evidence_by_blob ON evidence (sha256);

-- The fact ledger: append-only (guarded below).
CREATE TABLE facts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    org_id TEXT COLLATE "C" NOT NULL REFERENCES organisations (id),
    subject_kind TEXT COLLATE "C" NOT NULL CHECK (subject_kind IN ('organisation', 'application', 'lot_application', 'admission', 'person')),
    subject_id TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    value_json TEXT COLLATE "C" NOT NULL,
    class TEXT COLLATE "C" NOT NULL CHECK (class IN ('openbaar', 'intern', 'bedrijfsvertrouwelijk', 'persoon', 'strafrechtelijk', 'bibob')),
    source TEXT COLLATE "C" NOT NULL CHECK (source IN ('aanmelding', 'team', 'register', 'overgenomen_contract', 'bevestiging')),
    evidence_id TEXT COLLATE "C" NULL REFERENCES evidence (id),
    as_of DATE NOT NULL,
    valid_until DATE NULL,
    recorded_at TIMESTAMP NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    supersedes TEXT COLLATE "C" NULL REFERENCES facts (id)
);
CREATE INDEX facts_by_org ON facts (org_id, code, recorded_at);
CREATE INDEX facts_by_subject ON facts (subject_id, code);

CREATE TABLE jobs (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    kind TEXT COLLATE "C" NOT NULL,
    dedupe_key TEXT COLLATE "C" NOT NULL,
    payload_json TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('queued', 'done', 'failed')),
    run_at TIMESTAMP NOT NULL,
    locked_until TIMESTAMP NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT COLLATE "C" NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP NULL CHECK ((state = 'queued') = (finished_at IS NULL))
);
CREATE INDEX jobs_by_key ON jobs (dedupe_key, state);
CREATE INDEX jobs_due ON jobs (state, run_at);

CREATE TABLE mails (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NULL,
    org_id TEXT COLLATE "C" NULL REFERENCES organisations (id),
    kind TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('queued', 'kept', 'accepted', 'refused')),
    answer TEXT COLLATE "C" NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP NULL CHECK ((state = 'queued') = (settled_at IS NULL))
);
CREATE INDEX mails_newest ON mails (created_at, id);
CREATE INDEX mails_by_region ON mails (region_id, created_at, id);

-- The log (DESIGN 9, ADR 28). Leaves are for ever; payloads can be erased; the index is derived from the leaves. The edge holds the roots of the
-- perfect subtrees that the tree of this size consists of, a node the root over 256, 65,536, … leaves: all that proofs need beside the leaves.
CREATE TABLE audit_leaf (
    n BIGINT NOT NULL PRIMARY KEY CHECK (n >= 0),
    bytes BYTEA NOT NULL,
    hash BYTEA NOT NULL
);
CREATE TABLE audit_payload (
    n BIGINT NOT NULL PRIMARY KEY REFERENCES audit_leaf (n),
    salt BYTEA NOT NULL,
    bytes BYTEA NOT NULL
);
CREATE TABLE audit_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL CHECK (size >= 0),
    edge BYTEA NOT NULL
);
INSERT INTO audit_head (id, size, edge) VALUES (1, 0, '');
CREATE TABLE audit_node (
    level INTEGER NOT NULL CHECK (level > 0),
    place BIGINT NOT NULL CHECK (place >= 0),
    hash BYTEA NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, place)
);
-- Heads that were signed, and the keys that signed them in the order in which they were in charge.
CREATE TABLE audit_checkpoint (
    size BIGINT NOT NULL PRIMARY KEY CHECK (size >= 0),
    note TEXT COLLATE "C" NOT NULL,
    signed_at TIMESTAMP NOT NULL
);
CREATE TABLE audit_key (
    seq INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 0),
    vkey TEXT COLLATE "C" NOT NULL UNIQUE,
    since TIMESTAMP NOT NULL
);
CREATE TABLE audit_index (
    n BIGINT NOT NULL PRIMARY KEY REFERENCES audit_leaf (n),
    at TIMESTAMP NOT NULL,
    event TEXT COLLATE "C" NOT NULL,
    region_id TEXT COLLATE "C" NULL,
    procedure_id TEXT COLLATE "C" NULL,
    subject_kind TEXT COLLATE "C" NOT NULL,
    subject_id TEXT COLLATE "C" NOT NULL,
    about_org TEXT COLLATE "C" NULL,
    role TEXT COLLATE "C" NOT NULL,
    actor_org TEXT COLLATE "C" NULL,
    user_id TEXT COLLATE "C" NULL,
    session_id TEXT COLLATE "C" NULL,
    -- The region in which it was a look into a dossier; NULL for whatever else happens, which these indexes cost nothing.
    seen_in TEXT COLLATE "C" NULL
);
CREATE INDEX audit_index_seen ON audit_index (seen_in, at, n) WHERE seen_in IS NOT NULL;
CREATE INDEX audit_index_seen_org ON audit_index (seen_in, about_org, at, n) WHERE seen_in IS NOT NULL;
CREATE INDEX audit_index_seen_user ON audit_index (seen_in, user_id, at, n) WHERE seen_in IS NOT NULL;
CREATE INDEX audit_index_seen_event ON audit_index (seen_in, event, at, n) WHERE seen_in IS NOT NULL;
CREATE INDEX audit_index_seen_role ON audit_index (seen_in, role, at, n) WHERE seen_in IS NOT NULL;
CREATE INDEX audit_index_by_org ON audit_index (about_org, event, n);
CREATE INDEX audit_index_by_subject ON audit_index (subject_id, n);
CREATE INDEX audit_index_by_region ON audit_index (region_id, n);
CREATE INDEX audit_index_by_session ON audit_index (session_id, event, subject_id, n);

-- Guards: what is append-only stays so, also for who has the database in hand.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER guard_facts_append_only BEFORE UPDATE OR DELETE ON facts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_audit_leaf_append_only BEFORE UPDATE OR DELETE ON audit_leaf
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Emptying a table at once is a change too.
CREATE TRIGGER guard_facts_truncate BEFORE TRUNCATE ON facts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_audit_leaf_truncate BEFORE TRUNCATE ON audit_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_audit_node_append_only BEFORE UPDATE OR DELETE ON audit_node
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_audit_node_truncate BEFORE TRUNCATE ON audit_node
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_audit_checkpoint_truncate BEFORE TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_audit_key_append_only BEFORE UPDATE OR DELETE ON audit_key
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_audit_key_truncate BEFORE TRUNCATE ON audit_key
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who logs in with a telephone beside the password (ADR 18). The secret follows from its identifier and the installation's key, and stands nowhere;
-- last_step is the time step of the last code that was taken: none up to it is ever taken again.
CREATE TABLE second_factors (
    user_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES users (id),
    secret_id TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(secret_id) = 36),
    last_step BIGINT NOT NULL CHECK (last_step >= 0),
    set_up_at TIMESTAMP NOT NULL,
    codes TEXT COLLATE "C" NOT NULL CHECK (codes IN ('to_show', 'kept'))
);
CREATE TABLE recovery_codes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES second_factors (user_id),
    used_at TIMESTAMP NULL
);
CREATE INDEX recovery_codes_by_user ON recovery_codes (user_id, id);
