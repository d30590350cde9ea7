//! Every key of the environment, in the order of `docs/configuratie.md`; a test compares the two.
//! May import: nothing.

/// One key of the environment.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What holds without it; empty when it must be set or is off.
    pub default: &'static str,
    /// What it does.
    pub meaning: &'static str,
}

const fn key(name: &'static str, default: &'static str, meaning: &'static str) -> Key {
    Key { name, default, meaning }
}

/// All keys.
pub const KEYS: &[Key] = &[
    key(
        "OPENHUIS_PUBLIC_URL",
        "",
        "the address people type, such as https://openhuis.example.nl; http only on this machine",
    ),
    key(
        "OPENHUIS_DATA_DIR",
        "",
        "the folder of evidence and keys, and of the database when no database address is given",
    ),
    key("OPENHUIS_LISTEN", "127.0.0.1:8080", "address and port where the portal listens"),
    key("OPENHUIS_METRICS_LISTEN", "", "address and port where /metrics listens; absent means nowhere"),
    key(
        "OPENHUIS_DATABASE_URL",
        "sqlite:// in the data folder",
        "sqlite:///path/file.db or postgres://name:password@host/database",
    ),
    key("DATABASE_URL", "", "the same, when OPENHUIS_DATABASE_URL is absent"),
    key("OPENHUIS_DATABASE_CONNECTIONS", "8", "connections to the database at a time"),
    key(
        "OPENHUIS_SESSION_SECRET",
        "session.key in the data folder, made when missing",
        "at least 32 characters that sign sessions; the same on every node",
    ),
    key(
        "OPENHUIS_SECOND_FACTOR",
        "required; voluntary in the demo",
        "required: who decides, administers or edits policy logs in with a telephone too; voluntary: who set it up is asked, nobody must",
    ),
    key(
        "OPENHUIS_SMTP_URL",
        "",
        "smtps://, smtp+starttls:// or (this machine only) smtp://, with name and password; absent keeps mail in the outbox",
    ),
    key("OPENHUIS_MAIL_FROM", "", "the sender; must be set together with OPENHUIS_SMTP_URL"),
    key("OPENHUIS_UPLOAD_MAX_FILE", "104857600", "largest file, in bytes"),
    key("OPENHUIS_UPLOAD_MAX_DOSSIER", "1073741824", "all files of one dossier together, in bytes"),
    key(
        "OPENHUIS_BEHIND_PROXY",
        "no",
        "yes when a proxy of your own sets X-Forwarded-For; else anyone could choose an address for the login throttle",
    ),
    key(
        "OPENHUIS_AUDIT_KEY",
        "audit.key in the data folder, made when missing",
        "the file with the key that signs the audit log; the same on every node, and in a backup of its own",
    ),
    key(
        "OPENHUIS_AUDIT_CHECKPOINT",
        "audit.checkpoint in the data folder",
        "the file with the last signed head of the audit log; keep it where no backup of the database is put back over it",
    ),
    key("OPENHUIS_LOG_FORMAT", "text", "text or json"),
    key("OPENHUIS_LOG", "info", "what is logged, such as info or openhuis=debug,warn"),
];

/// What the key with this name does.
pub(super) fn meaning(name: &str) -> &'static str {
    KEYS.iter().find(|key| key.name == name).map_or("", |key| key.meaning)
}
