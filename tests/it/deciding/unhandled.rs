//! An application is left unhandled only after a repair term that passed unused, by the same three people, with a letter.

use chrono::TimeDelta;
use diesel::prelude::*;
use openhuis::app::apply;
use openhuis::app::review::{self, expire};
use openhuis::app::{Error, decide};
use openhuis::domain::access::{Role, StaffRole};
use openhuis::domain::ids::{DecisionId, Id, LotApplicationId};
use openhuis::domain::terms::local_day;
use openhuis::storage::lots;
use openhuis::storage::schema::{
    admissions, applications, audit_index, decisions, letters, lot_applications, mails,
};

use crate::support::reviewing::Reviewing;
use crate::support::smtp::SmtpServer;
use crate::support::world::World;
use crate::support::{TestApp, on_both};

/// What only a file can show; the application of the tests has none.
const ASKED: (&str, &str) = ("GES-02", "bewijs:gva");

impl TestApp {
    /// An application for lots in two gemeenten, taken up and asked to repair.
    fn asked<'a>(&'a self, world: &'a World) -> Reviewing<'a> {
        let one = self.applicant(world);
        let open = one.open_lots();
        let first = open[0].0.gemeente.clone();
        let mut wanted = vec![open[0].clone()];
        wanted.extend(open.iter().find(|(lot, _)| lot.gemeente != first).cloned());
        one.choose(&wanted).unwrap();
        for (lot, _) in &wanted {
            one.places(lot, apply::ANYONE, "12").unwrap();
        }
        one.answer("veroordeling", "nee").unwrap();
        one.accept_all();
        one.submit().unwrap();
        self.claim(world, "verified");
        let one = Reviewing { app: self, world, id: one.id };
        one.take(&world.assessor).unwrap();
        one.ask(ASKED.0, ASKED.1).unwrap();
        one
    }

    /// The term for repair passes.
    fn let_expire(&self) {
        self.pass(TimeDelta::days(20));
        let ctx = self.system();
        let today = local_day(self.clock.now());
        assert_eq!(self.database.write(|conn| expire(conn, &ctx, today)).unwrap(), 1);
    }
}

impl Reviewing<'_> {
    fn leave(&self, why: &str) -> openhuis::app::Result<()> {
        let (ctx, seen) = (self.app.assessor(&self.world.assessor), self.version());
        let scope = self.world.scope();
        self.app.database.write(|conn| review::leave_unhandled(conn, &ctx, &scope, &self.id, (why, seen)))
    }

    fn proposals(&self) -> Vec<DecisionId> {
        let open: Vec<String> = self.app.database(|conn| {
            decisions::table
                .filter(decisions::state.eq_any(["proposed", "countersigned"]))
                .order(decisions::id)
                .select(decisions::id)
                .load(conn)
        });
        open.iter().map(|id| Id::parse(id).unwrap()).collect()
    }

    fn lots(&self) -> Vec<LotApplicationId> {
        let rows = self.app.database(|conn| lots::of_application(conn, &self.id));
        rows.iter().map(|row| Id::parse(&row.id).unwrap()).collect()
    }

    fn sign(&self, lot: &LotApplicationId) -> openhuis::app::Result<()> {
        let ctx = self.app.as_user(&self.world.signer, Role::Staff(StaffRole::DecisionMaker));
        let scope = self.world.scope();
        self.app.database.write(|conn| decide::sign(conn, &ctx, &scope, std::slice::from_ref(lot)))
    }

    fn state(&self) -> String {
        self.app.database(|conn| {
            applications::table.find(self.id.as_str()).select(applications::state).first(conn)
        })
    }
}

fn letter_texts(app: &TestApp, kind: &str) -> Vec<String> {
    app.database(|conn| {
        letters::table.filter(letters::kind.eq(kind)).select(letters::content_json).load(conn)
    })
}

