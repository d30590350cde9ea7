//! The log's promises, as golden bytes.

use std::collections::BTreeSet;

use base64::Engine as _;
use chrono::DateTime;
use serde_json::{Value, json};

use super::*;
use crate::access::{Actor, ProviderRole, Role, Via};
use crate::canonical;
use crate::code::Code;
use crate::digest::Digest;
use crate::ids::Id;

const GOLDEN: &str = include_str!("events.golden");

fn lines() -> Vec<String> {
    EventCode::ALL
        .iter()
        .map(|event| {
            let parts = [&[event.code(), event.subject_kind().code()], event.fields()].concat();
            parts.join(" ")
        })
        .collect()
}

#[test]
fn events_are_as_in_the_golden_file_so_that_renaming_one_is_noticed() {
    let golden: Vec<_> = GOLDEN.lines().collect();
    let mut ours = lines().into_iter();
    for line in &golden {
        assert!(ours.any(|one| one == *line), "gone, renamed or moved: {line}");
    }
    assert_eq!(lines(), golden, "add new events to events.golden as well");
}

#[test]
fn no_code_and_no_field_is_used_twice() {
    let codes: BTreeSet<_> = EventCode::ALL.iter().map(|event| event.code()).collect();
    assert_eq!(codes.len(), EventCode::ALL.len());
    for event in EventCode::ALL {
        let fields: BTreeSet<_> = event.fields().iter().collect();
        assert_eq!(fields.len(), event.fields().len(), "{}", event.code());
    }
}

fn id<K>(last: u8) -> Id<K> {
    Id::parse(&format!("01890a5d-ac96-774b-bcce-b302099a80{last:02x}")).unwrap()
}

fn submission() -> Entry {
    Entry {
        at: DateTime::from_timestamp_micros(1_795_310_400_123_456).unwrap(),
        actor: Actor {
            user: Some(id(1)),
            org: Some(id(2)),
            acting_for: None,
            role: Role::Provider(ProviderRole::Tekenbevoegde),
            loa: Some(3),
            session: Some(id(3)),
            via: Via::Web,
        },
        region: Some(id(4)),
        procedure: Some(id(5)),
        event: Event::ApplicationSubmitted { subject: id(6), snapshot: id(7), seq: 1, lots: 12 },
        manifest: Some(Digest::of(b"abc")),
    }
}

#[test]
fn leaf_v1_has_these_bytes_and_this_hash() {
    let sealed = submission().seal(41, &[7; 32]).unwrap();
    let leaf = concat!(
        r#"{"actor":{"for":null,"loa":3,"org":"01890a5d-ac96-774b-bcce-b302099a8002","#,
        r#""role":"provider.tekenbevoegde","user":"01890a5d-ac96-774b-bcce-b302099a8001","via":"web"},"#,
        r#""at":"2026-11-22T01:20:00.123456Z","event":"application.submitted","#,
        r#""manifest":"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","n":41,"#,
        r#""payload":"PxPqAruoSCljXBzSPnWe3iV3tqPAYVCznxyMeOiZWRM=","procedure":"01890a5d-ac96-774b-bcce-b302099a8005","#,
        r#""region":"01890a5d-ac96-774b-bcce-b302099a8004","session":"01890a5d-ac96-774b-bcce-b302099a8003","#,
        r#""subject":{"id":"01890a5d-ac96-774b-bcce-b302099a8006","kind":"application"},"v":1}"#
    );
    assert_eq!(String::from_utf8(sealed.bytes).unwrap(), leaf);
    assert_eq!(
        String::from_utf8(sealed.payload.unwrap()).unwrap(),
        r#"{"lots":12,"seq":1,"snapshot":"01890a5d-ac96-774b-bcce-b302099a8007"}"#
    );
    assert_eq!(
        Digest::from_bytes(sealed.hash).hex(),
        "2ae6779738ef4864c9d9e1986769da41e89f1dadc0d8417fc521069b0cbe2b73"
    );
}

#[test]
fn a_leaf_without_particulars_still_has_every_key() {
    let entry = Entry {
        at: DateTime::from_timestamp_micros(0).unwrap(),
        actor: Actor::system(Via::Job),
        region: None,
        procedure: None,
        event: Event::ClarificationExpired { subject: id(9) },
        manifest: None,
    };
    let sealed = entry.seal(0, &[0; 32]).unwrap();
    let leaf = concat!(
        r#"{"actor":{"for":null,"loa":null,"org":null,"role":"system","user":null,"via":"job"},"#,
        r#""at":"1970-01-01T00:00:00.000000Z","event":"clarification.expired","manifest":null,"n":0,"#,
        r#""payload":null,"procedure":null,"region":null,"session":null,"#,
        r#""subject":{"id":"01890a5d-ac96-774b-bcce-b302099a8009","kind":"clarification"},"v":1}"#
    );
    assert_eq!(String::from_utf8(sealed.bytes).unwrap(), leaf);
    assert_eq!(sealed.payload, None);
}

#[test]
fn another_salt_hides_the_same_payload_differently_and_the_payload_is_not_in_the_leaf() {
    let (one, other) = (submission().seal(1, &[1; 32]).unwrap(), submission().seal(1, &[2; 32]).unwrap());
    assert_eq!(one.payload, other.payload);
    assert_ne!(one.bytes, other.bytes);
    assert!(!String::from_utf8(one.bytes).unwrap().contains("snapshot"));
}

#[test]
fn the_hash_of_a_leaf_is_that_of_rfc_6962() {
    // The leaf hash of the empty leaf, from the test vectors of the certificate transparency log.
    let hex = Digest::from_bytes(leaf_hash(b"")).hex();
    assert_eq!(hex, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

#[test]
fn a_place_beyond_what_json_keeps_is_refused() {
    assert!(matches!(submission().seal(1 << 53, &[0; 32]), Err(canonical::CanonicalError::TooLarge(_))));
}

#[test]
fn a_payload_has_the_fields_of_the_golden_file() {
    let invited = Event::MembershipInvited {
        subject: id(1),
        organisation: id(2),
        role: ProviderRole::Gemachtigde,
        until: chrono::NaiveDate::from_ymd_opt(2026, 12, 31),
    };
    let payload = invited.payload().unwrap();
    let names: BTreeSet<_> = payload.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, invited.code().fields().iter().copied().collect());
    let expected: Value = json!({"organisation": "01890a5d-ac96-774b-bcce-b302099a8002", "role": "gemachtigde", "until": "2026-12-31"});
    assert_eq!(payload, expected);
    let commitment = commitment(&[0; 32], b"{}");
    assert_eq!(base64::engine::general_purpose::STANDARD.decode(commitment).unwrap().len(), 32);
}
