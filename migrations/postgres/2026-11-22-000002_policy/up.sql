-- Region-wide policy: regions, their gemeenten and teams, procedures, schemes, documents, windows and lot states.

CREATE TABLE regions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    theme_json TEXT COLLATE "C" NOT NULL,
    contact_json TEXT COLLATE "C" NOT NULL,
    last_number BIGINT NOT NULL DEFAULT 0 CHECK (last_number >= 0),
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE gemeenten (
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    code TEXT COLLATE "C" NOT NULL CHECK (length(code) = 6),
    name TEXT COLLATE "C" NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    legal_person TEXT COLLATE "C" NOT NULL,
    college TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    complaints_email TEXT COLLATE "C" NOT NULL,
    court TEXT COLLATE "C" NOT NULL,
    tile_column INTEGER NOT NULL,
    tile_row INTEGER NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (region_id, code)
);

CREATE TABLE staff_roles (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('assessor', 'decision_maker', 'contract_manager', 'supervisor', 'policy_editor', 'region_admin')),
    gemeente TEXT COLLATE "C" NOT NULL DEFAULT '',
    discipline TEXT COLLATE "C" NOT NULL DEFAULT '' CHECK (discipline IN ('', 'quality', 'lawfulness')),
    granted_by TEXT COLLATE "C" NULL REFERENCES users (id),
    granted_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NULL,
    CHECK ((role = 'supervisor') = (discipline <> ''))
);
CREATE UNIQUE INDEX one_running_staff_role ON staff_roles (region_id, user_id, role, gemeente, discipline) WHERE ended_at IS NULL;
CREATE INDEX staff_roles_by_user ON staff_roles (user_id, ended_at);

CREATE TABLE procedures (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    code TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    track TEXT COLLATE "C" NOT NULL CHECK (track IN ('civiel', 'awb')),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL CHECK (ends_on > starts_on),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (region_id, code)
);

CREATE TABLE scheme_versions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    source TEXT COLLATE "C" NOT NULL,
    motivation TEXT COLLATE "C" NOT NULL,
    published_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    confirmed_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    published_at TIMESTAMP NOT NULL,
    effective_from TIMESTAMP NOT NULL,
    -- How many people its beoordelingsplan asks to judge the same: who proposes without them is refused.
    assessors INTEGER NOT NULL CHECK (assessors IN (1, 2)),
    UNIQUE (procedure_id, seq),
    CHECK (published_by <> confirmed_by)
);
CREATE INDEX scheme_versions_by_region ON scheme_versions (region_id, procedure_id, seq);

CREATE TABLE documents (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    kind TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL REFERENCES blobs (sha256),
    file_name TEXT COLLATE "C" NOT NULL,
    published_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    published_at TIMESTAMP NOT NULL,
    replaces TEXT COLLATE "C" NULL REFERENCES documents (id),
    UNIQUE (procedure_id, kind, version)
);
CREATE INDEX documents_by_region ON documents (region_id, procedure_id, kind, published_at);

-- A file that is ready to be published, until somebody confirms it or throws it away.
CREATE TABLE document_drafts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    kind TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL REFERENCES blobs (sha256),
    file_name TEXT COLLATE "C" NOT NULL,
    prepared_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    prepared_at TIMESTAMP NOT NULL
);
CREATE INDEX document_drafts_by_region ON document_drafts (region_id, procedure_id, prepared_at);

-- `closed_at` is when the close took effect: from then on everything that was received before it is stored.
CREATE TABLE windows (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    scheme_version_id TEXT COLLATE "C" NOT NULL REFERENCES scheme_versions (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('initial', 'annual', 'scarcity')),
    title TEXT COLLATE "C" NOT NULL,
    motivation TEXT COLLATE "C" NOT NULL,
    sealed BOOLEAN NOT NULL,
    published_at TIMESTAMP NOT NULL,
    questions_until TIMESTAMP NOT NULL,
    answers_at TIMESTAMP NOT NULL,
    opens_at TIMESTAMP NOT NULL,
    closes_at TIMESTAMP NOT NULL,
    decisions_due_on DATE NOT NULL,
    starts_on DATE NOT NULL,
    closed_at TIMESTAMP NULL CHECK (closed_at >= closes_at),
    version BIGINT NOT NULL,
    CHECK (published_at <= opens_at AND opens_at < closes_at)
);
CREATE INDEX windows_by_region ON windows (region_id, procedure_id, closes_at);