#[actix_web::test]
async fn an_application_is_left_unhandled_by_three_people_after_an_unused_term_with_a_letter_and_no_admission()
 {
    on_both(async |app| {
        let world = app.world();
        let one = app.asked(&world);
        assert!(matches!(one.leave("Dit ontbreekt."), Err(Error::Refused(_))), "the term still runs");
        app.let_expire();
        assert!(matches!(one.leave(" "), Err(Error::Invalid(_))), "it says why");
        one.leave("Zonder dit stuk weten wij niet of een uitsluitingsgrond geldt.").unwrap();
        assert_eq!(one.state(), "assessed");
        let proposals = one.proposals();
        assert_eq!(proposals.len(), 2, "each gemeente decides for itself");
        assert!(matches!(one.agree(&world.assessor, &proposals[0]), Err(Error::Refused(_))));
        one.agree(&world.countersigner, &proposals[0]).unwrap();
        for lot in one.lots() {
            one.sign(&lot).unwrap();
        }
        assert_eq!(one.state(), "not_handled");
        let outcomes: Vec<(String, Option<String>)> = app.database(|conn| {
            lot_applications::table.select((lot_applications::state, lot_applications::outcome)).load(conn)
        });
        assert!(outcomes.iter().all(|one| *one == ("decided".to_owned(), Some("not_handled".to_owned()))));
        let admitted: i64 = app.database(|conn| admissions::table.count().get_result(conn));
        assert_eq!(admitted, 0);
        let noted: i64 = app.database(|conn| {
            audit_index::table
                .filter(audit_index::event.eq("application.not_handled"))
                .count()
                .get_result(conn)
        });
        assert_eq!(noted, 1);
        assert!(letter_texts(app, "decision").is_empty());
        let [letter] = &letter_texts(app, "not_handled")[..] else { panic!("one letter") };
        for said in ["Gedragsverklaring aanbesteden", "Stuur het stuk alsnog.", "uitsluitingsgrond geldt"] {
            assert!(letter.contains(said), "{said} in {letter}");
        }
        for others in ["buiten behandeling", " besluit", "bezwaar"] {
            assert!(!letter.contains(others), "{others} belongs to the other track: {letter}");
        }
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let subject: Vec<String> = app.database(|conn| {
            mails::table.filter(mails::kind.eq("letter_ready")).select(mails::subject).load(conn)
        });
        assert_eq!(subject.len(), 1);
        let provider = app.visitor();
        app.log_in(&provider, "lezer@zorg.zwd.test").await;
        let follow = provider.get(&format!("/aanbieder/aanmeldingen/{}/volgen", one.id)).await;
        assert!(
            follow.text.contains("Niet behandeld") && follow.text.contains("Brief lezen"),
            "{}",
            follow.text
        );
    })
    .await;
}

#[actix_web::test]
async fn a_letter_that_leaves_later_gets_the_dates_of_the_day_it_leaves() {
    on_both(async |app| {
        let world = app.world();
        let one = app.asked(&world);
        app.let_expire();
        one.leave("Zonder dit stuk kunnen wij niets beoordelen.").unwrap();
        one.agree(&world.countersigner, &one.proposals()[0]).unwrap();
        for lot in one.lots() {
            one.sign(&lot).unwrap();
        }
        let before = letter_texts(app, "not_handled");
        app.pass(TimeDelta::days(2));
        let server = SmtpServer::start();
        app.worker(&server).drain().await.unwrap();
        let after = letter_texts(app, "not_handled");
        let today = local_day(app.clock.now()).to_string();
        assert!(
            !before[0].contains(&today) && after[0].contains(&format!("\"date\":\"{today}\"")),
            "{after:?}"
        );
    })
    .await;
}

