//! What every letter keeps to, whatever it is about.

use super::*;
use crate::code::Code;
use crate::words::letters::samples::{self, Sample};

fn both_tracks() -> impl Iterator<Item = (Sample, RemedyTrack, LetterContent)> {
    let all = Sample::ALL.iter().flat_map(|&kind| RemedyTrack::ALL.iter().map(move |&track| (kind, track)));
    all.map(|(kind, track)| (kind, track, kind.letter(track).unwrap()))
}

#[test]
fn there_is_a_sample_of_every_kind_of_letter() {
    for kind in LetterKind::ALL {
        assert!(Sample::ALL.contains(&Sample::Kind(*kind)), "{kind:?}");
    }
}

#[test]
fn what_each_letter_says_is_what_its_golden_file_says() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("words/letters/golden");
    for (kind, track, letter) in both_tracks() {
        let file = folder.join(format!("{}-{}.txt", kind.code(), track.code()));
        let text = super::outline::outline(&letter);
        if std::env::var_os("OPENHUIS_TEST_WRITE").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        let golden = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            text == golden,
            "{} differs; if that is right: OPENHUIS_TEST_WRITE=1 cargo test -p openhuis-domain golden\n{text}",
            file.display()
        );
    }
}

#[test]
fn no_letter_holds_a_word_of_the_other_track() {
    for (kind, track, letter) in both_tracks() {
        let text = serde_json::to_string(&LetterContent { track: RemedyTrack::Civiel, ..letter }).unwrap();
        let text = text.replace("\"track\":\"civiel\"", "");
        assert_eq!(words_of_the_other_track(track, &text), Vec::<&str>::new(), "{kind:?} on {track:?}");
    }
}

#[test]
fn the_two_tracks_differ_where_they_must() {
    let told = |track| serde_json::to_string(&samples::sample(LetterKind::Decision, track).unwrap()).unwrap();
    let (civiel, awb) = (told(RemedyTrack::Civiel), told(RemedyTrack::Awb));
    for word in ["beslissing", "kort geding", "14 december 2026", "vervaltermijn", "klacht", "volmacht"] {
        assert!(civiel.contains(word), "{word}");
    }
    for word in [
        "besluit",
        "bezwaar",
        "4 januari 2027",
        "college van burgemeester en wethouders van Nieuw-Fictie",
        "mandaat",
    ] {
        assert!(awb.contains(word), "{word}");
    }
}

#[test]
fn a_snapshot_reads_back_as_the_same_letter() {
    for (_, _, letter) in both_tracks() {
        let stored = serde_json::to_string(&letter).unwrap();
        assert_eq!(serde_json::from_str::<LetterContent>(&stored).unwrap(), letter);
    }
}

#[test]
fn a_refusal_states_a_motivated_requirement() {
    let mut letter = samples::decision(RemedyTrack::Civiel);
    let refused = letter.parts[0].lots.iter_mut().find(|lot| !lot.is_admitted()).unwrap();
    refused.outcome = LotOutcome::Refused(Vec::new());
    assert!(matches!(letter.compose(), Err(LetterError::RefusalWithoutGround(_))));

    let mut letter = samples::decision(RemedyTrack::Civiel);
    for lot in &mut letter.parts[0].lots {
        if let LotOutcome::Refused(failed) = &mut lot.outcome {
            failed[1].motivation = "  ".to_owned();
        }
    }
    assert_eq!(letter.compose(), Err(LetterError::NoMotivation("UIT-07".to_owned())));
}

#[test]
fn a_remedy_of_the_other_track_is_refused() {
    let mut letter = samples::decision(RemedyTrack::Civiel);
    letter.parts[1].remedy = samples::decision(RemedyTrack::Awb).parts[1].remedy.clone();
    assert_eq!(letter.compose(), Err(LetterError::RemedyOfTheOtherTrack("Nieuw-Fictie".to_owned())));
}

#[test]
fn nobody_decides_without_volmacht_or_mandaat() {
    let mut letter = samples::decision(RemedyTrack::Awb);
    letter.parts[0].signatory.power = None;
    assert!(matches!(letter.compose(), Err(LetterError::NoPower(_))));
}

#[test]
fn every_gemeente_signs_and_states_its_own_remedy() {
    let letter = samples::decision(RemedyTrack::Awb).compose().unwrap();
    let names: Vec<&str> =
        letter.annexes.iter().map(|annex| annex.section.remedies[0].gemeente.as_str()).collect();
    assert_eq!(names, ["Voorbeeldstad", "Nieuw-Fictie"]);
    assert!(letter.annexes.iter().all(|annex| annex.section.signature.is_some()));
}

#[test]
fn one_gemeente_decides_in_the_letter_itself() {
    let mut decided = samples::decision(RemedyTrack::Civiel);
    decided.parts.truncate(1);
    let letter = decided.compose().unwrap();
    assert!(letter.annexes.is_empty());
    assert_eq!(letter.body.remedies.len(), 1);
}

#[test]
fn a_lot_stays_with_its_own_gemeente() {
    let mut letter = samples::decision(RemedyTrack::Civiel);
    let strayed = letter.parts[1].lots.remove(0);
    letter.parts[0].lots.push(strayed);
    letter.parts.truncate(1);
    assert!(matches!(letter.compose(), Err(LetterError::LotOfAnotherGemeente { .. })));
}

#[test]
fn a_ragged_table_is_refused_also_when_read_back() {
    let ragged = r#"{"columns":[{"title":"a","share":1}],"rows":[["x","y"]]}"#;
    assert!(serde_json::from_str::<Table>(ragged).is_err());
}
