//! Visits to what is public, to the door, and to one's own account.

use super::visit::{Visit, visit};
use crate::accounts::ANSWERS;
use crate::support::people::PASSWORD;

const NEW_PASSWORD: &str = "zes paarse lampen boven zee";
/// Who is logged in has no door to open: on to the first page.
const INSIDE: u16 = 303;
/// Whose role asks a second factor cannot turn it off.
const RULE: u16 = 409;

pub fn visits() -> Vec<Visit> {
    [pages(), following(), door(), links(), account()].concat()
}

fn pages() -> Vec<Visit> {
    vec![
        visit("health.lives", &[]),
        visit("health.ready", &[]),
        visit("log.vkey", &[]),
        visit("log.checkpoint", &[]),
        visit("assets", &["{asset}"]),
        visit("assets.theme", &["{theme}"]),
        visit("home", &[]),
        visit("public.apply", &["{window}"]).of("blank").but("account", 303),
        visit("region.page", &["{slug}"]),
        visit("region.windows", &["{slug}"]),
        visit("region.opening", &["{slug}", "{window}"]).crossed(&["{far.slug}", "{window}"]),
        visit("nota.list", &["{slug}", "{window}"]).crossed(&["{far.slug}", "{window}"]),
        visit("nota.pdf", &["{slug}", "{window}", "1"])
            .crossed(&["{far.slug}", "{window}", "1"])
            .crossed(&["{slug}", "{window}", "7"]),
        visit("region.groups", &["{slug}"]),
        visit("region.group", &["{slug}", "{group}"]).crossed(&["{far.slug}", "{group}"]),
        visit("region.requirements", &["{slug}"]),
        visit("durations.page", &["{slug}"]),
        visit("durations.csv", &["{slug}"]),
        visit("region.scheme", &["{slug}"]),
        visit("region.scheme_text", &["{slug}", "{version}"]).crossed(&["{far.slug}", "{version}"]),
        visit("register.list", &["{slug}"]),
        visit("register.csv", &["{slug}"]),
        visit("coverage.csv", &["{slug}"]),
        visit("coverage.page", &["{slug}"]),
        visit("coverage.lot", &["{slug}", "{group}", "{gemeente}"]).crossed(&[
            "{far.slug}",
            "{group}",
            "{gemeente}",
        ]),
        visit("register.provider", &["{slug}", "{admitted.org}"])
            .crossed(&["{far.slug}", "{admitted.org}"])
            .crossed(&["{slug}", "{sent.org}"]),
        visit("report.page", &["{slug}"]),
        visit("report.send", &["{slug}"])
            .form(
                "/regio/{slug}/melding",
                &[
                    ("aanbieder", "{admitted.org}"),
                    ("wie", "resident"),
                    ("waarover", "quality"),
                    ("wat", "Er kwam niemand."),
                ],
            )
            .leaf("signal.received"),
        visit("documents.list", &["{slug}"]),
        visit("documents.zip", &["{slug}"]),
        visit("documents.file", &["{slug}", "{document}"]).crossed(&["{far.slug}", "{document}"]),
        visit("text.help", &[]),
        visit("text.about", &[]),
        visit("text.privacy", &[]),
        visit("text.accessibility", &[]),
        visit("text.complaints", &[]),
        visit("text.vulnerability", &[]),
        visit("text.security", &[]),
        visit("text.robots", &[]),
        visit("api.register", &["{slug}"]),
        visit("api.openapi", &[]),
    ]
}

fn following() -> Vec<Visit> {
    vec![
        visit("follow.page", &["{slug}"]),
        visit("follow.ask", &["{slug}"])
            .form("/regio/{slug}/volgen", &[("mail", "lezer@krant.test")])
            .rows("SELECT count(*) AS n FROM followers"),
        visit("follow.confirm_page", &["{slug}", "{follow.token}"]),
        visit("follow.confirm", &["{slug}", "{follow.token}"])
            .form("/regio/{slug}/volgen/bevestigen/{follow.token}", &[])
            .rows("SELECT count(*) AS n FROM followers WHERE state = 'confirmed'")
            .crossed(&["{far.slug}", "{follow.token}"]),
        visit("follow.stop_page", &["{slug}", "{follower}"]),
        visit("follow.stop", &["{slug}", "{follower}"])
            .form("/regio/{slug}/volgen/stop/{follower}", &[])
            .rows("SELECT count(*) AS n FROM followers"),
    ]
}

