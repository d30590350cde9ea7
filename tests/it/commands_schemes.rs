//! A regeling on the command line: what changes, how it reads, what it would do, and what is wrong with a file, all at once.

use std::path::PathBuf;

use serde_json::Value;

use crate::commands::{MIJOV, ZWD, account, openhuis, told};

/// A file of its own for a test, with this text.
fn file(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The regeling of Zuidwest-Drenthe with one thing changed.
fn changed(name: &str, from: &str, to: &str) -> String {
    let text = std::fs::read_to_string(ZWD).unwrap();
    assert!(text.contains(from), "{from}");
    file(name, &text.replacen(from, to, 1))
}

/// The regeling of Zuidwest-Drenthe with four mistakes, and the line and column of each.
fn broken(name: &str) -> (String, Vec<String>) {
    let text = std::fs::read_to_string(ZWD).unwrap();
    let wrong = text
        .replacen("vervaltermijn: 20 dagen", "vervaltermijn: 20d", 1)
        .replacen("atw_verklaard: ja", "atw_verklaard: true", 1)
        .replacen("vakantieregio: noord", "vakantieregio: oost", 1)
        .replacen("reactietijd_minuten, ten_hoogste", "reactietijd, ten_hoogste", 1);
    let path = file(name, &wrong);
    let at = |needle: &str, column: usize| {
        let line = wrong.lines().position(|line| line.contains(needle)).unwrap() + 1;
        format!("{path}:{line}:{column}: ")
    };
    let places = vec![
        at("vakantieregio: oost", 20),
        at("vervaltermijn: 20d", 18),
        at("atw_verklaard: true", 18),
        at("reactietijd, ten_hoogste", 21),
    ];
    (path, places)
}

/// Every mistake is a line on stderr, in the order of the file, and nothing stands on stdout.
fn all_at_once(arguments: &[&str], places: &[String]) {
    let (code, out, err) = told(&openhuis(arguments));
    assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), places.len(), "{arguments:?}: {err}");
    for (line, place) in lines.iter().zip(places) {
        assert!(line.starts_with(place), "{arguments:?}: {line} does not stand at {place}");
        assert!(line.len() > place.len(), "{line} says what to do");
    }
}

#[test]
fn a_changed_number_is_told_as_it_was_and_will_be_and_nothing_else_is() {
    let higher = changed("hoger.yaml", "ten_minste: € 2.500.000", "ten_minste: € 3.000.000");
    let (code, out, err) = told(&openhuis(&["scheme", "diff", ZWD, &higher]));
    assert_eq!((code, err.as_str()), (1, ""), "something changes");
    let asked = "Uw antwoord op ‘Voor welk bedrag bent u verzekerd per jaar?’ is ten minste";
    assert_eq!(
        out.replace('\u{a0}', " "),
        format!(
            "Verandert: eis GES-05 ‘Verzekering voor aansprakelijkheid’.\n  Was: {asked} € 2.500.000,00.\n  Wordt: {asked} € 3.000.000,00.\n"
        )
    );
    let same =
        changed("zelfde.yaml", "titel: Wmo-begeleiding 2026", "titel: Wmo-begeleiding 2026 # zo heet zij");
    assert_eq!(told(&openhuis(&["scheme", "diff", ZWD, &same])), (0, String::new(), String::new()));
}

#[test]
fn a_code_that_would_mean_something_else_stands_on_stderr_too() {
    let question = "bij de cliënt zijn?\n    type: geheel_getal\n    klasse: ";
    let other = changed("betekenis.yaml", &format!("{question}intern"), &format!("{question}openbaar"));
    let (code, out, err) = told(&openhuis(&["scheme", "diff", ZWD, &other]));
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("vraag reactietijd_minuten"), "{out}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(
        err.contains("krijgt een andere klasse, en dus andere lezers; geef het een nieuwe code"),
        "{err}"
    );
}

#[test]
fn the_printed_text_follows_the_number() {
    let sharper = changed(
        "scherper.yaml",
        "reactietijd_minuten, ten_hoogste: 30",
        "reactietijd_minuten, ten_hoogste: 15",
    );
    let requirement = |path: &str| {
        let (code, out, err) = told(&openhuis(&["scheme", "text", path]));
        assert_eq!((code, err.as_str()), (0, ""));
        let (_, from) = out.split_once("KWA-06 ").unwrap();
        from.lines().take_while(|line| !line.starts_with("KWA-08")).collect::<Vec<_>>().join("\n")
    };
    let (was, is) = (requirement(ZWD), requirement(&sharper));
    assert!(was.contains("is ten hoogste 30.") && is.contains("is ten hoogste 15."), "{was}\n{is}");
    assert_eq!(was.replace("ten hoogste 30", "ten hoogste 15"), is, "only the number differs");
}

#[test]
fn the_printed_text_says_which_measures_the_overeenkomst_allows() {
    let (code, out, _) = told(&openhuis(&["scheme", "text", ZWD]));
    assert_eq!(code, 0);
    let (_, measures) = out.split_once("Maatregelen die de overeenkomst toelaat\n").unwrap();
    let stop = "  Cliëntenstop (Overeenkomst art. 12.4), ten hoogste 6 maanden. Lopende zorg gaat door.";
    assert!(measures.lines().any(|line| line == stop), "{measures}");
    let without = changed("zonder-duur.yaml", "    ten_hoogste: 6 maanden\n    raakt", "    raakt");
    let (code, _, err) = told(&openhuis(&["scheme", "check", &without]));
    assert!(code == 2 && err.contains("deze maatregel heeft een einddatum"), "{code} {err}");
}