-- The state of one product in one gemeente, from an instant on; the last one before now counts.
CREATE TABLE lot_states (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    product_group TEXT COLLATE "C" NOT NULL,
    gemeente TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'open_scarcity', 'closed_unless_added_value', 'closed', 'local', 'not_bought', 'later', 'to_be_determined')),
    effective_from TIMESTAMP NOT NULL,
    motivation TEXT COLLATE "C" NOT NULL,
    review_on DATE NULL,
    figures_json TEXT COLLATE "C" NULL,
    decided_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    confirmed_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    decided_at TIMESTAMP NOT NULL,
    UNIQUE (procedure_id, product_group, gemeente, effective_from),
    CHECK (decided_by <> confirmed_by),
    CHECK (state NOT IN ('closed', 'closed_unless_added_value') OR (review_on IS NOT NULL AND figures_json IS NOT NULL))
);
CREATE INDEX lot_states_by_region ON lot_states (region_id, procedure_id, product_group, gemeente, effective_from);

-- The supply of a procedure as it was published when a window opened: the same for everybody who applies in it.
CREATE TABLE opening_supply (
    window_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES windows (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    content TEXT COLLATE "C" NOT NULL,
    taken_at TIMESTAMP NOT NULL
);

-- What two people of a region lay down, one enters and another confirms: the maxima of a year, what is said of a day, a window, later dates
-- of one. Of two that were confirmed about the same the later counts.
CREATE TABLE laid_down (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('wnt_year', 'day', 'summer', 'window', 'dates', 'lot')),
    about TEXT COLLATE "C" NOT NULL CHECK (about <> ''),
    content_json TEXT COLLATE "C" NOT NULL,
    ground TEXT COLLATE "C" NOT NULL CHECK (ground <> ''),
    entered_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    entered_at TIMESTAMP NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'confirmed', 'withdrawn')),
    settled_by TEXT COLLATE "C" NULL REFERENCES users (id),
    settled_at TIMESTAMP NULL,
    CHECK ((state = 'waiting') = (settled_by IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
    CHECK (state <> 'confirmed' OR settled_by <> entered_by)
);
CREATE INDEX laid_down_by_region ON laid_down (region_id, kind, state, settled_at);
CREATE UNIQUE INDEX laid_down_waiting ON laid_down (region_id, kind, about) WHERE state = 'waiting';

-- A table that somebody brings in, from being looked at to being taken over or thrown away. What stands in it goes as soon as it is settled;
-- the digest of the file stays. Of a kind one at a time waits in a procedure.
CREATE TABLE imports (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('clients', 'contracts')),
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    file_name TEXT COLLATE "C" NOT NULL,
    table_json TEXT COLLATE "C" NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'done', 'discarded')),
    prepared_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    prepared_at TIMESTAMP NOT NULL,
    settled_by TEXT COLLATE "C" NULL REFERENCES users (id),
    settled_at TIMESTAMP NULL,
    CHECK ((state = 'waiting') = (table_json IS NOT NULL)),
    CHECK ((state = 'waiting') = (settled_by IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
);
CREATE INDEX imports_by_region ON imports (region_id, kind, state, prepared_at);
CREATE UNIQUE INDEX imports_waiting ON imports (procedure_id, kind) WHERE state = 'waiting';

-- Clients of a lot as they were counted in a quarter (`2026K3`), and the table that said so last.
CREATE TABLE client_counts (
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    product_group TEXT COLLATE "C" NOT NULL,
    gemeente TEXT COLLATE "C" NOT NULL,
    quarter TEXT COLLATE "C" NOT NULL CHECK (length(quarter) = 6),
    clients INTEGER NOT NULL CHECK (clients >= 0),
    import_id TEXT COLLATE "C" NOT NULL REFERENCES imports (id),
    PRIMARY KEY (procedure_id, product_group, gemeente, quarter)
);
CREATE INDEX client_counts_by_region ON client_counts (region_id, procedure_id);

-- The boundaries of the gemeenten of a region, thinned out: those that somebody looks at, and those that its map is drawn with.
CREATE TABLE boundaries (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    file_name TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL CHECK (source <> ''),
    outlines_json TEXT COLLATE "C" NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'current', 'replaced', 'discarded')),
    prepared_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    prepared_at TIMESTAMP NOT NULL,
    settled_by TEXT COLLATE "C" NULL REFERENCES users (id),
    settled_at TIMESTAMP NULL,
    CHECK ((state IN ('waiting', 'current')) = (outlines_json IS NOT NULL)),
    CHECK ((state = 'waiting') = (settled_by IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL))
);
CREATE UNIQUE INDEX boundaries_waiting ON boundaries (region_id) WHERE state = 'waiting';
CREATE UNIQUE INDEX boundaries_current ON boundaries (region_id) WHERE state = 'current';

