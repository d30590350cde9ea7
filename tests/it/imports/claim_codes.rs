//! The code from the letter: used once, by somebody who manages the organisation from then on; counted when it is wrong, and not for ever.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::auth::claim_code::ClaimCodes;
use openhuis::auth::secret::Key;
use openhuis::domain::ids::ClaimCodeId;
use openhuis::storage::schema::{audit_index, claim_codes, memberships, organisations};

use super::contracts::{KEEPER, row, take_over};
use crate::support::app::KEY;
use crate::support::client::{Client, Page};
use crate::support::two_people::logged_in;
use crate::support::world::MIJ;
use crate::support::{TestApp, on_both};

const PAGE: &str = "/toegangscode";
const LETTERS: &str = "/beoordeling/toelatingen/brieven";
const KVK: &str = "90000001";
const ANNA: &str = "anna@hoeve.example";

impl TestApp {
    /// The code that stands in the letter of a row.
    pub fn claim_code(&self, id: &str) -> String {
        ClaimCodes::new(&Key::from_text(KEY).unwrap()).code(&ClaimCodeId::parse(id).unwrap())
    }

    fn open_codes(&self) -> Vec<String> {
        self.database(|conn| {
            claim_codes::table
                .filter(claim_codes::state.eq("open"))
                .order(claim_codes::id)
                .select(claim_codes::id)
                .load(conn)
        })
    }
}

/// One aanbieder whose contract was taken over; the code in its letter.
async fn taken_over(app: &TestApp) -> String {
    app.world();
    let keeper = logged_in(app, KEEPER).await;
    take_over(&keeper, &[row(KVK, "De Hoeve", "GM0118")]).await;
    app.claim_code(&app.open_codes()[0])
}

async fn type_over(visitor: &Client, kvk: &str, code: &str, others: &[(&str, &str)]) -> Page {
    let form = visitor.get(PAGE).await.form(PAGE);
    let answers = [("kvk", kvk), ("code", code), ("digitaal", "ja")];
    visitor.submit(&form, &[&answers, others].concat()).await
}

const PERSON: [(&str, &str); 3] =
    [("naam", "Anna Boer"), ("mail", ANNA), ("wachtwoord", "vier losse groene woorden")];

#[actix_web::test]
async fn somebody_without_an_account_gets_in_with_the_code_and_sees_the_admission() {
    on_both(async |app| {
        let code = taken_over(app).await;
        let visitor = app.visitor();
        let sent = type_over(&visitor, KVK, &code.to_lowercase().replace('-', " "), &PERSON).await;
        assert_eq!((sent.status, sent.header("location")), (303, "/registreren/gedaan"), "{}", sent.text);
        let link = app.last_mail_to(ANNA).link("/bevestigen/");
        let confirm = visitor.submit(&visitor.get(&link).await.form(&link), &[]).await;
        assert_eq!(confirm.status, 303);
        let enter = visitor.get("/inloggen").await.form("/inloggen");
        visitor.submit(&enter, &[("mail", ANNA), ("wachtwoord", PERSON[2].1)]).await;
        let own = visitor.get("/aanbieder/toelatingen").await;
        assert!(own.text.contains("Overgenomen contract") && own.text.contains("De Hoeve"), "{}", own.text);
        let (role, consent): (String, Option<chrono::NaiveDateTime>) = app.database(|conn| {
            memberships::table
                .inner_join(organisations::table)
                .filter(organisations::kvk.eq(KVK))
                .select((memberships::role, organisations::consent_electronic_at))
                .first(conn)
        });
        assert_eq!((role.as_str(), consent.is_some()), ("beheerder", true));
        let again =
            type_over(&app.visitor(), KVK, &code, &[PERSON[0], ("mail", "bea@x.example"), PERSON[2]]).await;
        assert_eq!(again.status, 422, "a code works once");
        assert!(again.text.contains("horen niet bij elkaar"), "{}", again.text);
    })
    .await;
}

#[actix_web::test]
async fn somebody_who_is_logged_in_gets_the_organisation_beside_the_others_and_signs_for_it_when_said_so() {
    on_both(async |app| {
        let code = taken_over(app).await;
        let visitor = logged_in(app, "invuller@zorg.zwd.test").await;
        let sent = type_over(&visitor, KVK, &code, &[("tekenbevoegde", "ja")]).await;
        assert_eq!((sent.status, sent.header("location")), (303, "/kies"), "{}", sent.text);
        let choose = visitor.get("/kies").await;
        assert!(choose.text.contains("De Hoeve"), "{}", choose.text);
        let roles: Vec<String> = app.database(|conn| {
            memberships::table
                .inner_join(organisations::table)
                .filter(organisations::kvk.eq(KVK))
                .select(memberships::role)
                .load(conn)
        });
        assert_eq!(roles, ["tekenbevoegde"]);
        assert!(app.open_codes().is_empty());
    })
    .await;
}

