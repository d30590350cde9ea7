//! The command line as a policy officer or a script uses it: what comes out, and with which exit code.

use std::process::{Command, Output};

pub fn openhuis(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openhuis"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

pub fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

pub const ZWD: &str = "data/schemes/wmo-zuidwest-drenthe-2026.yaml";
pub const MIJOV: &str = "data/schemes/wmo-midden-ijssel-oost-veluwe-2026.yaml";

#[test]
fn the_shipped_regelingen_have_no_mistakes() {
    let (code, out, err) = told(&openhuis(&["scheme", "check", ZWD, MIJOV]));
    assert_eq!((code, out.lines().count(), err.as_str()), (0, 2, ""));
}

#[test]
fn every_mistake_in_a_regeling_is_a_line_with_its_place() {
    let file = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("wrong.yaml");
    let text = std::fs::read_to_string(ZWD).unwrap().replacen("code: ", "kode: ", 2);
    std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let (code, _, err) = told(&openhuis(&["scheme", "check", path]));
    assert_eq!(code, 2);
    assert!(
        err.lines().count() >= 2 && err.lines().all(|line| line.starts_with(&format!("{path}:"))),
        "{err}"
    );
    assert_eq!(told(&openhuis(&["scheme", "check", "nergens.yaml"])).0, 2);
}

#[test]
fn the_requirements_are_printed_from_the_rules() {
    let (code, out, _) = told(&openhuis(&["scheme", "text", ZWD]));
    assert_eq!(code, 0);
    assert!(out.contains("GES-01"), "{out}");
}

#[test]
fn a_case_gives_its_verdict_as_json_and_a_broken_expectation_is_a_negative_answer() {
    let case = "tests/cases/kvk-ontbreekt.yaml";
    let (code, out, err) = told(&openhuis(&["evaluate", "--scheme", ZWD, "--case", case]));
    assert_eq!(code, 0, "{err}");
    assert!(serde_json::from_str::<serde_json::Value>(&out).unwrap().is_object());
    let wrong = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("wrong-case.yaml");
    let text = std::fs::read_to_string(case).unwrap();
    std::fs::write(&wrong, text.replace("uitkomst: onbekend", "uitkomst: voldoet")).unwrap();
    let (code, _, err) = told(&openhuis(&["evaluate", "--scheme", ZWD, "--case", wrong.to_str().unwrap()]));
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("expected voldoet, found onbekend"), "{err}");
    assert_eq!(
        told(&openhuis(&["evaluate", "--scheme", MIJOV, "--case", case])).0,
        2,
        "another region's case"
    );
}

#[test]
fn a_term_gives_its_last_day_first_and_then_why() {
    let (code, out, _) = told(&openhuis(&["deadline", "--from", "2026-11-06", "--term", "8w"]));
    assert_eq!((code, out.lines().next()), (0, Some("2027-01-04")), "{out}");
    assert!(out.lines().count() > 1);
    let (_, plain, _) =
        told(&openhuis(&["deadline", "--from", "2026-11-06", "--term", "8w", "--rule", "plain"]));
    assert_eq!(plain.lines().next(), Some("2027-01-01"));
    assert_eq!(told(&openhuis(&["deadline", "--from", "2026-11-06", "--term", "8 weken"])).0, 2);
}

#[test]
fn serving_without_settings_says_what_is_missing() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openhuis"));
    let output = command.arg("serve").env_clear().output().unwrap();
    let (code, _, err) = told(&output);
    assert_eq!(code, 2);
    assert!(err.contains("OPENHUIS_DATA_DIR"), "{err}");
}

#[test]
fn a_new_folder_is_migrated_once() {
    let folder =
        std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("migrate-{}", std::process::id()));
    let path = folder.to_str().unwrap();
    assert_eq!(
        told(&openhuis(&["serve", "--data", path, "--listen", "127.0.0.1:0"])).0,
        2,
        "not migrated yet"
    );
    assert_eq!(told(&openhuis(&["migrate", "--data", path])).0, 0);
    assert_eq!(told(&openhuis(&["migrate", "--data", path])).1, "0 migrations were run\n");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn every_kind_of_letter_has_a_sample() {
    let (code, out, _) = told(&openhuis(&["letter", "list"]));
    assert_eq!(code, 0);
    let kind = out.lines().next().unwrap();
    let file = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sample.pdf");
    assert_eq!(told(&openhuis(&["letter", "sample", kind, "--out", file.to_str().unwrap()])).0, 0);
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
    assert_eq!(told(&openhuis(&["letter", "sample", "nergens", "--out", "x.pdf"])).0, 2);
}