fn door() -> Vec<Visit> {
    let mut register: Vec<_> = ANSWERS
        .iter()
        .copied()
        .filter(|(name, _)| *name != "mail")
        .chain([("mail", "anna@zorg.example")])
        .collect();
    register.push(("tekenbevoegde", "ja"));
    let claim: Vec<_> = register
        .iter()
        .copied()
        .filter(|(name, _)| *name != "kvk")
        .chain([("kvk", "90009999"), ("code", "{claim_code.shown}")])
        .collect();
    let login = ["account", "provider", "staff"];
    let inside = login.iter().fold(visit("login.page", &[]), |visit, who| visit.but(who, INSIDE));
    vec![
        inside,
        visit("login.enter", &[])
            .sends(&[("mail", "nieuw@collega.test"), ("wachtwoord", PASSWORD)])
            .leaf("account.logged_in"),
        visit("second_step.page", &[]),
        visit("second_step.prove", &[]).sends(&[("code", "<code>")]).leaf("account.second_factor_passed"),
        visit("login.leave", &[]).leaf("account.logged_out"),
        visit("choose.page", &[]),
        visit("choose.take", &[]).form("/kies", &[("voor", "<first>")]).unseen("a session, and no dossier"),
        visit("register.page", &[]),
        visit("register.send", &[]).form("/registreren", &register).leaf("organisation.claimed"),
        visit("register.done", &[]),
        visit("claim_code.page", &[]),
        visit("claim_code.claim", &[]).form("/toegangscode", &claim).leaf("claim_code.used"),
    ]
}

fn links() -> Vec<Visit> {
    let mail = "SELECT count(*) AS n FROM mails";
    vec![
        visit("confirm.resend_page", &[]),
        visit("confirm.resend", &[]).form("/bevestigen", &[("mail", "onbevestigd@zwd.test")]).rows(mail),
        visit("confirm.page", &["{confirm.token}"]),
        visit("confirm.take", &["{confirm.token}"])
            .form("/bevestigen/{confirm.token}", &[])
            .leaf("account.confirmed"),
        visit("confirm.done", &[]),
        visit("password.forgot_page", &[]),
        visit("password.forgot", &[])
            .form("/wachtwoord-vergeten", &[("mail", "vergeten@zwd.test")])
            .rows(mail),
        visit("password.forgot_done", &[]),
        visit("password.reset_page", &["{reset.token}"]),
        visit("password.reset", &["{reset.token}"])
            .form("/wachtwoord/{reset.token}", &[("wachtwoord", NEW_PASSWORD)])
            .leaf("account.password_changed"),
        visit("password.reset_done", &[]),
        visit("invitation.page", &["{invitation.token}"]),
        visit("invitation.accept", &["{invitation.token}"])
            .form("/uitnodiging/{invitation.token}", &[])
            .leaf("membership.accepted"),
        visit("invitation.done", &[]),
    ]
}

fn account() -> Vec<Visit> {
    vec![
        visit("account.page", &[]),
        visit("account.password", &[])
            .form("/account", &[("huidig", PASSWORD), ("wachtwoord", NEW_PASSWORD)])
            .leaf("account.password_changed"),
        visit("second_factor.page", &[]),
        visit("second_factor.set_up", &[])
            .form("/account/tweede-stap", &[("code", "<new code>"), ("huidig", "<code>")])
            .leaf("account.second_factor_on"),
        visit("second_factor.turn_off", &[])
            .with_second_factor()
            .sends(&[("uitzetten", "<code>")])
            .leaf("account.second_factor_off")
            .but("staff.decision_maker", RULE)
            .but("staff.policy_editor", RULE)
            .but("staff.region_admin", RULE),
        visit("recovery_codes.page", &[]).with_second_factor(),
        visit("recovery_codes.renew", &[])
            .with_second_factor()
            .sends(&[("nieuwe_codes", "<code>")])
            .leaf("account.recovery_codes_issued"),
        visit("recovery_codes.kept", &[])
            .with_second_factor()
            .rows("SELECT count(*) AS n FROM second_factors WHERE codes = 'kept'"),
        visit("account.sessions", &[]).form("/account", &[]).leaf("session.ended"),
    ]
}
