//! The tables as diesel sees them, the same on both databases. Written by hand beside the migrations; a test compares.
//! May import: diesel.

diesel::table! {
    users (id) {
        id -> Text,
        email -> Text,
        email_key -> Text,
        name -> Text,
        password_hash -> Text,
        state -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    one_time_tokens (token_hash) {
        token_hash -> Text,
        user_id -> Text,
        purpose -> Text,
        membership_id -> Nullable<Text>,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        user_id -> Text,
        acting -> Text,
        acting_id -> Nullable<Text>,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        proof -> Text,
    }
}

diesel::table! {
    second_factors (user_id) {
        user_id -> Text,
        secret_id -> Text,
        last_step -> BigInt,
        set_up_at -> Timestamp,
        codes -> Text,
    }
}

diesel::table! {
    recovery_codes (id) {
        id -> Text,
        user_id -> Text,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    login_attempts (id) {
        id -> Text,
        bucket -> Text,
        at -> Timestamp,
        succeeded -> Bool,
    }
}

diesel::table! {
    spells (id) {
        id -> Text,
        from_at -> Timestamp,
        until_at -> Timestamp,
    }
}

diesel::table! {
    idempotency (user_id, route, once) {
        user_id -> Text,
        route -> Text,
        once -> Text,
        body_hash -> Text,
        location -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    organisations (id) {
        id -> Text,
        kvk -> Text,
        name -> Text,
        name_key -> Text,
        legal_form -> Text,
        street -> Text,
        postcode -> Text,
        town -> Text,
        email -> Text,
        phone -> Text,
        website -> Text,
        rsin -> Text,
        agb -> Text,
        signing -> Text,
        state -> Text,
        state_by -> Nullable<Text>,
        state_at -> Nullable<Timestamp>,
        state_reason -> Text,
        consent_electronic_at -> Nullable<Timestamp>,
        version -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    memberships (id) {
        id -> Text,
        org_id -> Text,
        user_id -> Text,
        role -> Text,
        state -> Text,
        procedure_scope -> Text,
        ends_on -> Nullable<Date>,
        created_by -> Text,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    blobs (sha256) {
        sha256 -> Text,
        size -> BigInt,
        media_type -> Text,
        inspection -> Text,
        inspection_note -> Text,
        pages -> Integer,
        stored_at -> Timestamp,
    }
}

diesel::table! {
    evidence (id) {
        id -> Text,
        org_id -> Text,
        kind -> Text,
        class -> Text,
        sha256 -> Text,
        file_name -> Text,
        issued_on -> Nullable<Date>,
        expires_on -> Nullable<Date>,
        note -> Text,
        state -> Text,
        uploaded_by -> Text,
        uploaded_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    facts (id) {
        id -> Text,
        org_id -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        code -> Text,
        value_json -> Text,
        class -> Text,
        source -> Text,
        evidence_id -> Nullable<Text>,
        as_of -> Date,
        valid_until -> Nullable<Date>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
        supersedes -> Nullable<Text>,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        dedupe_key -> Text,
        payload_json -> Text,
        state -> Text,
        run_at -> Timestamp,
        locked_until -> Nullable<Timestamp>,
        attempts -> Integer,
        last_error -> Text,
        created_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    mails (id) {
        id -> Text,
        region_id -> Nullable<Text>,
        org_id -> Nullable<Text>,
        kind -> Text,
        recipient -> Text,
        subject -> Text,
        body -> Text,
        state -> Text,
        answer -> Text,
        created_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    audit_leaf (n) {
        n -> BigInt,
        bytes -> Binary,
        hash -> Binary,
    }
}

diesel::table! {
    audit_payload (n) {
        n -> BigInt,
        salt -> Binary,
        bytes -> Binary,
    }
}

diesel::table! {
    audit_head (id) {
        id -> Integer,
        size -> BigInt,
        edge -> Binary,
    }
}

diesel::table! {
    audit_node (level, place) {
        level -> Integer,
        place -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    audit_checkpoint (size) {
        size -> BigInt,
        note -> Text,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    audit_key (seq) {
        seq -> Integer,
        vkey -> Text,
        since -> Timestamp,
    }
}

diesel::table! {
    audit_index (n) {
        n -> BigInt,
        at -> Timestamp,
        event -> Text,
        region_id -> Nullable<Text>,
        procedure_id -> Nullable<Text>,
        subject_kind -> Text,
        subject_id -> Text,
        about_org -> Nullable<Text>,
        role -> Text,
        actor_org -> Nullable<Text>,
        user_id -> Nullable<Text>,
        session_id -> Nullable<Text>,
        seen_in -> Nullable<Text>,
    }
}

diesel::table! {
    regions (id) {
        id -> Text,
        slug -> Text,
        code -> Text,
        name -> Text,
        theme_json -> Text,
        contact_json -> Text,
        last_number -> BigInt,
        version -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    gemeenten (region_id, code) {
        region_id -> Text,
        code -> Text,
        name -> Text,
        name_key -> Text,
        legal_person -> Text,
        college -> Text,
        address -> Text,
        complaints_email -> Text,
        court -> Text,
        tile_column -> Integer,
        tile_row -> Integer,
        version -> BigInt,
    }
}

diesel::table! {
    staff_roles (id) {
        id -> Text,
        region_id -> Text,
        user_id -> Text,
        role -> Text,
        gemeente -> Text,
        discipline -> Text,
        granted_by -> Nullable<Text>,
        granted_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    procedures (id) {
        id -> Text,
        region_id -> Text,
        code -> Text,
        title -> Text,
        track -> Text,
        starts_on -> Date,
        ends_on -> Date,
        created_at -> Timestamp,
    }
}

diesel::table! {
    scheme_versions (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        seq -> Integer,
        sha256 -> Text,
        source -> Text,
        motivation -> Text,
        published_by -> Text,
        confirmed_by -> Text,
        published_at -> Timestamp,
        effective_from -> Timestamp,
        assessors -> Integer,
    }
}

diesel::table! {
    amendments (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        base_version_id -> Text,
        state -> Text,
        source -> Text,
        sha256 -> Text,
        motivation -> Text,
        pseudonym_key -> Binary,
        started_by -> Text,
        started_at -> Timestamp,
        changed_by -> Text,
        changed_at -> Timestamp,
        note -> Text,
        effective_from -> Nullable<Timestamp>,
        proposed_by -> Nullable<Text>,
        proposed_at -> Nullable<Timestamp>,
        returned_reason -> Text,
        published_by -> Nullable<Text>,
        version_id -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    simulations (id) {
        id -> Text,
        region_id -> Text,
        amendment_id -> Text,
        seq -> Integer,
        source -> Text,
        sha256 -> Text,
        content -> Binary,
        content_sha256 -> Text,
        run_by -> Text,
        run_at -> Timestamp,
    }
}

diesel::table! {
    documents (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        kind -> Text,
        title -> Text,
        version -> Text,
        sha256 -> Text,
        file_name -> Text,
        published_by -> Text,
        published_at -> Timestamp,
        replaces -> Nullable<Text>,
    }
}

diesel::table! {
    document_drafts (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        kind -> Text,
        title -> Text,
        version -> Text,
        sha256 -> Text,
        file_name -> Text,
        prepared_by -> Text,
        prepared_at -> Timestamp,
    }
}

diesel::table! {
    imports (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        kind -> Text,
        sha256 -> Text,
        file_name -> Text,
        table_json -> Nullable<Text>,
        state -> Text,
        prepared_by -> Text,
        prepared_at -> Timestamp,
        settled_by -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    boundaries (id) {
        id -> Text,
        region_id -> Text,
        sha256 -> Text,
        file_name -> Text,
        source -> Text,
        outlines_json -> Nullable<Text>,
        state -> Text,
        prepared_by -> Text,
        prepared_at -> Timestamp,
        settled_by -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    client_counts (procedure_id, product_group, gemeente, quarter) {
        procedure_id -> Text,
        region_id -> Text,
        product_group -> Text,
        gemeente -> Text,
        quarter -> Text,
        clients -> Integer,
        import_id -> Text,
    }
}

diesel::table! {
    windows (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        scheme_version_id -> Text,
        kind -> Text,
        title -> Text,
        motivation -> Text,
        sealed -> Bool,
        published_at -> Timestamp,
        questions_until -> Timestamp,
        answers_at -> Timestamp,
        opens_at -> Timestamp,
        closes_at -> Timestamp,
        decisions_due_on -> Date,
        starts_on -> Date,
        closed_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    lot_states (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        product_group -> Text,
        gemeente -> Text,
        state -> Text,
        effective_from -> Timestamp,
        motivation -> Text,
        review_on -> Nullable<Date>,
        figures_json -> Nullable<Text>,
        decided_by -> Text,
        confirmed_by -> Text,
        decided_at -> Timestamp,
    }
}

diesel::table! {
    opening_supply (window_id) {
        window_id -> Text,
        region_id -> Text,
        content -> Text,
        taken_at -> Timestamp,
    }
}

diesel::table! {
    mandates (id) {
        id -> Text,
        region_id -> Text,
        user_id -> Text,
        gemeente -> Text,
        kind -> Text,
        product_groups -> Text,
        reference -> Text,
        function_title -> Text,
        valid_from -> Date,
        valid_until -> Nullable<Date>,
        recorded_by -> Text,
        recorded_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    followers (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        email -> Text,
        email_key -> Text,
        token_hash -> Text,
        state -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    applications (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        window_id -> Text,
        scheme_version_id -> Text,
        org_id -> Text,
        org_name -> Text,
        org_name_key -> Text,
        number -> Text,
        state -> Text,
        received_at -> Nullable<Timestamp>,
        decision_due_on -> Nullable<Date>,
        due_key -> Text,
        assessor_id -> Nullable<Text>,
        taken_up_by -> Nullable<Text>,
        taken_up_at -> Nullable<Timestamp>,
        state_by -> Text,
        state_at -> Timestamp,
        version -> BigInt,
        created_at -> Timestamp,
        created_by -> Text,
        updated_at -> Timestamp,
        is_open -> Bool,
    }
}

diesel::table! {
    lot_applications (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        product_group -> Text,
        gemeente -> Text,
        state -> Text,
        outcome -> Nullable<Text>,
        withdrawn_by -> Nullable<Text>,
        withdrawn_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    lot_application_products (lot_application_id, product) {
        lot_application_id -> Text,
        region_id -> Text,
        product -> Text,
    }
}

diesel::table! {
    lot_application_capacity (lot_application_id, target_group) {
        lot_application_id -> Text,
        region_id -> Text,
        target_group -> Text,
        places -> Integer,
    }
}

diesel::table! {
    draft_answers (application_id, org_id, code) {
        application_id -> Text,
        region_id -> Text,
        org_id -> Text,
        code -> Text,
        value_json -> Text,
        saved_by -> Text,
        saved_at -> Timestamp,
    }
}

diesel::table! {
    application_evidence (application_id, evidence_id) {
        application_id -> Text,
        region_id -> Text,
        evidence_id -> Text,
        kind -> Text,
        offered -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    acceptances (application_id, org_id, document_id) {
        application_id -> Text,
        region_id -> Text,
        org_id -> Text,
        document_id -> Text,
        sha256 -> Text,
        accepted_by -> Text,
        accepted_at -> Timestamp,
    }
}

diesel::table! {
    application_members (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        role -> Text,
        name -> Text,
        kvk -> Text,
        hired_json -> Nullable<Text>,
        email -> Text,
        token_hash -> Nullable<Text>,
        state -> Text,
        org_id -> Nullable<Text>,
        signature_json -> Nullable<Text>,
        state_by -> Text,
        state_at -> Timestamp,
        version -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    member_parts (sha256) {
        sha256 -> Text,
        region_id -> Text,
        org_id -> Text,
        member_id -> Text,
        content -> Binary,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    application_snapshots (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        seq -> Integer,
        received_at -> Timestamp,
        submitted_by -> Text,
        content -> Binary,
        sha256 -> Text,
        scheme_sha256 -> Text,
        receipt_sha256 -> Nullable<Text>,
    }
}

diesel::table! {
    assignments (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        user_id -> Text,
        kind -> Text,
        org_id -> Nullable<Text>,
        note -> Text,
        at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    assessments (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        lot_application_id -> Nullable<Text>,
        member_id -> Nullable<Text>,
        snapshot_id -> Text,
        requirement -> Text,
        outcome -> Text,
        rule_outcome -> Text,
        reason_code -> Text,
        motivation -> Text,
        points_json -> Text,
        assessed_by -> Text,
        assessed_at -> Timestamp,
        revises -> Nullable<Text>,
        likeness -> Text,
        deviates -> Text,
        internal_note -> Text,
        copied_from -> Nullable<Text>,
    }
}

diesel::table! {
    unequal_cases (assessment_id) {
        assessment_id -> Text,
        region_id -> Text,
        why -> Text,
        motivation -> Text,
        explained_by -> Text,
        explained_at -> Timestamp,
    }
}

diesel::table! {
    clarifications (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        requirement -> Text,
        member_id -> Nullable<Text>,
        kind -> Text,
        anchor -> Text,
        question -> Text,
        team_fault -> Text,
        state -> Text,
        asked_by -> Text,
        asked_at -> Timestamp,
        due_at -> Timestamp,
        answer -> Text,
        answered_by -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
        revises -> Nullable<Text>,
        version -> BigInt,
        answer_snapshot_id -> Nullable<Text>,
    }
}

diesel::table! {
    messages (id) {
        id -> Text,
        region_id -> Text,
        org_id -> Text,
        application_id -> Nullable<Text>,
        class -> Text,
        sender -> Text,
        body -> Text,
        sent_by -> Text,
        sent_at -> Timestamp,
        revises -> Nullable<Text>,
    }
}

diesel::table! {
    decisions (id) {
        id -> Text,
        region_id -> Text,
        lot_application_id -> Text,
        seq -> Integer,
        state -> Text,
        outcome -> Text,
        note -> Text,
        reasons_json -> Text,
        inputs_sha256 -> Text,
        proposed_by -> Text,
        proposed_at -> Timestamp,
        countersigned_by -> Nullable<Text>,
        countersigned_at -> Nullable<Timestamp>,
        signed_by -> Nullable<Text>,
        signed_at -> Nullable<Timestamp>,
        mandate_id -> Nullable<Text>,
        returned_by -> Nullable<Text>,
        returned_at -> Nullable<Timestamp>,
        returned_reason -> Text,
        revises -> Nullable<Text>,
    }
}

diesel::table! {
    decision_inputs (sha256) {
        sha256 -> Text,
        region_id -> Text,
        salt -> Binary,
        content -> Binary,
    }
}

diesel::table! {
    national_tables (sha256) {
        sha256 -> Text,
        source -> Text,
        kept_at -> Timestamp,
    }
}

diesel::table! {
    replays (id) {
        id -> Text,
        region_id -> Text,
        ran_at -> Timestamp,
        decisions -> Integer,
        deviations_json -> Text,
    }
}

diesel::table! {
    hearings (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        state -> Text,
        asked_at -> Nullable<Timestamp>,
        due_at -> Nullable<Timestamp>,
        given -> Text,
        given_by -> Nullable<Text>,
        given_at -> Nullable<Timestamp>,
        weighed -> Text,
        weighed_by -> Nullable<Text>,
        weighed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    hearing_decisions (decision_id) {
        decision_id -> Text,
        region_id -> Text,
        hearing_id -> Text,
    }
}

diesel::table! {
    revisions (decision_id) {
        decision_id -> Text,
        region_id -> Text,
        application_id -> Text,
        cause -> Text,
        motivation -> Text,
        opened_by -> Text,
        opened_at -> Timestamp,
    }
}

diesel::table! {
    extensions (application_id) {
        application_id -> Text,
        region_id -> Text,
        weeks -> Integer,
        motivation -> Text,
        before -> Date,
        extended_by -> Text,
        extended_at -> Timestamp,
    }
}

diesel::table! {
    letters (id) {
        id -> Text,
        region_id -> Text,
        org_id -> Text,
        application_id -> Nullable<Text>,
        clarification_id -> Nullable<Text>,
        hearing_id -> Nullable<Text>,
        kind -> Text,
        number -> Text,
        content_json -> Text,
        state -> Text,
        sha256 -> Nullable<Text>,
        mail_id -> Nullable<Text>,
        dispatched_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        created_by -> Text,
        resends -> Nullable<Text>,
    }
}

diesel::table! {
    letter_bounces (mail_id) {
        mail_id -> Text,
        region_id -> Text,
        letter_id -> Text,
        reason -> Text,
        noted_by -> Nullable<Text>,
        noted_at -> Timestamp,
        again_by -> Nullable<Text>,
        again_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    letter_decisions (letter_id, decision_id) {
        letter_id -> Text,
        region_id -> Text,
        decision_id -> Text,
    }
}

diesel::table! {
    admissions (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        org_id -> Text,
        org_name -> Text,
        org_name_key -> Text,
        product_group -> Text,
        gemeente -> Text,
        source -> Text,
        decision_id -> Nullable<Text>,
        state -> Text,
        reason -> Text,
        starts_on -> Date,
        until -> Nullable<Date>,
        granted_at -> Timestamp,
        state_since -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    claim_codes (id) {
        id -> Text,
        org_id -> Text,
        region_id -> Text,
        contact -> Text,
        issued_by -> Text,
        issued_at -> Timestamp,
        last_day -> Date,
        state -> Text,
        settled_by -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    admission_products (admission_id, product) {
        admission_id -> Text,
        region_id -> Text,
        product -> Text,
    }
}

diesel::table! {
    admission_capacity (admission_id, target_group) {
        admission_id -> Text,
        region_id -> Text,
        target_group -> Text,
        places -> Integer,
        free -> Integer,
        as_of -> Date,
        waiting_days -> Nullable<Integer>,
    }
}

diesel::table! {
    capacity_statements (admission_id, target_group, as_of) {
        admission_id -> Text,
        region_id -> Text,
        target_group -> Text,
        as_of -> Date,
        places -> Integer,
        free -> Integer,
        waiting_days -> Nullable<Integer>,
    }
}

diesel::table! {
    refused_attempts (id) {
        id -> Text,
        region_id -> Text,
        window_id -> Text,
        application_id -> Text,
        org_id -> Text,
        user_id -> Text,
        received_at -> Timestamp,
        cause -> Text,
        sent_sha256 -> Text,
        filled_sha256 -> Nullable<Text>,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    failures (id) {
        id -> Text,
        region_id -> Text,
        window_id -> Text,
        content -> Binary,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    reminders (kind, about) {
        kind -> Text,
        about -> Text,
        org_id -> Text,
        on_day -> Date,
    }
}

diesel::table! {
    agreements (id) {
        id -> Text,
        region_id -> Text,
        org_id -> Text,
        procedure_id -> Text,
        document_id -> Text,
        gemeente -> Text,
        signed_on -> Date,
        signatory_provider -> Text,
        signatory_gemeente -> Text,
        sha256 -> Text,
        file_name -> Text,
        recorded_by -> Text,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    suspensions (id) {
        id -> Text,
        region_id -> Text,
        admission_id -> Text,
        kind -> Text,
        side -> Text,
        from_on -> Date,
        until -> Date,
        basis -> Text,
        imposed_by -> Text,
        imposed_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        ended_by -> Nullable<Text>,
    }
}

diesel::table! {
    unread_messages (message_id) {
        message_id -> Text,
        region_id -> Text,
        org_id -> Text,
        application_id -> Nullable<Text>,
        reader -> Text,
    }
}

diesel::table! {
    laid_down (id) {
        id -> Text,
        region_id -> Text,
        kind -> Text,
        about -> Text,
        content_json -> Text,
        ground -> Text,
        entered_by -> Text,
        entered_at -> Timestamp,
        state -> Text,
        settled_by -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    evidence_requests (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        version_id -> Text,
        org_id -> Text,
        requirement -> Text,
        evidence_kind -> Text,
        asked_at -> Timestamp,
        due_on -> Date,
        state -> Text,
        reply -> Text,
        answered_by -> Nullable<Text>,
        reason -> Text,
        settled_by -> Nullable<Text>,
        changed_at -> Timestamp,
        reminded_on -> Nullable<Date>,
        version -> BigInt,
    }
}

diesel::table! {
    confirmations (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        version_id -> Text,
        org_id -> Text,
        began_on -> Date,
        due_on -> Date,
        heard_on -> Date,
        confirmed_at -> Nullable<Timestamp>,
        confirmed_by -> Nullable<Text>,
        notable -> Bool,
        taken_by -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    confirmed_facts (confirmation_id, fact_id) {
        confirmation_id -> Text,
        region_id -> Text,
        fact_id -> Text,
        changed -> Bool,
    }
}

diesel::table! {
    evidence_request_pieces (request_id, evidence_id) {
        request_id -> Text,
        region_id -> Text,
        evidence_id -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    seen_evidence (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        org_id -> Text,
        kind -> Text,
        seen_on -> Date,
        issued_on -> Nullable<Date>,
        expires_on -> Nullable<Date>,
        seen_by -> Text,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    notas (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        window_id -> Text,
        state -> Text,
        seq -> Nullable<Integer>,
        intro -> Text,
        amendment_id -> Nullable<Text>,
        version_id -> Nullable<Text>,
        content_json -> Nullable<Text>,
        sha256 -> Nullable<Text>,
        pdf_sha256 -> Nullable<Text>,
        started_by -> Text,
        started_at -> Timestamp,
        published_by -> Nullable<Text>,
        confirmed_by -> Nullable<Text>,
        published_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    nota_items (id) {
        id -> Text,
        region_id -> Text,
        nota_id -> Text,
        seq -> Integer,
        subject -> Text,
        subject_title -> Text,
        question -> Text,
        answer -> Text,
        search_key -> Text,
        corrects -> Nullable<Text>,
        changed_by -> Text,
        changed_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    nota_questions (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        window_id -> Text,
        org_id -> Nullable<Text>,
        asked_by -> Text,
        came_in -> Text,
        subject -> Text,
        subject_title -> Text,
        body -> Text,
        asked_at -> Timestamp,
        state -> Text,
        item_id -> Nullable<Text>,
        reason -> Text,
        settled_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    verifications (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        manner -> Text,
        state -> Text,
        first_visitor -> Text,
        second_visitor -> Text,
        planned_for -> Timestamp,
        place -> Text,
        planned_by -> Text,
        planned_at -> Timestamp,
        reason -> Text,
        cancelled_by -> Nullable<Text>,
        reported_by -> Nullable<Text>,
        reported_at -> Nullable<Timestamp>,
        react_until -> Nullable<Timestamp>,
        reaction -> Text,
        reacted_by -> Nullable<Text>,
        reacted_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    verification_requirements (verification_id, requirement) {
        verification_id -> Text,
        region_id -> Text,
        requirement -> Text,
    }
}

diesel::table! {
    verification_findings (verification_id, requirement) {
        verification_id -> Text,
        region_id -> Text,
        requirement -> Text,
        seen -> Text,
    }
}

diesel::table! {
    absences (id) {
        id -> Text,
        region_id -> Text,
        user_id -> Text,
        from_on -> Date,
        until_on -> Date,
        substitute_id -> Nullable<Text>,
        recorded_by -> Text,
        recorded_at -> Timestamp,
        handed_over_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    disputes (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        org_id -> Text,
        letter_id -> Text,
        kind -> Text,
        side -> Text,
        state -> Text,
        received_on -> Date,
        posted_on -> Nullable<Date>,
        last_day -> Date,
        in_time -> Bool,
        grounds -> Text,
        late -> Text,
        court -> Text,
        roll -> Text,
        committee -> Bool,
        registered_by -> Text,
        registered_at -> Timestamp,
        treated_by -> Nullable<Text>,
        extended_by -> Nullable<Text>,
        extended_at -> Nullable<Timestamp>,
        extended_why -> Text,
        due_on -> Nullable<Date>,
        hearing_at -> Nullable<Timestamp>,
        hearing_place -> Text,
        outcome -> Nullable<Text>,
        ruled_on -> Nullable<Date>,
        closing -> Text,
        closed_by -> Nullable<Text>,
        closed_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    dispute_decisions (dispute_id, decision_id) {
        dispute_id -> Text,
        region_id -> Text,
        decision_id -> Text,
    }
}

diesel::table! {
    dispute_revisions (decision_id) {
        decision_id -> Text,
        region_id -> Text,
        dispute_id -> Text,
    }
}

diesel::table! {
    legal_holds (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        dispute_id -> Nullable<Text>,
        reason -> Text,
        placed_by -> Text,
        placed_at -> Timestamp,
        lifted_reason -> Text,
        lifted_by -> Nullable<Text>,
        lifted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    bibob_dossiers (id) {
        id -> Text,
        region_id -> Text,
        application_id -> Text,
        state -> Text,
        asked_by -> Text,
        asked_at -> Timestamp,
        form_at -> Nullable<Timestamp>,
        advice_at -> Nullable<Timestamp>,
        advice_last -> Nullable<Date>,
        conclusion -> Nullable<Text>,
        stop_reason -> Nullable<Text>,
        ended_by -> Nullable<Text>,
        ended_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    bibob_notes (id) {
        id -> Text,
        region_id -> Text,
        dossier_id -> Text,
        about -> Text,
        text -> Text,
        class -> Text,
        written_by -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    bibob_files (dossier_id, evidence_id) {
        dossier_id -> Text,
        evidence_id -> Text,
        region_id -> Text,
        handed_in_at -> Timestamp,
    }
}

diesel::table! {
    bibob_officers (id) {
        id -> Text,
        region_id -> Text,
        user_id -> Text,
        named_by -> Text,
        named_at -> Timestamp,
        ended_by -> Nullable<Text>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    bibob_retentions (id) {
        id -> Text,
        region_id -> Text,
        years -> Integer,
        reason -> Text,
        set_by -> Text,
        set_at -> Timestamp,
    }
}

diesel::table! {
    signals (id) {
        id -> Text,
        region_id -> Text,
        org_id -> Text,
        discipline -> Text,
        source -> Text,
        nature -> Text,
        gemeente -> Text,
        product_group -> Text,
        location -> Text,
        happened_on -> Nullable<Date>,
        text -> Text,
        done -> Text,
        request_id -> Nullable<Text>,
        received_at -> Timestamp,
        state -> Text,
        since -> Timestamp,
        until_on -> Nullable<Date>,
        passed_to -> Nullable<Text>,
        triaged_by -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    signal_reporters (signal_id) {
        signal_id -> Text,
        region_id -> Text,
        user_id -> Nullable<Text>,
        name -> Text,
        contact -> Text,
    }
}

diesel::table! {
    signal_steps (id) {
        id -> Text,
        region_id -> Text,
        signal_id -> Text,
        step -> Text,
        until_on -> Nullable<Date>,
        passed_to -> Nullable<Text>,
        why -> Text,
        taken_by -> Text,
        taken_at -> Timestamp,
    }
}

diesel::table! {
    samples (id) {
        id -> Text,
        region_id -> Text,
        discipline -> Text,
        gemeenten -> Text,
        seed -> Text,
        seed_from -> Text,
        size -> Integer,
        drawn_by -> Text,
        drawn_at -> Timestamp,
    }
}

diesel::table! {
    year_plan_entries (id) {
        id -> Text,
        region_id -> Text,
        org_id -> Text,
        discipline -> Text,
        year -> Integer,
        quarter -> Integer,
        origin -> Text,
        sample_id -> Nullable<Text>,
        why -> Text,
        added_by -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    year_plan_drops (entry_id) {
        entry_id -> Text,
        region_id -> Text,
        why -> Text,
        dropped_by -> Text,
        dropped_at -> Timestamp,
    }
}

diesel::table! {
    sample_orgs (sample_id, org_id) {
        sample_id -> Text,
        org_id -> Text,
        region_id -> Text,
        place -> Integer,
        digest -> Text,
        chosen -> Bool,
    }
}

diesel::table! {
    measures (id) {
        id -> Text,
        region_id -> Text,
        procedure_id -> Text,
        org_id -> Text,
        gemeente -> Text,
        discipline -> Text,
        scheme_version_id -> Text,
        state -> Text,
        advised_kind -> Text,
        advice -> Text,
        advised_by -> Text,
        advised_at -> Timestamp,
        kind -> Nullable<Text>,
        article -> Nullable<Text>,
        until_on -> Nullable<Date>,
        amount_cents -> Nullable<BigInt>,
        transferred -> Bool,
        motivation -> Nullable<Text>,
        lighter -> Nullable<Text>,
        proposed_by -> Nullable<Text>,
        proposed_at -> Nullable<Timestamp>,
        due_at -> Nullable<Timestamp>,
        mandate_id -> Nullable<Text>,
        decision -> Nullable<Text>,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        recheck_on -> Nullable<Date>,
        ended_by -> Nullable<Text>,
        ended_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    measure_admissions (measure_id, admission_id) {
        measure_id -> Text,
        admission_id -> Text,
        region_id -> Text,
    }
}

diesel::table! {
    measure_findings (id) {
        id -> Text,
        region_id -> Text,
        measure_id -> Text,
        seq -> Integer,
        location -> Text,
        fact -> Text,
        source -> Text,
        /// The investigation whose finding it repeats.
        investigation_id -> Nullable<Text>,
        /// Code of the norm of that finding.
        norm -> Nullable<Text>,
    }
}

diesel::table! {
    measure_views (measure_id) {
        measure_id -> Text,
        region_id -> Text,
        text -> Text,
        given_by -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    measure_steps (id) {
        id -> Text,
        region_id -> Text,
        measure_id -> Text,
        step -> Text,
        on_day -> Nullable<Date>,
        why -> Text,
        taken_by -> Text,
        taken_at -> Timestamp,
    }
}

diesel::table! {
    measure_letters (letter_id) {
        letter_id -> Text,
        region_id -> Text,
        measure_id -> Text,
    }
}

diesel::table! {
    frameworks (id) {
        id -> Text,
        region_id -> Text,
        digest -> Text,
        source -> Text,
        kept_at -> Timestamp,
    }
}

diesel::table! {
    investigations (id) {
        id -> Text,
        region_id -> Text,
        org_id -> Text,
        framework_id -> Text,
        discipline -> Text,
        signal_id -> Nullable<Text>,
        sample_id -> Nullable<Text>,
        norms -> Text,
        locations -> Text,
        products -> Text,
        gemeenten -> Text,
        planned_by -> Text,
        planned_at -> Timestamp,
        visit_at -> Timestamp,
        state -> Text,
        answer_until -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    investigation_gemeenten (investigation_id, gemeente) {
        investigation_id -> Text,
        region_id -> Text,
        gemeente -> Text,
    }
}

diesel::table! {
    investigation_steps (id) {
        id -> Text,
        region_id -> Text,
        investigation_id -> Text,
        step -> Text,
        why -> Text,
        taken_by -> Text,
        taken_at -> Timestamp,
    }
}

diesel::table! {
    investigation_notes (id) {
        id -> Text,
        region_id -> Text,
        investigation_id -> Text,
        norm -> Text,
        text -> Text,
        taken_by -> Text,
        taken_at -> Timestamp,
    }
}

diesel::table! {
    investigation_findings (investigation_id, norm) {
        investigation_id -> Text,
        norm -> Text,
        region_id -> Text,
        outcome -> Text,
        text -> Text,
        locations -> Text,
        products -> Text,
        gemeenten -> Text,
        reply -> Text,
        weighing -> Text,
        weighed_outcome -> Nullable<Text>,
    }
}

diesel::joinable!(one_time_tokens -> users (user_id));
diesel::joinable!(one_time_tokens -> memberships (membership_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(second_factors -> users (user_id));
diesel::joinable!(recovery_codes -> second_factors (user_id));
diesel::joinable!(organisations -> users (state_by));
diesel::joinable!(memberships -> organisations (org_id));
diesel::joinable!(evidence -> organisations (org_id));
diesel::joinable!(evidence -> blobs (sha256));
diesel::joinable!(evidence -> users (uploaded_by));
diesel::joinable!(facts -> organisations (org_id));
diesel::joinable!(facts -> evidence (evidence_id));
diesel::joinable!(facts -> users (recorded_by));
diesel::joinable!(mails -> organisations (org_id));
diesel::joinable!(audit_payload -> audit_leaf (n));
diesel::joinable!(audit_index -> audit_leaf (n));
diesel::joinable!(gemeenten -> regions (region_id));
diesel::joinable!(staff_roles -> regions (region_id));
diesel::joinable!(procedures -> regions (region_id));
diesel::joinable!(scheme_versions -> regions (region_id));
diesel::joinable!(scheme_versions -> procedures (procedure_id));
diesel::joinable!(amendments -> regions (region_id));
diesel::joinable!(amendments -> procedures (procedure_id));
diesel::joinable!(simulations -> regions (region_id));
diesel::joinable!(simulations -> amendments (amendment_id));
diesel::joinable!(simulations -> users (run_by));
diesel::joinable!(documents -> regions (region_id));
diesel::joinable!(documents -> procedures (procedure_id));
diesel::joinable!(documents -> blobs (sha256));
diesel::joinable!(documents -> users (published_by));
diesel::joinable!(document_drafts -> regions (region_id));
diesel::joinable!(document_drafts -> procedures (procedure_id));
diesel::joinable!(document_drafts -> blobs (sha256));
diesel::joinable!(document_drafts -> users (prepared_by));
diesel::joinable!(imports -> regions (region_id));
diesel::joinable!(imports -> procedures (procedure_id));
diesel::joinable!(client_counts -> procedures (procedure_id));
diesel::joinable!(boundaries -> regions (region_id));
diesel::joinable!(client_counts -> regions (region_id));
diesel::joinable!(client_counts -> imports (import_id));
diesel::joinable!(windows -> regions (region_id));
diesel::joinable!(windows -> procedures (procedure_id));
diesel::joinable!(windows -> scheme_versions (scheme_version_id));
diesel::joinable!(opening_supply -> windows (window_id));
diesel::joinable!(opening_supply -> regions (region_id));
diesel::joinable!(lot_states -> regions (region_id));
diesel::joinable!(lot_states -> procedures (procedure_id));
diesel::joinable!(mandates -> regions (region_id));
diesel::joinable!(followers -> regions (region_id));
diesel::joinable!(followers -> procedures (procedure_id));
diesel::joinable!(applications -> regions (region_id));
diesel::joinable!(applications -> procedures (procedure_id));
diesel::joinable!(applications -> windows (window_id));
diesel::joinable!(applications -> scheme_versions (scheme_version_id));
diesel::joinable!(applications -> organisations (org_id));
diesel::joinable!(lot_applications -> regions (region_id));
diesel::joinable!(lot_applications -> applications (application_id));
diesel::joinable!(lot_applications -> users (withdrawn_by));
diesel::joinable!(lot_application_products -> lot_applications (lot_application_id));
diesel::joinable!(lot_application_products -> regions (region_id));
diesel::joinable!(lot_application_capacity -> lot_applications (lot_application_id));
diesel::joinable!(lot_application_capacity -> regions (region_id));
diesel::joinable!(draft_answers -> applications (application_id));
diesel::joinable!(draft_answers -> regions (region_id));
diesel::joinable!(draft_answers -> organisations (org_id));
diesel::joinable!(draft_answers -> users (saved_by));
diesel::joinable!(application_evidence -> applications (application_id));
diesel::joinable!(application_evidence -> regions (region_id));
diesel::joinable!(application_evidence -> evidence (evidence_id));
diesel::joinable!(acceptances -> applications (application_id));
diesel::joinable!(acceptances -> regions (region_id));
diesel::joinable!(acceptances -> organisations (org_id));
diesel::joinable!(acceptances -> documents (document_id));
diesel::joinable!(acceptances -> users (accepted_by));
diesel::joinable!(application_snapshots -> regions (region_id));
diesel::joinable!(application_members -> applications (application_id));
diesel::joinable!(application_members -> regions (region_id));
diesel::joinable!(application_members -> organisations (org_id));
diesel::joinable!(application_members -> users (state_by));
diesel::joinable!(member_parts -> regions (region_id));
diesel::joinable!(member_parts -> organisations (org_id));
diesel::joinable!(member_parts -> application_members (member_id));
diesel::joinable!(application_snapshots -> applications (application_id));
diesel::joinable!(application_snapshots -> users (submitted_by));
diesel::joinable!(application_snapshots -> blobs (receipt_sha256));
diesel::joinable!(assignments -> regions (region_id));
diesel::joinable!(assignments -> applications (application_id));
diesel::joinable!(assignments -> users (user_id));
diesel::joinable!(assignments -> organisations (org_id));
diesel::joinable!(assessments -> regions (region_id));
diesel::joinable!(assessments -> applications (application_id));
diesel::joinable!(assessments -> lot_applications (lot_application_id));
diesel::joinable!(assessments -> application_members (member_id));
diesel::joinable!(assessments -> application_snapshots (snapshot_id));
diesel::joinable!(assessments -> users (assessed_by));
diesel::joinable!(unequal_cases -> assessments (assessment_id));
diesel::joinable!(unequal_cases -> regions (region_id));
diesel::joinable!(unequal_cases -> users (explained_by));
diesel::joinable!(clarifications -> regions (region_id));
diesel::joinable!(clarifications -> applications (application_id));
diesel::joinable!(clarifications -> application_members (member_id));
diesel::joinable!(messages -> regions (region_id));
diesel::joinable!(messages -> organisations (org_id));
diesel::joinable!(messages -> applications (application_id));
diesel::joinable!(messages -> users (sent_by));
diesel::joinable!(decisions -> regions (region_id));
diesel::joinable!(decisions -> lot_applications (lot_application_id));
diesel::joinable!(decisions -> mandates (mandate_id));
diesel::joinable!(decision_inputs -> regions (region_id));
diesel::joinable!(replays -> regions (region_id));
diesel::joinable!(hearings -> regions (region_id));
diesel::joinable!(hearings -> applications (application_id));
diesel::joinable!(hearing_decisions -> decisions (decision_id));
diesel::joinable!(hearing_decisions -> hearings (hearing_id));
diesel::joinable!(hearing_decisions -> regions (region_id));
diesel::joinable!(revisions -> decisions (decision_id));
diesel::joinable!(revisions -> applications (application_id));
diesel::joinable!(revisions -> regions (region_id));
diesel::joinable!(revisions -> users (opened_by));
diesel::joinable!(extensions -> applications (application_id));
diesel::joinable!(extensions -> regions (region_id));
diesel::joinable!(extensions -> users (extended_by));
diesel::joinable!(letters -> regions (region_id));
diesel::joinable!(letters -> organisations (org_id));
diesel::joinable!(letters -> applications (application_id));
diesel::joinable!(letters -> clarifications (clarification_id));
diesel::joinable!(letters -> blobs (sha256));
diesel::joinable!(letters -> mails (mail_id));
diesel::joinable!(letters -> users (created_by));
diesel::joinable!(letter_bounces -> letters (letter_id));
diesel::joinable!(letter_bounces -> mails (mail_id));
diesel::joinable!(letter_decisions -> letters (letter_id));
diesel::joinable!(letter_decisions -> regions (region_id));
diesel::joinable!(letter_decisions -> decisions (decision_id));
diesel::joinable!(admissions -> regions (region_id));
diesel::joinable!(admissions -> procedures (procedure_id));
diesel::joinable!(admissions -> organisations (org_id));
diesel::joinable!(admissions -> decisions (decision_id));
diesel::joinable!(claim_codes -> organisations (org_id));
diesel::joinable!(claim_codes -> regions (region_id));
diesel::joinable!(admission_products -> admissions (admission_id));
diesel::joinable!(admission_products -> regions (region_id));
diesel::joinable!(admission_capacity -> admissions (admission_id));
diesel::joinable!(admission_capacity -> regions (region_id));
diesel::joinable!(capacity_statements -> admissions (admission_id));
diesel::joinable!(capacity_statements -> regions (region_id));
diesel::joinable!(refused_attempts -> regions (region_id));
diesel::joinable!(refused_attempts -> windows (window_id));
diesel::joinable!(refused_attempts -> applications (application_id));
diesel::joinable!(refused_attempts -> organisations (org_id));
diesel::joinable!(refused_attempts -> users (user_id));
diesel::joinable!(failures -> regions (region_id));
diesel::joinable!(failures -> windows (window_id));
diesel::joinable!(reminders -> organisations (org_id));
diesel::joinable!(suspensions -> regions (region_id));
diesel::joinable!(suspensions -> admissions (admission_id));
diesel::joinable!(unread_messages -> messages (message_id));
diesel::joinable!(unread_messages -> applications (application_id));
diesel::joinable!(laid_down -> regions (region_id));
diesel::joinable!(evidence_requests -> regions (region_id));
diesel::joinable!(evidence_requests -> procedures (procedure_id));
diesel::joinable!(evidence_requests -> scheme_versions (version_id));
diesel::joinable!(evidence_requests -> organisations (org_id));
diesel::joinable!(evidence_request_pieces -> evidence_requests (request_id));
diesel::joinable!(evidence_request_pieces -> regions (region_id));
diesel::joinable!(evidence_request_pieces -> evidence (evidence_id));
diesel::joinable!(confirmations -> regions (region_id));
diesel::joinable!(confirmations -> procedures (procedure_id));
diesel::joinable!(confirmations -> scheme_versions (version_id));
diesel::joinable!(confirmations -> organisations (org_id));
diesel::joinable!(confirmed_facts -> confirmations (confirmation_id));
diesel::joinable!(confirmed_facts -> regions (region_id));
diesel::joinable!(confirmed_facts -> facts (fact_id));
diesel::joinable!(seen_evidence -> regions (region_id));
diesel::joinable!(seen_evidence -> procedures (procedure_id));
diesel::joinable!(seen_evidence -> organisations (org_id));
diesel::joinable!(seen_evidence -> users (seen_by));
diesel::joinable!(agreements -> regions (region_id));
diesel::joinable!(agreements -> organisations (org_id));
diesel::joinable!(agreements -> procedures (procedure_id));
diesel::joinable!(agreements -> documents (document_id));
diesel::joinable!(agreements -> blobs (sha256));
diesel::joinable!(agreements -> users (recorded_by));
diesel::joinable!(notas -> regions (region_id));
diesel::joinable!(notas -> procedures (procedure_id));
diesel::joinable!(notas -> windows (window_id));
diesel::joinable!(notas -> amendments (amendment_id));
diesel::joinable!(notas -> scheme_versions (version_id));
diesel::joinable!(nota_items -> regions (region_id));
diesel::joinable!(nota_items -> notas (nota_id));
diesel::joinable!(nota_items -> users (changed_by));
diesel::joinable!(nota_questions -> regions (region_id));
diesel::joinable!(nota_questions -> procedures (procedure_id));
diesel::joinable!(nota_questions -> windows (window_id));
diesel::joinable!(nota_questions -> organisations (org_id));
diesel::joinable!(nota_questions -> users (asked_by));
diesel::joinable!(nota_questions -> nota_items (item_id));
diesel::joinable!(disputes -> regions (region_id));
diesel::joinable!(disputes -> applications (application_id));
diesel::joinable!(disputes -> organisations (org_id));
diesel::joinable!(disputes -> letters (letter_id));
diesel::joinable!(dispute_decisions -> disputes (dispute_id));
diesel::joinable!(dispute_decisions -> decisions (decision_id));
diesel::joinable!(dispute_decisions -> regions (region_id));
diesel::joinable!(dispute_revisions -> disputes (dispute_id));
diesel::joinable!(dispute_revisions -> revisions (decision_id));
diesel::joinable!(dispute_revisions -> regions (region_id));
diesel::joinable!(legal_holds -> applications (application_id));
diesel::joinable!(legal_holds -> disputes (dispute_id));
diesel::joinable!(legal_holds -> regions (region_id));
diesel::joinable!(bibob_dossiers -> applications (application_id));
diesel::joinable!(bibob_dossiers -> regions (region_id));
diesel::joinable!(bibob_notes -> bibob_dossiers (dossier_id));
diesel::joinable!(bibob_notes -> regions (region_id));
diesel::joinable!(bibob_notes -> users (written_by));
diesel::joinable!(bibob_files -> bibob_dossiers (dossier_id));
diesel::joinable!(bibob_files -> evidence (evidence_id));
diesel::joinable!(bibob_files -> regions (region_id));
diesel::joinable!(bibob_officers -> regions (region_id));
diesel::joinable!(bibob_retentions -> regions (region_id));
diesel::joinable!(measures -> regions (region_id));
diesel::joinable!(measures -> procedures (procedure_id));
diesel::joinable!(measures -> organisations (org_id));
diesel::joinable!(measures -> scheme_versions (scheme_version_id));
diesel::joinable!(measures -> mandates (mandate_id));
diesel::joinable!(measure_admissions -> measures (measure_id));
diesel::joinable!(measure_admissions -> admissions (admission_id));
diesel::joinable!(measure_admissions -> regions (region_id));
diesel::joinable!(measure_findings -> investigations (investigation_id));
diesel::joinable!(measure_findings -> measures (measure_id));
diesel::joinable!(measure_findings -> regions (region_id));
diesel::joinable!(measure_views -> measures (measure_id));
diesel::joinable!(measure_views -> regions (region_id));
diesel::joinable!(measure_views -> users (given_by));
diesel::joinable!(measure_letters -> measures (measure_id));
diesel::joinable!(measure_letters -> letters (letter_id));
diesel::joinable!(measure_letters -> regions (region_id));
diesel::joinable!(measure_steps -> measures (measure_id));
diesel::joinable!(measure_steps -> regions (region_id));
diesel::joinable!(measure_steps -> users (taken_by));
diesel::joinable!(signals -> regions (region_id));
diesel::joinable!(signals -> organisations (org_id));
diesel::joinable!(signals -> evidence_requests (request_id));
diesel::joinable!(signals -> users (triaged_by));
diesel::joinable!(signal_reporters -> signals (signal_id));
diesel::joinable!(signal_reporters -> regions (region_id));
diesel::joinable!(signal_reporters -> users (user_id));
diesel::joinable!(signal_steps -> signals (signal_id));
diesel::joinable!(signal_steps -> regions (region_id));
diesel::joinable!(signal_steps -> users (taken_by));
diesel::joinable!(samples -> regions (region_id));
diesel::joinable!(samples -> users (drawn_by));
diesel::joinable!(sample_orgs -> samples (sample_id));
diesel::joinable!(sample_orgs -> organisations (org_id));
diesel::joinable!(sample_orgs -> regions (region_id));
diesel::joinable!(year_plan_entries -> regions (region_id));
diesel::joinable!(year_plan_entries -> organisations (org_id));
diesel::joinable!(year_plan_entries -> samples (sample_id));
diesel::joinable!(year_plan_entries -> users (added_by));
diesel::joinable!(year_plan_drops -> year_plan_entries (entry_id));
diesel::joinable!(year_plan_drops -> regions (region_id));
diesel::joinable!(year_plan_drops -> users (dropped_by));
diesel::joinable!(frameworks -> regions (region_id));
diesel::joinable!(investigations -> regions (region_id));
diesel::joinable!(investigations -> organisations (org_id));
diesel::joinable!(investigations -> frameworks (framework_id));
diesel::joinable!(investigations -> signals (signal_id));
diesel::joinable!(investigations -> samples (sample_id));
diesel::joinable!(investigations -> users (planned_by));
diesel::joinable!(investigation_gemeenten -> investigations (investigation_id));
diesel::joinable!(investigation_gemeenten -> regions (region_id));
diesel::joinable!(investigation_steps -> regions (region_id));
diesel::joinable!(investigation_steps -> investigations (investigation_id));
diesel::joinable!(investigation_steps -> users (taken_by));
diesel::joinable!(investigation_notes -> regions (region_id));
diesel::joinable!(investigation_notes -> investigations (investigation_id));
diesel::joinable!(investigation_notes -> users (taken_by));
diesel::joinable!(investigation_findings -> investigations (investigation_id));
diesel::joinable!(investigation_findings -> regions (region_id));

diesel::allow_tables_to_appear_in_same_query!(
    users,
    one_time_tokens,
    sessions,
    second_factors,
    recovery_codes,
    login_attempts,
    spells,
    idempotency,
    organisations,
    memberships,
    blobs,
    evidence,
    facts,
    jobs,
    mails,
    audit_leaf,
    audit_payload,
    audit_head,
    audit_node,
    audit_checkpoint,
    audit_key,
    audit_index,
    regions,
    gemeenten,
    staff_roles,
    procedures,
    scheme_versions,
    amendments,
    simulations,
    documents,
    document_drafts,
    imports,
    boundaries,
    client_counts,
    windows,
    lot_states,
    opening_supply,
    mandates,
    followers,
    applications,
    lot_applications,
    lot_application_products,
    lot_application_capacity,
    draft_answers,
    application_evidence,
    acceptances,
    application_members,
    member_parts,
    application_snapshots,
    assignments,
    assessments,
    unequal_cases,
    clarifications,
    messages,
    decisions,
    decision_inputs,
    national_tables,
    replays,
    hearings,
    hearing_decisions,
    revisions,
    extensions,
    letters,
    letter_bounces,
    letter_decisions,
    admissions,
    claim_codes,
    admission_products,
    admission_capacity,
    capacity_statements,
    agreements,
    refused_attempts,
    failures,
    reminders,
    laid_down,
    evidence_requests,
    evidence_request_pieces,
    confirmations,
    confirmed_facts,
    seen_evidence,
    suspensions,
    unread_messages,
    notas,
    nota_items,
    nota_questions,
    verifications,
    verification_requirements,
    verification_findings,
    absences,
    disputes,
    dispute_decisions,
    dispute_revisions,
    legal_holds,
    bibob_dossiers,
    bibob_notes,
    bibob_files,
    bibob_officers,
    bibob_retentions,
    signals,
    signal_reporters,
    signal_steps,
    samples,
    sample_orgs,
    year_plan_entries,
    year_plan_drops,
    measures,
    measure_admissions,
    measure_findings,
    measure_views,
    measure_steps,
    measure_letters,
    frameworks,
    investigations,
    investigation_gemeenten,
    investigation_steps,
    investigation_notes,
    investigation_findings,
);
