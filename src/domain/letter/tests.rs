//! What every letter keeps to, whatever it is about.

use proptest::prelude::*;

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

/// The letter of the sample, with these lots refused on so many grounds, or admitted where there is none to be asked for.
fn decided(
    track: RemedyTrack,
    refused: &[Option<usize>; 3],
    bare: bool,
    remedy: RemedyTrack,
) -> DecisionLetter {
    let mut letter = samples::decision(track);
    let ground = letter.parts.iter().flat_map(|part| &part.lots).find_map(|one| match &one.outcome {
        LotOutcome::Refused(failed) => failed.first().cloned(),
        LotOutcome::Admitted { .. } => None,
    });
    let mut ground = ground.unwrap();
    if bare {
        ground.motivation = "  ".to_owned();
    }
    let start = letter.received;
    for (lot, grounds) in letter.parts.iter_mut().flat_map(|part| &mut part.lots).zip(refused) {
        lot.outcome = match grounds {
            Some(count) => LotOutcome::Refused(vec![ground.clone(); *count]),
            None => LotOutcome::Admitted { start, still_needed: Vec::new() },
        };
    }
    let other = samples::decision(remedy);
    for (part, of) in letter.parts.iter_mut().zip(other.parts) {
        part.remedy = of.remedy;
    }
    letter
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::cases(200)))]

    // Property 5 of domain.md §6.1, of the letter; of the proposal it is `an_admission_has_no_open_or_failed_hard_requirement_and_a_refusal_has_a_reason`.
    #[test]
    fn property_5_every_refusal_has_a_motivated_ground_and_one_remedy_of_the_track_of_the_procedure(
        refused in [proptest::option::of(0_usize..3), proptest::option::of(0_usize..3), proptest::option::of(0_usize..3)],
        bare in any::<bool>(), track in 0..RemedyTrack::ALL.len(), remedy in 0..RemedyTrack::ALL.len(),
    ) {
        let (track, remedy) = (RemedyTrack::ALL[track], RemedyTrack::ALL[remedy]);
        let letter = decided(track, &refused, bare, remedy);
        let told = letter.compose();
        let grounded = refused.iter().flatten().all(|count| *count > 0);
        let motivated = !bare || refused.iter().all(Option::is_none);
        prop_assert_eq!(told.is_ok(), grounded && motivated && track == remedy, "{:?}", told);
        let Ok(told) = told else { return Ok(()) };
        prop_assert_eq!(told.body.remedies.len(), 0, "a covering letter decides nothing");
        for (part, annex) in letter.parts.iter().zip(&told.annexes) {
            let clauses: Vec<&str> = annex.section.remedies.iter().map(|one| one.gemeente.as_str()).collect();
            prop_assert_eq!(clauses, [part.gemeente.as_str()]);
            let text = serde_json::to_string(&annex.section).unwrap();
            prop_assert_eq!(words_of_the_other_track(track, &text), Vec::<&str>::new());
            for lot in &part.lots {
                let LotOutcome::Refused(failed) = &lot.outcome else { continue };
                prop_assert!(failed.iter().all(|one| text.contains(&one.motivation) && text.contains(&one.code)));
            }
        }
    }
}