#[test]
fn the_operator_makes_the_first_account_once() {
    use std::io::Write as _;
    let folder =
        std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("user-{}", std::process::id()));
    let path = folder.to_str().unwrap();
    assert_eq!(told(&openhuis(&["migrate", "--data", path])).0, 0);
    let add = |password: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openhuis"));
        command.args(["user", "add", "--mail", "eerste@regio.test", "--name", "Eerste", "--data", path]);
        command
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        told(&child.wait_with_output().unwrap())
    };
    assert_eq!(add("kort\n").0, 2);
    let (code, out, err) = add("drie blauwe fietsen\n");
    assert_eq!((code, out.trim().len()), (0, 36), "{err}");
    assert_eq!(add("drie blauwe fietsen\n").0, 2, "the address is taken");
    let reset = |mail| told(&openhuis(&["user", "reset-second-factor", "--mail", mail, "--data", path]));
    let (code, _, err) = reset("eerste@regio.test");
    assert!(code == 2 && err.contains("has no second factor"), "{err}");
    let (code, _, err) = reset("niemand@regio.test");
    assert!(code == 2 && err.contains("no account"), "{err}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_portal_that_does_not_run_is_not_ready() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("nobody-serves");
    let mut command = Command::new(env!("CARGO_BIN_EXE_openhuis"));
    command.args(["ready", "--data", folder.to_str().unwrap()]).env("OPENHUIS_LISTEN", "127.0.0.1:1");
    let (code, _, err) = told(&command.output().unwrap());
    assert!(code == 1 && err.starts_with("not ready: "), "{code} {err}");
}

/// An account of an installation, maybe with a role in the team of a region.
pub fn account(data: &str, mail: &str, team: &[&str]) {
    use std::io::Write as _;
    let mut command = Command::new(env!("CARGO_BIN_EXE_openhuis"));
    command.args(["user", "add", "--mail", mail, "--name", mail, "--data", data]).args(team);
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"drie blauwe fietsen\n").unwrap();
    assert!(child.wait().unwrap().success(), "{mail}");
}

#[test]
fn a_regeling_is_brought_in_by_two_people_and_a_later_one_is_a_wijziging_that_takes_the_same_road() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("import");
    let _ = std::fs::remove_dir_all(&folder);
    let data = folder.to_str().unwrap();
    assert_eq!(told(&openhuis(&["migrate", "--data", data])).0, 0);
    for mail in ["een@regio.test", "twee@regio.test"] {
        account(data, mail, &[]);
    }
    let import = |file: &str, more: &[&str]| {
        let first = ["scheme", "import", file, "--data", data, "--by", "een@regio.test"];
        told(&openhuis(&[&first[..], more].concat()))
    };
    let (code, _, err) = import(ZWD, &[]);
    assert!(code == 2 && err.contains("--confirmed-by"), "{err}");
    let alone = ["--confirmed-by", "een@regio.test", "--motivation", "Vastgesteld."];
    assert_eq!(import(ZWD, &alone).0, 2, "one person is not two");
    let two = ["--confirmed-by", "twee@regio.test", "--motivation", "Vastgesteld."];
    let (code, out, err) = import(ZWD, &two);
    assert!(code == 0 && out.starts_with("founded "), "{err}");
    let (code, out, _) = told(&openhuis(&["scheme", "export", "wmo_zwd_2026", "--data", data]));
    assert!(code == 0 && out == std::fs::read_to_string(ZWD).unwrap(), "byte for byte");
    assert_eq!(told(&openhuis(&["scheme", "export", "onbekend", "--data", data])).0, 2);

    let changed = folder.join("gewijzigd.yaml");
    std::fs::write(&changed, out.replace("aanbieders: 3", "aanbieders: 4")).unwrap();
    let (code, _, err) = import(changed.to_str().unwrap(), &[]);
    assert!(code == 2 && err.contains("geen beleidsadviseur"), "{err}");
    account(data, "drie@regio.test", &["--region", "zuidwest-drenthe", "--role", "region_admin"]);
    let third = ["scheme", "import", changed.to_str().unwrap(), "--data", data, "--by", "drie@regio.test"];
    let (code, out, err) = told(&openhuis(&third));
    assert!(code == 0 && out.contains("/beheer/regeling/wijzigingen/"), "{err}");
    std::fs::remove_dir_all(&folder).unwrap();
}