CREATE TABLE mandates (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    gemeente TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('mandaat', 'volmacht')),
    product_groups TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    function_title TEXT COLLATE "C" NOT NULL,
    valid_from DATE NOT NULL,
    valid_until DATE NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    recorded_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NULL
);
CREATE INDEX mandates_by_region ON mandates (region_id, gemeente, user_id);

CREATE TABLE followers (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    email TEXT COLLATE "C" NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL,
    token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('asked', 'confirmed', 'ended')),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (procedure_id, email_key)
);
CREATE INDEX followers_by_region ON followers (region_id, procedure_id, state);

-- A wijziging of a regeling: worked at, proposed by one person, published by another.
CREATE TABLE amendments (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    base_version_id TEXT COLLATE "C" NOT NULL REFERENCES scheme_versions (id),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('draft', 'proposed', 'published', 'discarded')),
    source TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    motivation TEXT COLLATE "C" NOT NULL,
    pseudonym_key BYTEA NOT NULL,
    started_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    started_at TIMESTAMP NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    changed_at TIMESTAMP NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    effective_from TIMESTAMP NULL,
    proposed_by TEXT COLLATE "C" NULL REFERENCES users (id),
    proposed_at TIMESTAMP NULL,
    returned_reason TEXT COLLATE "C" NOT NULL,
    published_by TEXT COLLATE "C" NULL REFERENCES users (id),
    version_id TEXT COLLATE "C" NULL REFERENCES scheme_versions (id),
    version BIGINT NOT NULL,
    CHECK (proposed_by <> published_by),
    CHECK ((state IN ('proposed', 'published')) = (proposed_by IS NOT NULL AND proposed_at IS NOT NULL AND effective_from IS NOT NULL)),
    CHECK (state NOT IN ('proposed', 'published') OR (motivation <> '' AND note <> '')),
    CHECK ((state = 'published') = (published_by IS NOT NULL AND version_id IS NOT NULL))
);
CREATE INDEX amendments_by_region ON amendments (region_id, procedure_id, started_at);

-- What a wijziging would do, worked out once over everybody who was admitted: canonical bytes, pseudonyms only.
CREATE TABLE simulations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    amendment_id TEXT COLLATE "C" NOT NULL REFERENCES amendments (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    source TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    content BYTEA NOT NULL,
    content_sha256 TEXT COLLATE "C" NOT NULL CHECK (length(content_sha256) = 64),
    run_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    run_at TIMESTAMP NOT NULL,
    UNIQUE (amendment_id, seq)
);
CREATE INDEX simulations_by_region ON simulations (region_id, amendment_id, seq);

