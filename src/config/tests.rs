//! What the operator may and may not write.

use super::*;

fn read(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
    Settings::from_env(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

const LEAST: [(&str, &str); 2] =
    [("OPENHUIS_PUBLIC_URL", "https://openhuis.example.nl"), ("OPENHUIS_DATA_DIR", "/srv/openhuis")];

fn with(extra: &[(&str, &str)]) -> Result<Settings, ConfigError> {
    read(&[&LEAST, extra].concat())
}

#[test]
fn address_and_folder_are_enough() {
    let settings = read(&LEAST).unwrap();
    assert_eq!(settings.database.expose(), "sqlite:///srv/openhuis/openhuis.db");
    assert!(matches!(settings.mail, MailSettings::Outbox));
    assert_eq!(settings.uploads, UploadLimits { file: 100 << 20, dossier: 1 << 30 });
    assert_eq!(settings.metrics_listen, None);
}

#[test]
fn a_missing_key_is_named_with_what_it_is_for() {
    let error = read(&[("OPENHUIS_DATA_DIR", "/srv")]).unwrap_err().to_string();
    assert!(
        error.contains("OPENHUIS_PUBLIC_URL") && error.contains("https://openhuis.example.nl"),
        "{error}"
    );
}

#[test]
fn http_for_the_world_an_unknown_database_and_open_mail_are_refused() {
    let refused = |key: &'static str, value: &str| with(&[(key, value)]).unwrap_err().to_string();
    assert!(refused("OPENHUIS_PUBLIC_URL", "http://openhuis.example.nl").contains("use https"));
    assert!(refused("OPENHUIS_DATABASE_URL", "mysql://x").contains("sqlite:// or postgres://"));
    assert!(refused("OPENHUIS_SMTP_URL", "smtp://mail.example.nl").contains("encrypted"));
    assert!(refused("OPENHUIS_SMTP_URL", "smtp://127.0.0.1:25").contains("OPENHUIS_MAIL_FROM"));
    assert!(refused("OPENHUIS_LISTEN", "8080").contains("127.0.0.1:8080"));
}

#[test]
fn a_typing_error_in_a_key_is_not_silence() {
    assert_eq!(
        with(&[("OPENHUIS_SMPT_URL", "x")]).unwrap_err(),
        ConfigError::Unknown("OPENHUIS_SMPT_URL".into())
    );
}

#[test]
fn secrets_stay_out_of_debug_and_errors() {
    let secret = "hunter2hunter2hunter2hunter2hunter2";
    let url = format!("postgres://openhuis:{secret}@db/openhuis");
    let smtp = format!("smtps://openhuis:{secret}@mail");
    let settings = with(&[
        ("DATABASE_URL", &url),
        ("OPENHUIS_SMTP_URL", &smtp),
        ("OPENHUIS_MAIL_FROM", "openhuis@example.nl"),
        ("OPENHUIS_SESSION_SECRET", secret),
    ])
    .unwrap();
    assert!(!format!("{settings:?}").contains(secret));
    let error = with(&[("OPENHUIS_DATABASE_URL", &format!("'{url}'"))]).unwrap_err();
    assert!(!error.to_string().contains(secret));
}

#[test]
fn the_handbook_lists_every_key_with_its_default_and_meaning() {
    let table: String = KEYS
        .iter()
        .map(|key| {
            let default = if key.default.is_empty() { "none" } else { key.default };
            format!("| `{}` | {default} | {} |\n", key.name, key.meaning)
        })
        .collect();
    assert!(
        include_str!("../../docs/configuratie.md").contains(&table),
        "put this table in docs/configuratie.md:\n{table}"
    );
}

#[test]
fn a_second_factor_is_asked_or_not_and_the_command_decides_where_nothing_is_said() {
    use crate::auth::second_factor::Policy;
    assert_eq!(with(&[]).unwrap().second_factor, None);
    for (word, policy) in [("required", Policy::Required), ("voluntary", Policy::Voluntary)] {
        assert_eq!(with(&[("OPENHUIS_SECOND_FACTOR", word)]).unwrap().second_factor, Some(policy));
    }
    let error = with(&[("OPENHUIS_SECOND_FACTOR", "off")]).unwrap_err().to_string();
    assert!(error.contains("required or voluntary"), "{error}");
}
