//! Verdaging: once, with a reason, as long as the regeling lets, before the last day is over; the aanbieder gets a letter.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use openhuis::app::review::{self, Longer};
use openhuis::app::{self, Error};
use openhuis::domain::letter::LetterKind;
use openhuis::domain::terms::local_day;
use openhuis::storage::letters::LetterRow;
use openhuis::storage::schema::letters;
use openhuis::storage::types::AsText;

use crate::support::on_both;
use crate::support::reviewing::Reviewing;

fn extend(one: &Reviewing<'_>, weeks: &str, why: &str) -> app::Result<()> {
    let (ctx, scope) = (one.app.assessor(&one.world.assessor), one.world.scope());
    let longer = Longer { weeks: weeks.to_owned(), motivation: why.to_owned(), seen: one.version() };
    one.app.database.write(|conn| review::extend(conn, &ctx, &scope, &one.id, &longer))
}

fn due(one: &Reviewing<'_>) -> NaiveDate {
    one.dossier().head.due.unwrap()
}

fn fields(done: app::Result<()>) -> Vec<String> {
    match done {
        Err(Error::Invalid(mistakes)) => mistakes.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn a_decision_comes_later_once_with_a_letter_that_says_why_and_until_when() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let before = due(&one);
        assert_eq!(fields(extend(&one, "7", "")), ["weken", "motivering"]);
        assert_eq!(fields(extend(&one, "0", "Daarom.")), ["weken"]);
        extend(&one, "3", "Een deskundige kijkt naar het veiligheidsplan.").unwrap();
        let until = due(&one);
        assert!(until >= before + TimeDelta::weeks(3), "{before} {until}");
        let why = one.dossier().head.why.join(" ");
        assert!(why.contains("3 weken"), "{why}");
        let letter: LetterRow = app.database(|conn| {
            letters::table
                .filter(letters::kind.eq(AsText(LetterKind::Extension)))
                .select(LetterRow::as_select())
                .first(conn)
        });
        let text = format!("{:?}", letter.content_json.0);
        assert!(text.contains("deskundige") && text.contains("komt later"), "{text}");
        let again = extend(&one, "3", "Nog langer.");
        assert!(matches!(again, Err(Error::Refused(why)) if why.contains("al een keer verlengd")));
    })
    .await;
}

#[actix_web::test]
async fn after_the_last_day_nothing_is_extended() {
    on_both(async |app| {
        let world = app.world();
        let one = app.reviewing(&world);
        one.take(&world.assessor).unwrap();
        let ahead = due(&one) - local_day(app.clock.now());
        app.pass(ahead + TimeDelta::days(1));
        let late = extend(&one, "3", "Wij waren het vergeten.");
        assert!(matches!(late, Err(Error::Refused(why)) if why.contains("voordat die dag voorbij is")));
    })
    .await;
}