-- Questions about a window, their anonymised form with an answer, and the nota van inlichtingen in which these are published to everybody at once.
CREATE TABLE notas (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    window_id TEXT COLLATE "C" NOT NULL REFERENCES windows (id),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('draft', 'published')),
    seq INTEGER NULL CHECK (seq >= 1),
    intro TEXT COLLATE "C" NOT NULL,
    amendment_id TEXT COLLATE "C" NULL REFERENCES amendments (id),
    version_id TEXT COLLATE "C" NULL REFERENCES scheme_versions (id),
    content_json TEXT COLLATE "C" NULL,
    sha256 TEXT COLLATE "C" NULL CHECK (length(sha256) = 64),
    pdf_sha256 TEXT COLLATE "C" NULL REFERENCES blobs (sha256),
    started_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    started_at TIMESTAMP NOT NULL,
    published_by TEXT COLLATE "C" NULL REFERENCES users (id),
    confirmed_by TEXT COLLATE "C" NULL REFERENCES users (id),
    published_at TIMESTAMP NULL,
    version BIGINT NOT NULL,
    UNIQUE (window_id, seq),
    CHECK ((state = 'published') = (seq IS NOT NULL AND content_json IS NOT NULL AND sha256 IS NOT NULL AND published_by IS NOT NULL AND published_at IS NOT NULL)),
    CHECK (pdf_sha256 IS NULL OR state = 'published'),
    CHECK ((version_id IS NULL) = (confirmed_by IS NULL)),
    CHECK (state = 'draft' OR (amendment_id IS NULL) = (version_id IS NULL)),
    CHECK (published_by <> confirmed_by)
);
CREATE INDEX notas_by_region ON notas (region_id, window_id, seq);
CREATE UNIQUE INDEX one_nota_draft ON notas (window_id) WHERE state = 'draft';

CREATE TABLE nota_items (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    nota_id TEXT COLLATE "C" NOT NULL REFERENCES notas (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    subject TEXT COLLATE "C" NOT NULL,
    subject_title TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    search_key TEXT COLLATE "C" NOT NULL,
    corrects TEXT COLLATE "C" NULL REFERENCES nota_items (id),
    changed_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    changed_at TIMESTAMP NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (nota_id, seq)
);
CREATE INDEX nota_items_by_region ON nota_items (region_id, nota_id, seq);

CREATE TABLE nota_questions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    region_id TEXT COLLATE "C" NOT NULL REFERENCES regions (id),
    procedure_id TEXT COLLATE "C" NOT NULL REFERENCES procedures (id),
    window_id TEXT COLLATE "C" NOT NULL REFERENCES windows (id),
    org_id TEXT COLLATE "C" NULL REFERENCES organisations (id),
    asked_by TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    came_in TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    subject_title TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL CHECK (body <> ''),
    asked_at TIMESTAMP NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('asked', 'grouped', 'answered', 'declined', 'withdrawn')),
    item_id TEXT COLLATE "C" NULL REFERENCES nota_items (id),
    reason TEXT COLLATE "C" NOT NULL,
    settled_at TIMESTAMP NULL,
    version BIGINT NOT NULL,
    CHECK ((state IN ('grouped', 'answered')) = (item_id IS NOT NULL)),
    CHECK ((state IN ('asked', 'grouped')) = (settled_at IS NULL)),
    CHECK ((state = 'declined') = (reason <> '')),
    CHECK ((org_id IS NULL) = (came_in <> ''))
);
CREATE INDEX nota_questions_by_region ON nota_questions (region_id, window_id, state, asked_at);
CREATE INDEX nota_questions_by_org ON nota_questions (org_id, asked_at);

-- Guards: what is append-only stays so, also for who has the database in hand.
CREATE TRIGGER guard_scheme_versions_append_only BEFORE UPDATE OR DELETE ON scheme_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_documents_append_only BEFORE UPDATE OR DELETE ON documents
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_lot_states_append_only BEFORE UPDATE OR DELETE ON lot_states
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_opening_supply_append_only BEFORE UPDATE OR DELETE ON opening_supply
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Emptying a table at once is a change too.
CREATE TRIGGER guard_scheme_versions_truncate BEFORE TRUNCATE ON scheme_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_documents_truncate BEFORE TRUNCATE ON documents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_lot_states_truncate BEFORE TRUNCATE ON lot_states
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_opening_supply_truncate BEFORE TRUNCATE ON opening_supply
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_simulations_append_only BEFORE UPDATE OR DELETE ON simulations
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_simulations_truncate BEFORE TRUNCATE ON simulations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_amendments_truncate BEFORE TRUNCATE ON amendments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Why a wijziging is wanted is said before its effect is known, and stays; what is over never changes.
CREATE FUNCTION guard_simulations_motivated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT motivation FROM amendments WHERE id = NEW.amendment_id) = '' THEN
        RAISE EXCEPTION 'no simulation before the motivation' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_simulations_motivated BEFORE INSERT ON simulations
    FOR EACH ROW EXECUTE FUNCTION guard_simulations_motivated();