#[actix_web::test]
async fn one_gemeente_may_return_what_another_signed_and_then_both_letters_go_out() {
    on_both(async |app| {
        let world = app.world();
        let one = app.asked(&world);
        app.let_expire();
        one.leave("Zonder dit stuk kunnen wij niets beoordelen.").unwrap();
        one.agree(&world.countersigner, &one.proposals()[0]).unwrap();
        let lots = one.lots();
        one.sign(&lots[0]).unwrap();
        let ctx = app.as_user(&world.signer, Role::Staff(StaffRole::DecisionMaker));
        let why = openhuis::domain::motivation::Motivation::parse("Beoordeel wat er is.").unwrap();
        let scope = world.scope();
        app.database.write(|conn| decide::give_back(conn, &ctx, &scope, &lots[1..], &why)).unwrap();
        assert_eq!(one.state(), "in_assessment");
        app.pass(TimeDelta::minutes(1));
        for code in one.dossier().lots.iter().flat_map(|lot| lot.open.clone()).collect::<Vec<_>>() {
            let _ = one.assess(&one.judged(&code, true));
        }
        let left = one.dossier().lots.into_iter().find(|lot| lot.can_propose).unwrap();
        let advised = review::Advised {
            lot: Id::parse(&left.id).unwrap(),
            outcome: "admit".to_owned(),
            note: String::new(),
            seen: one.version(),
        };
        let assessor = app.assessor(&world.assessor);
        let decision =
            app.database.write(|conn| review::propose(conn, &assessor, &scope, &one.id, &advised)).unwrap();
        one.agree(&world.countersigner, &decision).unwrap();
        one.sign(&lots[1]).unwrap();
        assert_eq!(one.state(), "decided");
        assert_eq!((letter_texts(app, "decision").len(), letter_texts(app, "not_handled").len()), (1, 1));
    })
    .await;
}

#[actix_web::test]
async fn a_term_of_an_application_that_was_replaced_since_grounds_nothing() {
    on_both(async |app| {
        let world = app.world();
        let one = app.asked(&world);
        app.let_expire();
        let again = crate::support::applying::Applicant { app, world: &world, id: one.id.clone() };
        again.submit().unwrap();
        one.take(&world.assessor).unwrap();
        assert!(matches!(one.leave("Dit ontbreekt."), Err(Error::Refused(_))));
        assert!(one.dossier().unhandled.is_none());
    })
    .await;
}

#[actix_web::test]
async fn the_assessor_proposes_on_a_page_and_a_colleague_reads_one_line_for_the_whole_application() {
    on_both(async |app| {
        let world = app.world();
        let one = app.asked(&world);
        app.let_expire();
        let (assessor, second) = (app.visitor(), app.visitor());
        app.log_in(&assessor, "beoordelaar@zwd.test").await;
        app.log_in(&second, "medelezer@zwd.test").await;
        let base = format!("/beoordeling/aanmeldingen/{}", one.id);
        assert!(assessor.get(&base).await.text.contains("/niet-behandelen"));
        assert!(!second.get(&base).await.text.contains("/niet-behandelen"), "it is the work of one");
        let path = format!("{base}/niet-behandelen");
        let form = assessor.get(&path).await.form(&path);
        let empty = assessor.submit(&form, &[]).await;
        assert!(
            empty.status == 422 && empty.text.contains("Schrijf waarom u de aanmelding"),
            "{}",
            empty.text
        );
        let why = [("motivering", "Zonder dit stuk kunnen wij niets beoordelen.")];
        assert_eq!(assessor.submit(&form, &why).await.status, 303);
        let list = second.get("/beoordeling/medelezen").await;
        assert_eq!(list.text.matches("De hele aanmelding").count(), 1, "{}", list.text);
        let page = second.get(&format!("/beoordeling/medelezen/{}", one.proposals()[0])).await;
        assert!(page.text.contains("Zonder dit stuk kunnen wij niets beoordelen."), "{}", page.text);
        let agree = page.form(&format!("/beoordeling/medelezen/{}/akkoord", one.proposals()[0]));
        assert_eq!(second.submit(&agree, &[]).await.status, 303);
        let signer = app.visitor();
        app.log_in(&signer, "beslisser@zwd.test").await;
        for lot in one.lots() {
            let page = signer.get(&format!("/beoordeling/beslissingen/{lot}")).await;
            assert!(page.text.contains("Waarom niet behandelen"), "{}", page.text);
        }
    })
    .await;
}