#[test]
fn a_broken_file_is_told_whole_with_line_and_column_by_every_command_that_reads_one() {
    let (path, places) = broken("kapot.yaml");
    all_at_once(&["scheme", "check", &path], &places);
    all_at_once(&["scheme", "text", &path], &places);
    all_at_once(&["scheme", "diff", ZWD, &path], &places);
    all_at_once(&["scheme", "diff", &path, ZWD], &places);
    all_at_once(&["simulate", "--scheme", &path, "--against", ZWD], &places);
    all_at_once(&["simulate", "--scheme", ZWD, "--against", &path], &places);
    let (code, out, err) = told(&openhuis(&["scheme", "check", ZWD, &path, MIJOV]));
    assert_eq!((code, out.lines().count()), (2, 2), "the others are read as well: {err}");
    assert_eq!(err.lines().count(), places.len(), "{err}");
}

fn effect(scheme: &str, more: &[&str]) -> (i32, Value, String) {
    let arguments = [&["simulate", "--scheme", scheme, "--against", ZWD], more].concat();
    let (code, out, err) = told(&openhuis(&arguments));
    (code, serde_json::from_str(&out).unwrap_or(Value::Null), err)
}

#[test]
fn what_if_says_per_lot_who_drops_out_under_a_pseudonym_and_the_same_every_time() {
    let (code, none, _) = effect(ZWD, &[]);
    assert_eq!((code, none["population"].as_u64(), none["dropping_out"].as_u64()), (0, Some(300), Some(0)));
    let higher = changed("duurder.yaml", "ten_minste: € 2.500.000", "ten_minste: € 3.000.000");
    let (code, told, err) = effect(&higher, &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    let lots = told["lots"].as_array().unwrap();
    let lost: Vec<&Value> = lots.iter().flat_map(|lot| lot["lost"].as_array().unwrap()).collect();
    let out = told["dropping_out"].as_u64().unwrap();
    assert!(out > 0 && lost.len() >= usize::try_from(out).unwrap(), "{told}");
    assert!(lost.iter().all(|one| one.to_string().contains("GES-05")), "each has its reason: {lost:?}");
    for (before, after) in lots.iter().map(|lot| (&lot["before"], &lot["after"])) {
        assert!(before["not_met"].as_u64() <= after["not_met"].as_u64(), "a higher minimum admits nobody");
    }
    assert_ne!(told["changed"], told["in_force"]);
    assert_eq!(effect(&higher, &[]).1, told);
}

#[test]
fn what_if_refuses_another_procedure_and_a_population_it_cannot_read() {
    let (code, _, err) = effect(MIJOV, &[]);
    assert!(code == 2 && err.contains("is of another procedure than"), "{err}");
    for (text, why) in [
        ("{", "EOF"),
        (r#"{"format": "openhuis-populatie/1", "namen": []}"#, "namen"),
        (
            r#"{"format": "iets/1", "dates": {"submission": "2026-01-01", "close": "2026-01-01", "start": "2026-01-01"}, "applicants": []}"#,
            "openhuis-populatie/1",
        ),
    ] {
        let path = file("populatie.json", text);
        let (code, out, err) = effect(ZWD, &["--population", &path]);
        assert!(code == 2 && out == Value::Null, "{err}");
        assert!(err.starts_with(&format!("{path}: ")) && err.contains(why), "{err}");
    }
}

#[test]
fn a_broken_regeling_is_not_brought_in_and_each_published_version_comes_out_as_it_was() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("import-broken");
    let _ = std::fs::remove_dir_all(&folder);
    let data = folder.to_str().unwrap();
    assert_eq!(told(&openhuis(&["migrate", "--data", data])).0, 0);
    for mail in ["een@regio.test", "twee@regio.test"] {
        account(data, mail, &[]);
    }
    let by = ["--data", data, "--by", "een@regio.test"];
    let two = ["--confirmed-by", "twee@regio.test", "--motivation", "Vastgesteld."];
    let import = |file: &str| told(&openhuis(&[&["scheme", "import", file][..], &by, &two].concat()));
    let export = |more: &[&str]| {
        let first = ["scheme", "export", "wmo_zwd_2026", "--data", data];
        told(&openhuis(&[&first[..], more].concat()))
    };
    let (path, places) = broken("kapot-binnen.yaml");
    let (code, out, err) = import(&path);
    assert_eq!((code, out.as_str(), err.lines().count()), (2, "", places.len()), "{err}");
    for (line, place) in err.lines().zip(&places) {
        let place = place.trim_start_matches(&path);
        assert!(line.contains(place), "{line} does not stand at {place}");
    }
    assert_eq!(export(&[]).0, 2, "nothing was kept");
    assert_eq!(import(ZWD).0, 0);
    let text = std::fs::read_to_string(ZWD).unwrap();
    assert_eq!(export(&["--version", "1"]), (0, text, String::new()));
    let (code, out, err) = export(&["--version", "2"]);
    assert!(
        code == 2 && out.is_empty() && err.contains("no procedure wmo_zwd_2026 has this version"),
        "{err}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}