CREATE FUNCTION guard_amendments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('published', 'discarded') OR OLD.id <> NEW.id OR OLD.procedure_id <> NEW.procedure_id
        OR (OLD.state = 'proposed' AND (OLD.source <> NEW.source OR OLD.sha256 <> NEW.sha256))
        OR (OLD.motivation <> NEW.motivation AND EXISTS (SELECT 1 FROM simulations WHERE amendment_id = OLD.id)) THEN
        RAISE EXCEPTION 'amendments is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_amendments BEFORE UPDATE OR DELETE ON amendments
    FOR EACH ROW EXECUTE FUNCTION guard_amendments();

-- What two people laid down stays as it is.
CREATE FUNCTION guard_laid_down() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' OR OLD.id <> NEW.id OR OLD.region_id <> NEW.region_id OR OLD.kind <> NEW.kind OR OLD.about <> NEW.about
        OR OLD.content_json <> NEW.content_json OR OLD.ground <> NEW.ground OR OLD.entered_by <> NEW.entered_by THEN
        RAISE EXCEPTION 'laid_down is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_laid_down BEFORE UPDATE OR DELETE ON laid_down
    FOR EACH ROW EXECUTE FUNCTION guard_laid_down();
CREATE TRIGGER guard_laid_down_truncate BEFORE TRUNCATE ON laid_down
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a nota says is for everybody the same from its publication on; only its PDF is still added. A question stays as it was asked.
CREATE FUNCTION guard_notas() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.id <> NEW.id OR OLD.window_id <> NEW.window_id
        OR (OLD.state = 'published' AND (OLD.pdf_sha256 IS NOT NULL
            OR (to_jsonb(OLD) - 'pdf_sha256') <> (to_jsonb(NEW) - 'pdf_sha256'))) THEN
        RAISE EXCEPTION 'notas is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_notas BEFORE UPDATE OR DELETE ON notas
    FOR EACH ROW EXECUTE FUNCTION guard_notas();
CREATE FUNCTION guard_nota_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND (SELECT state FROM notas WHERE id = OLD.nota_id) = 'published')
        OR (TG_OP <> 'DELETE' AND (SELECT state FROM notas WHERE id = NEW.nota_id) = 'published') THEN
        RAISE EXCEPTION 'nota_items is append-only' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_nota_items BEFORE INSERT OR UPDATE OR DELETE ON nota_items
    FOR EACH ROW EXECUTE FUNCTION guard_nota_items();
CREATE FUNCTION guard_nota_questions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state NOT IN ('asked', 'grouped') OR OLD.id <> NEW.id OR OLD.window_id <> NEW.window_id
        OR OLD.org_id IS DISTINCT FROM NEW.org_id OR OLD.body <> NEW.body OR OLD.asked_at <> NEW.asked_at THEN
        RAISE EXCEPTION 'nota_questions is append-only' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_nota_questions BEFORE UPDATE OR DELETE ON nota_questions
    FOR EACH ROW EXECUTE FUNCTION guard_nota_questions();
CREATE TRIGGER guard_notas_truncate BEFORE TRUNCATE ON notas
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_nota_items_truncate BEFORE TRUNCATE ON nota_items
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guard_nota_questions_truncate BEFORE TRUNCATE ON nota_questions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who watches over aanbieders has no hand in admitting them, and nobody of procurement reads what toezicht knows (D103).
CREATE FUNCTION guard_staff_roles_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ended_at IS NULL AND EXISTS (
        SELECT 1 FROM staff_roles WHERE region_id = NEW.region_id AND user_id = NEW.user_id AND ended_at IS NULL
            AND (role = 'supervisor') <> (NEW.role = 'supervisor')
    ) THEN
        RAISE EXCEPTION 'toezicht and procurement are other people' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_staff_roles_apart BEFORE INSERT ON staff_roles
    FOR EACH ROW EXECUTE FUNCTION guard_staff_roles_apart();