#[actix_web::test]
async fn whether_a_number_or_a_code_is_wrong_is_not_told_and_after_ten_times_nothing_is_tried_any_more() {
    on_both(async |app| {
        let code = taken_over(app).await;
        let visitor = logged_in(app, "invuller@zorg.zwd.test").await;
        let unknown = type_over(&visitor, "90007777", &code, &[]).await;
        let told = |page: &Page| page.text.split("error-summary").nth(1).unwrap_or_default().len();
        let wrong = type_over(&visitor, KVK, "AAAA-AAAA-AAAA", &[]).await;
        assert_eq!((unknown.status, wrong.status), (422, 422));
        assert!(told(&unknown).abs_diff(told(&wrong)) < 200, "the same page");
        for _ in 0..9 {
            assert_eq!(type_over(&visitor, KVK, "AAAA-AAAA-AAAA", &[]).await.status, 422);
        }
        assert_eq!(type_over(&visitor, KVK, &code, &[]).await.status, 429);
        app.pass(TimeDelta::hours(1) + TimeDelta::seconds(1));
        let visitor = logged_in(app, "invuller@zorg.zwd.test").await;
        assert_eq!(type_over(&visitor, KVK, &code, &[]).await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn a_form_with_mistakes_says_all_of_them_and_uses_no_code() {
    on_both(async |app| {
        let code = taken_over(app).await;
        let visitor = app.visitor();
        let form = visitor.get(PAGE).await.form(PAGE);
        let refused = visitor.submit(&form, &[("kvk", "12"), ("mail", "nee"), ("wachtwoord", "kort")]).await;
        assert_eq!(refused.status, 422);
        for told in ["KvK-nummer van 8 cijfers", "Typ de code over", "e-mailadres", "akkoord"] {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        let known = [PERSON[0], ("mail", "invuller@zorg.zwd.test"), PERSON[2]];
        let same = type_over(&visitor, KVK, &code, &known).await;
        assert_eq!((same.status, same.header("location")), (303, "/registreren/gedaan"), "as if it were new");
        assert_eq!(app.open_codes().len(), 1, "who has an account logs in and uses the code then");
    })
    .await;
}

#[actix_web::test]
async fn a_code_works_until_its_last_day_and_no_more_once_another_was_made() {
    on_both(async |app| {
        let first = taken_over(app).await;
        app.pass(TimeDelta::days(57));
        let visitor = logged_in(app, "invuller@zorg.zwd.test").await;
        assert_eq!(type_over(&visitor, KVK, &first, &[]).await.status, 422);
        let keeper = logged_in(app, KEEPER).await;
        let page = keeper.get(LETTERS).await;
        assert!(page.text.contains("Werkt niet meer"), "{}", page.text);
        let at = format!("{LETTERS}/{}", app.open_codes()[0]);
        assert_eq!(keeper.submit(&page.form(&at), &[]).await.status, 303);
        let second = app.claim_code(&app.open_codes()[0]);
        assert_ne!(first, second);
        assert_eq!(type_over(&visitor, KVK, &first, &[]).await.status, 422);
        assert_eq!(type_over(&visitor, KVK, &second, &[]).await.status, 303);
    })
    .await;
}

#[actix_web::test]
async fn the_letter_holds_the_code_each_look_is_noted_and_the_database_holds_no_code() {
    on_both(async |app| {
        let code = taken_over(app).await;
        let keeper = logged_in(app, KEEPER).await;
        let at = format!("{LETTERS}/{}", app.open_codes()[0]);
        let letter = keeper.get(&at).await;
        assert_eq!((letter.status, letter.header("content-type")), (200, "application/pdf"));
        assert_eq!(letter.body(), keeper.get(&at).await.body(), "it can be printed again");
        let noted: i64 = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.eq("claim_code.letter_downloaded"))
                .count()
                .get_result(conn)
        });
        assert_eq!(noted, 2);
        let other = app.world_of(MIJ, "mij.test");
        assert_eq!(logged_in(app, "contract@mij.test").await.get(&at).await.status, 404, "{}", other.slug);
        let pdf = std::env::temp_dir().join(format!("openhuis-letter-{}.pdf", std::process::id()));
        std::fs::write(&pdf, letter.body()).unwrap();
        let text = std::process::Command::new("pdftotext").arg(&pdf).arg("-").output().unwrap();
        std::fs::remove_file(&pdf).unwrap();
        let text = String::from_utf8(text.stdout).unwrap();
        for told in [code.as_str(), "De Hoeve", "A. Boer", "7900 AA", "/toegangscode"] {
            assert!(text.contains(told), "{told}: {text}");
        }
    })
    .await;
}
