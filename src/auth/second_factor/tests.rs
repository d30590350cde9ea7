//! Vectors of RFC 4226 and RFC 6238, and what the secrets and recovery codes promise.

use super::*;

/// The secret of the vectors of RFC 4226 appendix D and RFC 6238 appendix B.
const RFC: &[u8; SECRET_BYTES] = b"12345678901234567890";

fn factors(key: &str) -> SecondFactors {
    SecondFactors::new(&Key::from_text(&key.repeat(40)).unwrap())
}

fn id<K>(n: u32) -> crate::domain::ids::Id<K> {
    crate::domain::ids::Id::parse(&format!("00000000-0000-7000-8000-{n:012x}")).unwrap()
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

#[test]
fn codes_are_those_of_rfc_4226() {
    let wanted =
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
    for (step, code) in (0..).zip(wanted) {
        assert_eq!(SharedSecret(*RFC).code(step), code, "step {step}");
    }
}

#[test]
fn codes_are_those_of_rfc_6238() {
    // Appendix B gives eight digits for SHA-1; six digits are the last six of them.
    for (seconds, eight) in [
        (59, 94_287_082),
        (1_111_111_109, 7_081_804),
        (1_111_111_111, 14_050_471),
        (1_234_567_890, 89_005_924),
        (2_000_000_000, 69_279_037),
        (20_000_000_000, 65_353_130),
    ] {
        let step = seconds / STEP_SECONDS;
        assert_eq!(code(RFC, step) % 100_000_000, eight, "{seconds}");
        let six = format!("{:06}", eight % 1_000_000);
        assert_eq!(SharedSecret(*RFC).step_of(&six, at(seconds)), Some(step), "{seconds}");
    }
}

#[test]
fn a_code_counts_one_step_early_or_late_and_no_more() {
    let secret = SharedSecret(*RFC);
    let code = secret.code(100);
    for (step, known) in [(98, None), (99, Some(100)), (100, Some(100)), (101, Some(100)), (102, None)] {
        assert_eq!(secret.step_of(&code, at(step * STEP_SECONDS)), known, "{step}");
        assert_eq!(secret.step_of(&code, at(step * STEP_SECONDS + 29)), known, "{step}");
    }
}

#[test]
fn spaces_do_not_matter_and_everything_else_does() {
    let (secret, now) = (SharedSecret(*RFC), at(100 * STEP_SECONDS));
    let code = secret.code(100);
    assert_eq!(secret.step_of(&format!(" {} {} ", &code[..3], &code[3..]), now), Some(100));
    for wrong in ["", "000000", &code[..5], &format!("{code}0"), "drie 3", "\u{661}\u{662}\u{663}456"] {
        assert_eq!(secret.step_of(wrong, now), None, "{wrong:?}");
    }
}

#[test]
fn a_secret_is_that_of_its_person_its_identifier_and_its_installation() {
    let text =
        |factors: &SecondFactors, user: u32, secret: u32| factors.secret(&id(user), &id(secret)).for_typing();
    let one = text(&factors("a"), 1, 1);
    assert_eq!(one, text(&factors("a"), 1, 1), "a page that is shown again shows the same secret");
    for other in [text(&factors("a"), 2, 1), text(&factors("a"), 1, 2), text(&factors("b"), 1, 1)] {
        assert_ne!(one, other);
    }
    assert_eq!(one.len(), 32 + 7, "{one}");
}

#[test]
fn an_app_reads_secret_issuer_and_account() {
    let address = SharedSecret(*RFC).address("Openhuis", "anna+werk@zorg.example");
    assert_eq!(
        address,
        "otpauth://totp/Openhuis:anna%2Bwerk%40zorg.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Openhuis&algorithm=SHA1&digits=6&period=30"
    );
}

#[test]
fn a_recovery_code_is_no_other_code_of_the_installation() {
    let factors = factors("a");
    let code = factors.recovery_code(&id(1));
    assert!(factors.is_recovery_code(&id(1), &code.to_lowercase().replace('-', "")));
    assert!(!factors.is_recovery_code(&id(2), &code));
    let letters = super::super::claim_code::ClaimCodes::new(&Key::from_text(&"a".repeat(40)).unwrap());
    assert_ne!(letters.code(&id(1)), code);
}
