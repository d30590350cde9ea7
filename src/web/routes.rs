//! Every route of the portal, on one page: who, in whose name, what, and the function that does it. Nothing else registers one.
//! May import: web, domain::access.
//!
//! The golden matrix in `tests/it/routes.golden` is made from this table; a change of who may do what shows there.

use super::provider::apply;
use super::route::{Action, Handler, Method, Route, Scope, Who};
use super::{admin, api, assets, export, health, provider, public, review, supervision};
use crate::domain::access::{ProviderRole, Role, StaffRole};

const fn get(path: &'static str, name: &'static str, who: Who, scope: Scope, handler: Handler) -> Route {
    Route { method: Method::Get, path, name, who, scope, action: Action::Read, handler }
}

const fn post(path: &'static str, name: &'static str, who: Who, scope: Scope, handler: Handler) -> Route {
    Route { method: Method::Post, path, name, who, scope, action: Action::Change, handler }
}

const fn submit(path: &'static str, name: &'static str, who: Who, scope: Scope, handler: Handler) -> Route {
    Route { method: Method::Post, path, name, who, scope, action: Action::Submit, handler }
}

const fn download(path: &'static str, name: &'static str, who: Who, scope: Scope, handler: Handler) -> Route {
    Route { method: Method::Get, path, name, who, scope, action: Action::Download, handler }
}

const fn upload(path: &'static str, name: &'static str, who: Who, scope: Scope, handler: Handler) -> Route {
    Route { method: Method::Post, path, name, who, scope, action: Action::Upload, handler }
}

/// Who gave a password and must still give a code.
const PROVING: Who = Who::Only(&[Role::Proving]);
/// Everybody who may set up a second factor: who is inside, and who must before getting in.
const SETS_UP: Who = Who::Only(&[
    Role::Enrolling,
    Role::Account,
    Role::Provider(ProviderRole::Beheerder),
    Role::Provider(ProviderRole::Invuller),
    Role::Provider(ProviderRole::Tekenbevoegde),
    Role::Provider(ProviderRole::Lezer),
    Role::Provider(ProviderRole::Gemachtigde),
    Role::Staff(StaffRole::Assessor),
    Role::Staff(StaffRole::DecisionMaker),
    Role::Staff(StaffRole::ContractManager),
    Role::Staff(StaffRole::Supervisor),
    Role::Staff(StaffRole::PolicyEditor),
    Role::Staff(StaffRole::RegionAdmin),
]);
/// Everybody who works for an aanbieder.
const PROVIDERS: Who = Who::Only(&[
    Role::Provider(ProviderRole::Beheerder),
    Role::Provider(ProviderRole::Invuller),
    Role::Provider(ProviderRole::Tekenbevoegde),
    Role::Provider(ProviderRole::Lezer),
    Role::Provider(ProviderRole::Gemachtigde),
]);
/// Everybody who changes answers and the vault.
const FILLERS: Who = Who::Only(&[
    Role::Provider(ProviderRole::Beheerder),
    Role::Provider(ProviderRole::Invuller),
    Role::Provider(ProviderRole::Tekenbevoegde),
    Role::Provider(ProviderRole::Gemachtigde),
]);
/// Who manages an organisation: a tekenbevoegde may do all that a beheerder may.
const MANAGERS: Who =
    Who::Only(&[Role::Provider(ProviderRole::Beheerder), Role::Provider(ProviderRole::Tekenbevoegde)]);
/// Who compares registrations with the trade register.
const CHECKERS: Who = Who::Only(&[Role::Staff(StaffRole::Assessor), Role::Staff(StaffRole::RegionAdmin)]);
/// Who looks after a region.
const ADMIN: Who = Who::Only(&[Role::Staff(StaffRole::RegionAdmin)]);
/// Who looks after the rules and what is published about them.
const POLICY: Who = Who::Only(&[Role::Staff(StaffRole::PolicyEditor), Role::Staff(StaffRole::RegionAdmin)]);
/// Who binds an aanbieder.
const SIGNERS: Who = Who::Only(&[Role::Provider(ProviderRole::Tekenbevoegde)]);

/// Who reads dossiers in a region.
const READERS: Who = Who::Only(&[
    Role::Staff(StaffRole::Assessor),
    Role::Staff(StaffRole::DecisionMaker),
    Role::Staff(StaffRole::ContractManager),
    Role::Staff(StaffRole::RegionAdmin),
]);
/// Who assesses, and as another person countersigns.
const ASSESSORS: Who = Who::Only(&[Role::Staff(StaffRole::Assessor)]);
/// Who signs for a gemeente.
const DECIDERS: Who = Who::Only(&[Role::Staff(StaffRole::DecisionMaker)]);
/// Who sends a letter again that did not arrive.
const SENDERS: Who = Who::Only(&[
    Role::Staff(StaffRole::Assessor),
    Role::Staff(StaffRole::DecisionMaker),
    Role::Staff(StaffRole::RegionAdmin),
]);
/// Who registers and treats disputes: of them who had no hand in the decision.
const TREATERS: Who = Who::Only(&[Role::Staff(StaffRole::Assessor), Role::Staff(StaffRole::DecisionMaker)]);
/// Who does not agree on behalf of an aanbieder.
const OBJECTORS: Who = Who::Only(&[
    Role::Provider(ProviderRole::Beheerder),
    Role::Provider(ProviderRole::Tekenbevoegde),
    Role::Provider(ProviderRole::Gemachtigde),
]);
/// Who keeps the contracts.
const MEASURERS: Who =
    Who::Only(&[Role::Staff(StaffRole::DecisionMaker), Role::Staff(StaffRole::ContractManager)]);
/// Who keeps the contracts.
const CONTRACTS: Who = Who::Only(&[Role::Staff(StaffRole::ContractManager)]);
/// Who reads admitted aanbieders in the own gemeenten.
const SUPERVISORS: Who = Who::Only(&[Role::Staff(StaffRole::Supervisor)]);

/// The table.
pub const ROUTES: &[Route] = &[
    get("/healthz", "health.lives", Who::Unseen, Scope::None, |call| Box::pin(health::lives(call))),
    get("/readyz", "health.ready", Who::Unseen, Scope::None, |call| Box::pin(health::ready(call))),
    get("/static/{file}", "assets", Who::Unseen, Scope::None, |call| Box::pin(assets::file(call))),
    get("/thema/{file}", "assets.theme", Who::Unseen, Scope::None, |call| Box::pin(assets::theme(call))),
    get("/.well-known/openhuis-log.vkey", "log.vkey", Who::Unseen, Scope::None, |call| {
        Box::pin(public::log::vkey(call))
    }),
    get("/.well-known/openhuis-log.checkpoint", "log.checkpoint", Who::Unseen, Scope::None, |call| {
        Box::pin(public::log::checkpoint(call))
    }),
    // Public pages
    get("/", "home", Who::Everyone, Scope::None, |call| Box::pin(public::home::page(call))),
    get("/regio/{slug}", "region.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::region::page(call))
    }),
    get("/regio/{slug}/vensters", "region.windows", Who::Everyone, Scope::None, |call| {
        Box::pin(public::region::windows(call))
    }),
    get("/regio/{slug}/vensters/{id}/aanbod", "region.opening", Who::Everyone, Scope::None, |call| {
        Box::pin(public::opening::page(call))
    }),
    get("/regio/{slug}/vensters/{id}/nota", "nota.list", Who::Everyone, Scope::None, |call| {
        Box::pin(public::nota::page(call))
    }),
    get(
        "/regio/{slug}/vensters/{id}/nota/{number}/nota.pdf",
        "nota.pdf",
        Who::Everyone,
        Scope::None,
        |call| Box::pin(public::nota::pdf(call)),
    ),
    get("/regio/{slug}/productgroepen", "region.groups", Who::Everyone, Scope::None, |call| {
        Box::pin(public::rules::groups(call))
    }),
    get("/regio/{slug}/productgroepen/{group}", "region.group", Who::Everyone, Scope::None, |call| {
        Box::pin(public::rules::group(call))
    }),
    get("/regio/{slug}/eisen", "region.requirements", Who::Everyone, Scope::None, |call| {
        Box::pin(public::rules::requirements(call))
    }),
    get("/regio/{slug}/regeling", "region.scheme", Who::Everyone, Scope::None, |call| {
        Box::pin(public::history::page(call))
    }),
    download("/regio/{slug}/regeling/{id}", "region.scheme_text", Who::Everyone, Scope::None, |call| {
        Box::pin(public::history::text(call))
    }),
    get("/regio/{slug}/register", "register.list", Who::Everyone, Scope::None, |call| {
        Box::pin(public::register::list(call))
    }),
    get("/regio/{slug}/register.csv", "register.csv", Who::Everyone, Scope::None, |call| {
        Box::pin(public::register_csv::file(call))
    }),
    get("/regio/{slug}/dekking.csv", "coverage.csv", Who::Everyone, Scope::None, |call| {
        Box::pin(public::coverage_csv::file(call))
    }),
    get("/regio/{slug}/doorlooptijden", "durations.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::durations::page(call))
    }),
    get("/regio/{slug}/doorlooptijden.csv", "durations.csv", Who::Everyone, Scope::None, |call| {
        Box::pin(public::durations::file(call))
    }),
    get("/regio/{slug}/dekking", "coverage.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::coverage::page(call))
    }),
    get("/regio/{slug}/dekking/{group}/{gemeente}", "coverage.lot", Who::Everyone, Scope::None, |call| {
        Box::pin(public::past::page(call))
    }),
    get("/regio/{slug}/register/{org}", "register.provider", Who::Everyone, Scope::None, |call| {
        Box::pin(public::register::provider(call))
    }),
    get("/regio/{slug}/documenten", "documents.list", Who::Everyone, Scope::None, |call| {
        Box::pin(public::documents::list(call))
    }),
    get("/regio/{slug}/documenten.zip", "documents.zip", Who::Everyone, Scope::None, |call| {
        Box::pin(public::documents_zip::file(call))
    }),
    get("/regio/{slug}/documenten/{id}", "documents.file", Who::Everyone, Scope::None, |call| {
        Box::pin(public::documents::file(call))
    }),
    get("/regio/{slug}/volgen", "follow.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::follow::page(call))
    }),
    post("/regio/{slug}/volgen", "follow.ask", Who::Everyone, Scope::None, |call| {
        Box::pin(public::follow::ask(call))
    }),
    get(
        "/regio/{slug}/volgen/bevestigen/{token}",
        "follow.confirm_page",
        Who::Everyone,
        Scope::None,
        |call| Box::pin(public::follow::confirm_page(call)),
    ),
    post("/regio/{slug}/volgen/bevestigen/{token}", "follow.confirm", Who::Everyone, Scope::None, |call| {
        Box::pin(public::follow::confirm(call))
    }),
    get("/regio/{slug}/volgen/stop/{id}", "follow.stop_page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::follow::stop_page(call))
    }),
    post("/regio/{slug}/volgen/stop/{id}", "follow.stop", Who::Everyone, Scope::None, |call| {
        Box::pin(public::follow::stop(call))
    }),
    get("/hulp", "text.help", Who::Everyone, Scope::None, |call| Box::pin(public::texts::help(call))),
    get("/over", "text.about", Who::Everyone, Scope::None, |call| Box::pin(public::texts::about(call))),
    get("/privacy", "text.privacy", Who::Everyone, Scope::None, |call| {
        Box::pin(public::texts::privacy(call))
    }),
    get("/toegankelijkheid", "text.accessibility", Who::Everyone, Scope::None, |call| {
        Box::pin(public::texts::accessibility(call))
    }),
    get("/klachten", "text.complaints", Who::Everyone, Scope::None, |call| {
        Box::pin(public::texts::complaints(call))
    }),
    get("/kwetsbaarheid-melden", "text.vulnerability", Who::Everyone, Scope::None, |call| {
        Box::pin(public::texts::vulnerability(call))
    }),
    get("/.well-known/security.txt", "text.security", Who::Unseen, Scope::None, |call| {
        Box::pin(public::texts::security(call))
    }),
    get("/robots.txt", "text.robots", Who::Unseen, Scope::None, |call| Box::pin(public::texts::robots(call))),
    // The public JSON interface
    get("/api/v1/regio/{slug}/register", "api.register", Who::Unseen, Scope::None, |call| {
        Box::pin(api::register::list(call))
    }),
    get("/api/v1/openapi.json", "api.openapi", Who::Unseen, Scope::None, |call| {
        Box::pin(api::openapi::document(call))
    }),
    // Login
    get("/aanmelden/{window}", "public.apply", Who::Everyone, Scope::None, |call| {
        Box::pin(public::apply::page(call))
    }),
    get("/inloggen", "login.page", Who::Everyone, Scope::None, |call| Box::pin(public::login::page(call))),
    post("/inloggen", "login.enter", Who::Everyone, Scope::None, |call| Box::pin(public::login::enter(call))),
    get("/inloggen/code", "second_step.page", PROVING, Scope::Person, |call| {
        Box::pin(public::second_step::page(call))
    }),
    post("/inloggen/code", "second_step.prove", PROVING, Scope::Person, |call| {
        Box::pin(public::second_step::prove(call))
    }),
    post("/uitloggen", "login.leave", Who::AtTheDoor, Scope::Person, |call| {
        Box::pin(public::login::leave(call))
    }),
    get("/kies", "choose.page", Who::LoggedIn, Scope::Person, |call| Box::pin(public::choose::page(call))),
    post("/kies", "choose.take", Who::LoggedIn, Scope::Person, |call| Box::pin(public::choose::take(call))),
    // Registering, confirming, passwords, invitations
    get("/registreren", "register.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::registration::page(call))
    }),
    post("/registreren", "register.send", Who::Everyone, Scope::None, |call| {
        Box::pin(public::registration::send(call))
    }),
    get("/registreren/gedaan", "register.done", Who::Everyone, Scope::None, |call| {
        Box::pin(public::registration::done(call))
    }),
    get("/bevestigen", "confirm.resend_page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::registration::resend_page(call))
    }),
    post("/bevestigen", "confirm.resend", Who::Everyone, Scope::None, |call| {
        Box::pin(public::registration::resend(call))
    }),
    get("/bevestigen/{token}", "confirm.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::confirm::page(call))
    }),
    post("/bevestigen/{token}", "confirm.take", Who::Everyone, Scope::None, |call| {
        Box::pin(public::confirm::confirm(call))
    }),
    get("/bevestigd", "confirm.done", Who::Everyone, Scope::None, |call| {
        Box::pin(public::confirm::done(call))
    }),
    get("/wachtwoord-vergeten", "password.forgot_page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::password::forgot_page(call))
    }),
    post("/wachtwoord-vergeten", "password.forgot", Who::Everyone, Scope::None, |call| {
        Box::pin(public::password::forgot(call))
    }),
    get("/wachtwoord-vergeten/gedaan", "password.forgot_done", Who::Everyone, Scope::None, |call| {
        Box::pin(public::password::forgot_done(call))
    }),
    get("/wachtwoord/{token}", "password.reset_page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::password::reset_page(call))
    }),
    post("/wachtwoord/{token}", "password.reset", Who::Everyone, Scope::None, |call| {
        Box::pin(public::password::reset(call))
    }),
    get("/wachtwoord-gewijzigd", "password.reset_done", Who::Everyone, Scope::None, |call| {
        Box::pin(public::password::reset_done(call))
    }),
    get("/uitnodiging/{token}", "invitation.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::invitation::page(call))
    }),
    post("/uitnodiging/{token}", "invitation.accept", Who::Everyone, Scope::None, |call| {
        Box::pin(public::invitation::accept(call))
    }),
    get("/uitnodiging-aangenomen", "invitation.done", Who::Everyone, Scope::None, |call| {
        Box::pin(public::invitation::done(call))
    }),
    get("/account", "account.page", Who::LoggedIn, Scope::Person, |call| {
        Box::pin(provider::account::page(call))
    }),
    post("/account/wachtwoord", "account.password", Who::LoggedIn, Scope::Person, |call| {
        Box::pin(provider::account::change_password(call))
    }),
    post("/account/sessies", "account.sessions", Who::LoggedIn, Scope::Person, |call| {
        Box::pin(provider::account::end_sessions(call))
    }),
    get("/account/tweede-stap", "second_factor.page", SETS_UP, Scope::Person, |call| {
        Box::pin(provider::second_factor::page(call))
    }),
    post("/account/tweede-stap", "second_factor.set_up", SETS_UP, Scope::Person, |call| {
        Box::pin(provider::second_factor::set_up(call))
    }),
    post("/account/tweede-stap/uitzetten", "second_factor.turn_off", Who::LoggedIn, Scope::Person, |call| {
        Box::pin(provider::second_factor::turn_off(call))
    }),
    get("/account/herstelcodes", "recovery_codes.page", Who::LoggedIn, Scope::Person, |call| {
        Box::pin(provider::recovery_codes::page(call))
    }),
    post("/account/herstelcodes", "recovery_codes.renew", Who::LoggedIn, Scope::Person, |call| {
        Box::pin(provider::recovery_codes::renew(call))
    }),
    post("/account/herstelcodes/bewaard", "recovery_codes.kept", Who::LoggedIn, Scope::Person, |call| {
        Box::pin(provider::recovery_codes::kept(call))
    }),
    // Organisation and colleagues
    get("/aanbieder/organisatie", "organisation.page", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::organisation::page(call))
    }),
    get("/aanbieder/organisatie/wijzigen", "organisation.edit", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::organisation::edit(call))
    }),
    post("/aanbieder/organisatie/wijzigen", "organisation.change", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::organisation::change(call))
    }),
    get("/aanbieder/mensen", "people.page", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::people::page(call))
    }),
    get("/aanbieder/mensen/uitnodigen", "people.invite_page", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::people::invite_page(call))
    }),
    post("/aanbieder/mensen/uitnodigen", "people.invite", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::people::invite(call))
    }),
    get("/aanbieder/mensen/{id}", "people.member", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::people::member(call))
    }),
    post("/aanbieder/mensen/{id}", "people.role", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::people::change_role(call))
    }),
    post("/aanbieder/mensen/{id}/opnieuw", "people.invite_again", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::people::send_again(call))
    }),
    post("/aanbieder/mensen/{id}/beeindigen", "people.end", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::people::end(call))
    }),
    // Registrations before the team
    get("/beoordeling/registraties", "claims.page", CHECKERS, Scope::Region, |call| {
        Box::pin(review::claims::page(call))
    }),
    get("/beoordeling/registraties/{id}", "claims.one", CHECKERS, Scope::Region, |call| {
        Box::pin(review::claims::one(call))
    }),
    post("/beoordeling/registraties/{id}/goedkeuren", "claims.verify", CHECKERS, Scope::Region, |call| {
        Box::pin(review::claims::verify(call))
    }),
    post("/beoordeling/registraties/{id}/afwijzen", "claims.reject", CHECKERS, Scope::Region, |call| {
        Box::pin(review::claims::reject(call))
    }),
    get("/beoordeling/registraties/{id}/bewijs/{evidence}", "claims.file", CHECKERS, Scope::Region, |call| {
        Box::pin(review::claims::file(call))
    })
    .hands_out(),
    // The evidence vault
    get("/aanbieder/bewijs", "vault.page", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::vault::page(call))
    }),
    get("/aanbieder/bewijs/soort/{kind}", "vault.shelf", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::vault::shelf(call))
    }),
    post("/aanbieder/bewijs/soort/{kind}", "vault.add", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::vault::add(call))
    })
    .takes_files(),
    get("/aanbieder/bewijs/stuk/{id}", "vault.one", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::vault::one(call))
    }),
    post("/aanbieder/bewijs/stuk/{id}", "vault.describe", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::vault::describe(call))
    }),
    post("/aanbieder/bewijs/stuk/{id}/verwijderen", "vault.withdraw", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::vault::withdraw(call))
    }),
    get("/aanbieder/bewijs/stuk/{id}/bestand", "vault.file", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::vault::file(call))
    })
    .hands_out(),
    // Beheer
    get("/beheer", "admin.start", POLICY, Scope::Region, |call| Box::pin(admin::policy::start(call))),
    get("/beheer/documenten", "admin.documents", POLICY, Scope::Region, |call| {
        Box::pin(admin::documents::page(call))
    }),
    upload("/beheer/documenten", "admin.document_prepare", POLICY, Scope::Region, |call| {
        Box::pin(admin::documents::prepare(call))
    }),
    get("/beheer/documenten/{id}", "admin.document", POLICY, Scope::Region, |call| {
        Box::pin(admin::documents::one(call))
    }),
    download("/beheer/documenten/{id}/bestand", "admin.document_file", POLICY, Scope::Region, |call| {
        Box::pin(admin::documents::file(call))
    }),
    post("/beheer/documenten/{id}/publiceren", "admin.document_publish", POLICY, Scope::Region, |call| {
        Box::pin(admin::documents::publish(call))
    }),
    post("/beheer/documenten/{id}/weggooien", "admin.document_discard", POLICY, Scope::Region, |call| {
        Box::pin(admin::documents::discard(call))
    }),
    get("/beheer/regeling", "admin.scheme", POLICY, Scope::Region, |call| {
        Box::pin(admin::policy::scheme(call))
    }),
    download("/beheer/regeling/{id}/yaml", "admin.scheme_yaml", POLICY, Scope::Region, |call| {
        Box::pin(admin::policy::yaml(call))
    }),
    post("/beheer/regeling/wijzigingen", "amend.start", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::page::start(call))
    }),
    get("/beheer/regeling/wijzigingen/{id}", "amend.page", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::page::page(call))
    }),
    post("/beheer/regeling/wijzigingen/{id}/motivering", "amend.motivate", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::page::motivate(call))
    }),
    post("/beheer/regeling/wijzigingen/{id}/weggooien", "amend.discard", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::page::discard(call))
    }),
    get("/beheer/regeling/wijzigingen/{id}/getal/{code}", "amend.number", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::number::page(call))
    }),
    post(
        "/beheer/regeling/wijzigingen/{id}/getal/{code}",
        "amend.number_save",
        POLICY,
        Scope::Region,
        |call| Box::pin(admin::amend::number::save(call)),
    ),
    get("/beheer/regeling/wijzigingen/{id}/eis/{code}", "amend.places", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::places::page(call))
    }),
    post(
        "/beheer/regeling/wijzigingen/{id}/eis/{code}",
        "amend.places_save",
        POLICY,
        Scope::Region,
        |call| Box::pin(admin::amend::places::save(call)),
    ),
    get("/beheer/regeling/wijzigingen/{id}/aanbod", "amend.enough", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::enough::page(call))
    }),
    post("/beheer/regeling/wijzigingen/{id}/aanbod", "amend.enough_save", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::enough::save(call))
    }),
    get("/beheer/regeling/wijzigingen/{id}/tekst", "amend.text", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::text::page(call))
    }),
    post("/beheer/regeling/wijzigingen/{id}/tekst", "amend.text_save", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::text::save(call))
    }),
    upload(
        "/beheer/regeling/wijzigingen/{id}/tekst/bestand",
        "amend.text_file",
        POLICY,
        Scope::Region,
        |call| Box::pin(admin::amend::text::upload(call)),
    ),
    download("/beheer/regeling/wijzigingen/{id}/yaml", "amend.yaml", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::text::file(call))
    }),
    post("/beheer/regeling/wijzigingen/{id}/doorrekenen", "amend.run", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::effect::run(call))
    }),
    get("/beheer/regeling/wijzigingen/{id}/effect/{run}", "amend.effect", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::effect::page(call))
    }),
    download(
        "/beheer/regeling/wijzigingen/{id}/effect/{run}/csv",
        "amend.effect_csv",
        POLICY,
        Scope::Region,
        |call| Box::pin(admin::amend::effect_csv(call)),
    ),
    post("/beheer/regeling/wijzigingen/{id}/voorstellen", "amend.propose", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::publish::propose(call))
    }),
    get("/beheer/regeling/wijzigingen/{id}/publiceren", "amend.proposal", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::publish::page(call))
    }),
    post("/beheer/regeling/wijzigingen/{id}/publiceren", "amend.publish", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::publish::publish(call))
    }),
    post("/beheer/regeling/wijzigingen/{id}/terug", "amend.send_back", POLICY, Scope::Region, |call| {
        Box::pin(admin::amend::publish::send_back(call))
    }),
    get("/beheer/vragen", "nota.overview", POLICY, Scope::Region, |call| Box::pin(admin::nota::list(call))),
    post("/beheer/vragen/vraag/{id}/afwijzen", "nota.decline", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::decline(call))
    }),
    get("/beheer/vragen/antwoorden/{item}", "nota.item", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::item::page(call))
    }),
    post("/beheer/vragen/antwoorden/{item}", "nota.save", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::item::save(call))
    }),
    post("/beheer/vragen/antwoorden/{item}/weggooien", "nota.remove", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::item::remove(call))
    }),
    get("/beheer/vragen/{window}", "nota.window", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::window(call))
    }),
    post("/beheer/vragen/{window}/antwoord", "nota.begin", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::begin(call))
    }),
    post("/beheer/vragen/{window}/toevoegen", "nota.add", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::add(call))
    }),
    post("/beheer/vragen/{window}/nota", "nota.describe", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::describe(call))
    }),
    get("/beheer/vragen/{window}/publiceren", "nota.publish_page", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::publish::page(call))
    }),
    post("/beheer/vragen/{window}/publiceren", "nota.publish", POLICY, Scope::Region, |call| {
        Box::pin(admin::nota::publish::publish(call))
    }),
    get("/beheer/vensters", "admin.windows", POLICY, Scope::Region, |call| {
        Box::pin(admin::windows::page(call))
    }),
    get("/beheer/vensters/jaar", "admin.windows_year", POLICY, Scope::Region, |call| {
        Box::pin(admin::windows::year::page(call))
    }),
    get("/beheer/vensters/nieuw", "admin.window_plan", POLICY, Scope::Region, |call| {
        Box::pin(admin::windows::plan::page(call))
    }),
    post("/beheer/vensters/nieuw", "admin.window_planned", POLICY, Scope::Region, |call| {
        Box::pin(admin::windows::plan::enter(call))
    }),
    get("/beheer/vensters/{id}/data", "admin.window_dates", POLICY, Scope::Region, |call| {
        Box::pin(admin::windows::dates::page(call))
    }),
    post("/beheer/vensters/{id}/data", "admin.window_postponed", POLICY, Scope::Region, |call| {
        Box::pin(admin::windows::dates::enter(call))
    }),
    get("/beheer/vensters/{id}/concepten", "admin.window_drafts", POLICY, Scope::Region, |call| {
        Box::pin(admin::windows::drafts::page(call))
    }),
    get("/beheer/vensters/{id}/storing", "admin.window_failure", POLICY, Scope::Region, |call| {
        Box::pin(admin::windows::failure::page(call))
    }),
    post("/beheer/vensters/{id}/storing", "admin.window_more_time", POLICY, Scope::Region, |call| {
        Box::pin(admin::windows::failure::enter(call))
    }),
    get("/beheer/dekking", "supply.page", POLICY, Scope::Region, |call| Box::pin(admin::supply::page(call))),
    download("/beheer/dekking/csv/{procedure}", "supply.csv", POLICY, Scope::Region, |call| {
        Box::pin(admin::supply::table::file(call))
    }),
    get("/beheer/dekking/clienten", "clients.page", POLICY, Scope::Region, |call| {
        Box::pin(admin::supply::clients::page(call))
    }),
    upload("/beheer/dekking/clienten", "clients.prepare", POLICY, Scope::Region, |call| {
        Box::pin(admin::supply::clients::prepare(call))
    }),
    download("/beheer/dekking/clienten/voorbeeld", "clients.example", POLICY, Scope::Region, |call| {
        Box::pin(admin::supply::clients::example(call))
    }),
    get("/beheer/dekking/clienten/{id}", "clients.one", POLICY, Scope::Region, |call| {
        Box::pin(admin::supply::clients::one(call))
    }),
    post("/beheer/dekking/clienten/{id}", "clients.take_over", POLICY, Scope::Region, |call| {
        Box::pin(admin::supply::clients::take_over(call))
    }),
    post("/beheer/dekking/clienten/{id}/weggooien", "clients.discard", POLICY, Scope::Region, |call| {
        Box::pin(admin::supply::clients::discard(call))
    }),
    get("/beheer/dekking/{procedure}/{group}/{gemeente}", "supply.lot", POLICY, Scope::Region, |call| {
        Box::pin(admin::supply::lot(call))
    }),
    post("/beheer/dekking/{procedure}/{group}/{gemeente}", "supply.propose", POLICY, Scope::Region, |call| {
        Box::pin(admin::supply::enter(call))
    }),
    get("/beheer/team", "admin.team", ADMIN, Scope::Region, |call| Box::pin(admin::team::page(call))),
    post("/beheer/team", "admin.team_grant", ADMIN, Scope::Region, |call| Box::pin(admin::team::grant(call))),
    post("/beheer/team/{id}/tweede-stap", "admin.team_second_factor", ADMIN, Scope::Region, |call| {
        Box::pin(admin::team::reset_second_factor(call))
    }),
    post("/beheer/team/{id}/beeindigen", "admin.team_end", ADMIN, Scope::Region, |call| {
        Box::pin(admin::team::end(call))
    }),
    get("/beheer/volmachten", "admin.mandates", ADMIN, Scope::Region, |call| {
        Box::pin(admin::mandates::page(call))
    }),
    post("/beheer/volmachten", "admin.mandate_record", ADMIN, Scope::Region, |call| {
        Box::pin(admin::mandates::record(call))
    }),
    post("/beheer/volmachten/{id}/beeindigen", "admin.mandate_end", ADMIN, Scope::Region, |call| {
        Box::pin(admin::mandates::end(call))
    }),
    get("/beheer/gemeenten", "admin.gemeenten", ADMIN, Scope::Region, |call| {
        Box::pin(admin::gemeenten::page(call))
    }),
    get("/beheer/gemeenten/grenzen", "boundaries.page", ADMIN, Scope::Region, |call| {
        Box::pin(admin::boundaries::page(call))
    }),
    upload("/beheer/gemeenten/grenzen", "boundaries.prepare", ADMIN, Scope::Region, |call| {
        Box::pin(admin::boundaries::prepare(call))
    }),
    get("/beheer/gemeenten/grenzen/{id}", "boundaries.one", ADMIN, Scope::Region, |call| {
        Box::pin(admin::boundaries::one(call))
    }),
    post("/beheer/gemeenten/grenzen/{id}", "boundaries.take_over", ADMIN, Scope::Region, |call| {
        Box::pin(admin::boundaries::take_over(call))
    }),
    post("/beheer/gemeenten/grenzen/{id}/weggooien", "boundaries.discard", ADMIN, Scope::Region, |call| {
        Box::pin(admin::boundaries::discard(call))
    }),
    get("/beheer/gemeenten/{code}", "admin.gemeente", ADMIN, Scope::Region, |call| {
        Box::pin(admin::gemeenten::one(call))
    }),
    post("/beheer/gemeenten/{code}", "admin.gemeente_change", ADMIN, Scope::Region, |call| {
        Box::pin(admin::gemeenten::change(call))
    }),
    get("/beheer/uiterlijk", "admin.look", ADMIN, Scope::Region, |call| Box::pin(admin::look::page(call))),
    post("/beheer/uiterlijk", "admin.look_change", ADMIN, Scope::Region, |call| {
        Box::pin(admin::look::change(call))
    }),
    get("/beheer/inzage", "admin.accesses", ADMIN, Scope::Region, |call| {
        Box::pin(admin::accesses::page(call))
    }),
    download("/beheer/inzage.csv", "admin.accesses_csv", ADMIN, Scope::Region, |call| {
        Box::pin(admin::accesses::csv(call))
    }),
    get("/beheer/uitgaand", "admin.outbox", ADMIN, Scope::Region, |call| Box::pin(admin::outbox::page(call))),
    get("/beheer/uitgaand/teksten", "texts.list", ADMIN, Scope::Region, |call| {
        Box::pin(admin::texts::page(call))
    }),
    get("/beheer/uitgaand/teksten/mail/{kind}", "texts.mail", ADMIN, Scope::Region, |call| {
        Box::pin(admin::texts::mail(call))
    }),
    get("/beheer/uitgaand/teksten/brief/{kind}", "texts.letter", ADMIN, Scope::Region, |call| {
        Box::pin(admin::texts::letter(call))
    }),
    download("/beheer/uitgaand/teksten/brief/{kind}/pdf", "texts.letter_pdf", ADMIN, Scope::Region, |call| {
        Box::pin(admin::texts::pdf(call))
    }),
    get("/beheer/uitgaand/{id}", "admin.mail", ADMIN, Scope::Region, |call| {
        Box::pin(admin::outbox::one(call))
    }),
    get("/beheer/landelijke-bedragen", "admin.national", POLICY, Scope::Region, |call| {
        Box::pin(admin::national::page(call))
    }),
    post("/beheer/landelijke-bedragen", "admin.national_enter", POLICY, Scope::Region, |call| {
        Box::pin(admin::national::enter(call))
    }),
    get("/beheer/landelijke-dagen", "admin.days", POLICY, Scope::Region, |call| {
        Box::pin(admin::days::page(call))
    }),
    post("/beheer/landelijke-dagen", "admin.days_enter", POLICY, Scope::Region, |call| {
        Box::pin(admin::days::enter(call))
    }),
    get("/beheer/landelijke-dagen/zomervakanties", "admin.summers", POLICY, Scope::Region, |call| {
        Box::pin(admin::summers::page(call))
    }),
    post("/beheer/landelijke-dagen/zomervakanties", "admin.summers_enter", POLICY, Scope::Region, |call| {
        Box::pin(admin::summers::enter(call))
    }),
    post("/beheer/vastleggen/{id}/bevestigen", "admin.laid_down_confirm", POLICY, Scope::Region, |call| {
        Box::pin(admin::laid_down::confirm(call))
    }),
    post("/beheer/vastleggen/{id}/terugnemen", "admin.laid_down_withdraw", POLICY, Scope::Region, |call| {
        Box::pin(admin::laid_down::withdraw(call))
    }),
    get("/beheer/herberekening", "admin.replays", POLICY, Scope::Region, |call| {
        Box::pin(admin::replays::page(call))
    }),
    // Applying
    get("/aanbieder", "apply.home", PROVIDERS, Scope::Organisation, |call| Box::pin(apply::list::page(call))),
    get("/aanbieder/aanmeldingen", "apply.list", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::list::page(call))
    }),
    post("/aanbieder/aanmeldingen", "apply.begin", FILLERS, Scope::Organisation, |call| {
        Box::pin(apply::list::begin(call))
    }),
    get("/aanbieder/aanmeldingen/{id}", "apply.tasks", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::tasks::page(call))
    }),
    get(
        "/aanbieder/aanmeldingen/{id}/vorige-keer",
        "apply.last_time",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(apply::last_time::page(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/vorige-keer",
        "apply.reaffirm",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(apply::last_time::reaffirm(call)),
    ),
    get("/aanbieder/aanmeldingen/{id}/percelen", "apply.lots", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::lots::page(call))
    }),
    post("/aanbieder/aanmeldingen/{id}/percelen", "apply.choose", FILLERS, Scope::Organisation, |call| {
        Box::pin(apply::lots::save(call))
    }),
    get("/aanbieder/aanmeldingen/{id}/plaatsen", "apply.places", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::places::page(call))
    }),
    post(
        "/aanbieder/aanmeldingen/{id}/plaatsen",
        "apply.save_places",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(apply::places::save(call)),
    ),
    get(
        "/aanbieder/aanmeldingen/{id}/vragen/{deel}",
        "apply.questions",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(apply::questions::page(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/vragen/{deel}",
        "apply.answer",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(apply::questions::save(call)),
    ),
    get("/aanbieder/aanmeldingen/{id}/bewijs", "apply.evidence", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::evidence::page(call))
    }),
    post("/aanbieder/aanmeldingen/{id}/bewijs", "apply.link", FILLERS, Scope::Organisation, |call| {
        Box::pin(apply::evidence::add(call))
    }),
    post("/aanbieder/aanmeldingen/{id}/bewijs/weg", "apply.unlink", FILLERS, Scope::Organisation, |call| {
        Box::pin(apply::evidence::remove(call))
    }),
    upload(
        "/aanbieder/aanmeldingen/{id}/bewijs/soort/{kind}",
        "apply.upload",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(apply::evidence::upload(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/bewijs/stuk/{piece}",
        "apply.date",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(apply::evidence::date(call)),
    ),
    get("/aanbieder/aanmeldingen/{id}/zelfcontrole", "apply.check", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::check::page(call))
    }),
    get(
        "/aanbieder/aanmeldingen/{id}/documenten",
        "apply.documents",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(apply::documents::page(call)),
    ),
    post("/aanbieder/aanmeldingen/{id}/documenten", "apply.accept", FILLERS, Scope::Organisation, |call| {
        Box::pin(apply::documents::save(call))
    }),
    get("/aanbieder/aanmeldingen/{id}/indienen", "apply.review", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::send::page(call))
    }),
    submit("/aanbieder/aanmeldingen/{id}/indienen", "apply.submit", SIGNERS, Scope::Organisation, |call| {
        Box::pin(apply::send::send(call))
    }),
    post("/aanbieder/aanmeldingen/{id}/bevestigen", "apply.confirm", SIGNERS, Scope::Organisation, |call| {
        Box::pin(apply::send::confirm(call))
    }),
    get(
        "/aanbieder/aanmeldingen/{id}/pogingen/{attempt}",
        "apply.attempt",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(apply::attempt::page(call)),
    ),
    get("/aanbieder/aanmeldingen/{id}/ontvangst", "apply.received", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::send::received(call))
    }),
    get("/aanbieder/aanmeldingen/{id}/volgen", "apply.follow", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::follow::page(call))
    }),
    get(
        "/aanbieder/aanmeldingen/{id}/intrekken",
        "apply.ask_withdraw",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(apply::follow::ask(call)),
    ),
    post("/aanbieder/aanmeldingen/{id}/intrekken", "apply.withdraw", FILLERS, Scope::Organisation, |call| {
        Box::pin(apply::follow::withdraw(call))
    }),
    post("/aanbieder/aanmeldingen/{id}/versie", "apply.upgrade", FILLERS, Scope::Organisation, |call| {
        Box::pin(apply::version::upgrade(call))
    }),
    get("/aanbieder/aanmeldingen/{id}/versie", "apply.version", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::version::page(call))
    }),
    get("/aanbieder/aanmeldingen/{id}/samen", "members.list", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::members::page(call))
    }),
    post("/aanbieder/aanmeldingen/{id}/samen", "members.add", FILLERS, Scope::Organisation, |call| {
        Box::pin(apply::members::add(call))
    }),
    get(
        "/aanbieder/aanmeldingen/{id}/samen/{member}",
        "members.one",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(apply::members::one(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/samen/{member}",
        "members.describe",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(apply::members::describe(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/samen/{member}/uitnodigen",
        "members.invite",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(apply::members::invite(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/samen/{member}/weg",
        "members.remove",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(apply::members::remove(call)),
    ),
    get("/aanbieder/meedoen/{token}", "member.invitation", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::taking_part::invitation(call))
    }),
    post("/aanbieder/meedoen/{token}", "member.answer", MANAGERS, Scope::Organisation, |call| {
        Box::pin(apply::taking_part::answer(call))
    }),
    post("/aanbieder/aanmeldingen/{id}/ondertekenen", "member.sign", SIGNERS, Scope::Organisation, |call| {
        Box::pin(apply::taking_part::sign(call))
    }),
    post("/aanbieder/aanmeldingen/{id}/verlaten", "member.leave", MANAGERS, Scope::Organisation, |call| {
        Box::pin(apply::taking_part::leave(call))
    }),
    get("/aanbieder/inzendingen/{id}", "apply.sent", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::sent::page(call))
    }),
    download("/aanbieder/inzendingen/{id}/json", "apply.json", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::follow::json(call))
    }),
    download("/aanbieder/inzendingen/{id}/pdf", "apply.pdf", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(apply::follow::pdf(call))
    }),
    download(
        "/aanbieder/inzendingen/{id}/tlog-proof",
        "apply.proof",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(apply::follow::proof(call)),
    ),
    // Assessing
    get("/beoordeling", "queue.page", READERS, Scope::Region, |call| Box::pin(review::queue::page(call))),
    get("/beoordeling/aanbieders", "providers.list", READERS, Scope::Region, |call| {
        Box::pin(review::providers::list(call))
    }),
    get("/beoordeling/aanbieders/{org}", "providers.one", READERS, Scope::Region, |call| {
        Box::pin(review::providers::one(call))
    }),
    get("/beoordeling/aanmeldingen/{id}", "dossier.page", READERS, Scope::Region, |call| {
        Box::pin(review::dossier::page(call))
    }),
    get("/beoordeling/aanmeldingen/{id}/bewijs/{piece}", "dossier.file", READERS, Scope::Region, |call| {
        Box::pin(review::dossier::file(call))
    })
    .hands_out(),
    get(
        "/beoordeling/aanmeldingen/{id}/bewijs/{piece}/lezen",
        "dossier.read_file",
        READERS,
        Scope::Region,
        |call| Box::pin(review::evidence::read(call)),
    ),
    get(
        "/beoordeling/aanmeldingen/{id}/bewijs/{piece}/bladzijde/{page}",
        "dossier.page_picture",
        READERS,
        Scope::Region,
        |call| Box::pin(review::evidence::page(call)),
    )
    .hands_out(),
    post("/beoordeling/aanmeldingen/{id}/nemen", "dossier.take", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::dossier::take(call))
    }),
    post(
        "/beoordeling/aanmeldingen/{id}/teruggeven",
        "dossier.give_back",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::dossier::give_back(call)),
    ),
    post("/beoordeling/aanmeldingen/{id}/toewijzen", "dossier.hand_over", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::dossier::hand_over(call))
    }),
    get("/beoordeling/overzicht", "overview.page", READERS, Scope::Region, |call| {
        Box::pin(review::overview::page(call))
    }),
    get("/beoordeling/overzicht.csv", "overview.csv", READERS, Scope::Region, |call| {
        Box::pin(review::overview::file(call))
    }),
    get("/beoordeling/overeenstemming", "agreement.page", CHECKERS, Scope::Region, |call| {
        Box::pin(review::agreement::page(call))
    }),
    get("/beoordeling/team", "team.page", CHECKERS, Scope::Region, |call| Box::pin(review::team::page(call))),
    post("/beoordeling/team/afwezig", "team.absent", CHECKERS, Scope::Region, |call| {
        Box::pin(review::team::record(call))
    }),
    post("/beoordeling/team/afwezig/{id}/intrekken", "team.absence_end", CHECKERS, Scope::Region, |call| {
        Box::pin(review::team::end(call))
    }),
    post("/beoordeling/team/verdelen", "team.rebalance", CHECKERS, Scope::Region, |call| {
        Box::pin(review::team::rebalance(call))
    }),
    get("/beoordeling/aanmeldingen/{id}/belang", "conflict.page", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::dossier::tie_page(call))
    }),
    post("/beoordeling/aanmeldingen/{id}/belang", "conflict.declare", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::dossier::declare(call))
    }),
    post("/beoordeling/aanmeldingen/{id}/berichten", "dossier.write", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::dossier::write(call))
    }),
    get("/beoordeling/aanmeldingen/{id}/eisen/{code}", "requirement.page", READERS, Scope::Region, |call| {
        Box::pin(review::requirement::page(call))
    }),
    post(
        "/beoordeling/aanmeldingen/{id}/eisen/{code}",
        "requirement.assess",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::requirement::assess(call)),
    ),
    get(
        "/beoordeling/aanmeldingen/{id}/eisen/{code}/herstel",
        "clarification.page",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::requirement::ask_page(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/eisen/{code}/herstel",
        "clarification.ask",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::requirement::ask(call)),
    ),
    get("/beoordeling/aanmeldingen/{id}/herstel", "offer.page", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::repair::several(call))
    }),
    post("/beoordeling/aanmeldingen/{id}/herstel", "offer.ask", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::repair::ask(call))
    }),
    get("/beoordeling/vensters/{window}/herstel/{code}", "offer.alike", READERS, Scope::Region, |call| {
        Box::pin(review::repair::alike(call))
    }),
    post("/beoordeling/vensters/{window}/herstel/{code}", "offer.others", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::repair::ask_others(call))
    }),
    get(
        "/beoordeling/aanmeldingen/{id}/verificatie",
        "verification.plan_page",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::verification::plan_page(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/verificatie",
        "verification.plan",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::verification::plan(call)),
    ),
    get(
        "/beoordeling/aanmeldingen/{id}/verificatie/{verification}",
        "verification.page",
        READERS,
        Scope::Region,
        |call| Box::pin(review::verification::one(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/verificatie/{verification}/verzetten",
        "verification.move",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::verification::reschedule(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/verificatie/{verification}/annuleren",
        "verification.cancel",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::verification::cancel(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/verificatie/{verification}/verslag",
        "verification.report",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::verification::report(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/herstel/{request}/intrekken",
        "clarification.take_back",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::dossier::take_back(call)),
    ),
    get("/beoordeling/aanmeldingen/{id}/voorstel/{lot}", "proposal.page", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::proposal::page(call))
    }),
    post(
        "/beoordeling/aanmeldingen/{id}/voorstel/{lot}",
        "proposal.make",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::proposal::propose(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/voorstellen",
        "proposal.admit_all",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::proposal::admit_all(call)),
    ),
    get(
        "/beoordeling/aanmeldingen/{id}/niet-behandelen",
        "unhandled.page",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::unhandled::page(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/niet-behandelen",
        "unhandled.propose",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::unhandled::propose(call)),
    ),
    get(
        "/beoordeling/aanmeldingen/{id}/gelijk-geval/{assessment}",
        "equal.page",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::equal::page(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/gelijk-geval/{assessment}",
        "equal.explain",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::equal::explain(call)),
    ),
    get(
        "/beoordeling/aanmeldingen/{id}/zienswijze/{hearing}",
        "hearing.read",
        READERS,
        Scope::Region,
        |call| Box::pin(review::hearing::page(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/zienswijze/{hearing}",
        "hearing.weigh",
        ASSESSORS,
        Scope::Region,
        |call| Box::pin(review::hearing::weigh(call)),
    ),
    get("/beoordeling/aanmeldingen/{id}/verdagen", "extension.page", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::hearing::extend_page(call))
    }),
    post("/beoordeling/aanmeldingen/{id}/verdagen", "extension.give", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::hearing::extend(call))
    }),
    get("/beoordeling/aanmeldingen/{id}/herzien", "revision.page", DECIDERS, Scope::Region, |call| {
        Box::pin(review::revision::page(call))
    }),
    post("/beoordeling/aanmeldingen/{id}/herzien", "revision.open", DECIDERS, Scope::Region, |call| {
        Box::pin(review::revision::revise(call))
    }),
    get("/beoordeling/gelijke-gevallen", "equal.list", READERS, Scope::Region, |call| {
        Box::pin(review::equal::list(call))
    }),
    get("/beoordeling/medelezen", "countersign.list", READERS, Scope::Region, |call| {
        Box::pin(review::proposal::list(call))
    }),
    get("/beoordeling/medelezen/{id}", "countersign.page", READERS, Scope::Region, |call| {
        Box::pin(review::proposal::one(call))
    }),
    post("/beoordeling/medelezen/{id}/akkoord", "countersign.agree", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::proposal::agree(call))
    }),
    post("/beoordeling/medelezen/{id}/terug", "countersign.send_back", ASSESSORS, Scope::Region, |call| {
        Box::pin(review::proposal::send_back(call))
    }),
    // Conversation of an aanbieder with the team
    download(
        "/aanbieder/aanmeldingen/{id}/dossier.zip",
        "export.own",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(export::own(call)),
    ),
    get("/beoordeling/aanmeldingen/{id}/dossier", "export.page", READERS, Scope::Region, |call| {
        Box::pin(export::page(call))
    }),
    download(
        "/beoordeling/aanmeldingen/{id}/dossier/{purpose}/dossier.zip",
        "export.region",
        READERS,
        Scope::Region,
        |call| Box::pin(export::of_region(call)),
    ),
    get("/aanbieder/vragen", "questions.list", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::questions::list(call))
    }),
    get("/aanbieder/vragen/stellen/{window}", "questions.page", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::questions::page(call))
    }),
    post("/aanbieder/vragen/stellen/{window}", "questions.ask", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::questions::ask(call))
    }),
    post("/aanbieder/vragen/{id}/intrekken", "questions.withdraw", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::questions::withdraw(call))
    }),
    get("/aanbieder/berichten", "messages.page", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::messages::page(call))
    }),
    post("/aanbieder/berichten", "messages.send", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::messages::send(call))
    }),
    get(
        "/aanbieder/aanmeldingen/{id}/herstel/{request}",
        "repair.page",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(provider::repair::page(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/herstel/{request}",
        "repair.answer",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(provider::repair::answer(call)),
    ),
    get(
        "/aanbieder/aanmeldingen/{id}/zienswijze/{hearing}",
        "hearing.page",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(provider::hearing::page(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/zienswijze/{hearing}",
        "hearing.give",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(provider::hearing::give(call)),
    ),
    get(
        "/aanbieder/aanmeldingen/{id}/verificatie/{verification}",
        "verification.own",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(provider::verification::page(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/verificatie/{verification}",
        "verification.react",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(provider::verification::react(call)),
    ),
    // Decisions
    get("/beoordeling/beslissingen", "decisions.list", DECIDERS, Scope::Region, |call| {
        Box::pin(review::decisions::list(call))
    }),
    get("/beoordeling/beslissingen/bevestigen", "decisions.confirm", DECIDERS, Scope::Region, |call| {
        Box::pin(review::decisions::confirm(call))
    }),
    post("/beoordeling/beslissingen/tekenen", "decisions.sign", DECIDERS, Scope::Region, |call| {
        Box::pin(review::decisions::sign(call))
    }),
    post("/beoordeling/beslissingen/teruggeven", "decisions.return", DECIDERS, Scope::Region, |call| {
        Box::pin(review::decisions::give_back(call))
    }),
    get("/beoordeling/beslissingen/{id}", "decisions.one", DECIDERS, Scope::Region, |call| {
        Box::pin(review::decisions::one(call))
    }),
    // Letters
    get("/aanbieder/brieven", "letters.list", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::letters::list(call))
    }),
    get("/aanbieder/brieven/{id}", "letters.one", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::letters::one(call))
    }),
    download("/aanbieder/brieven/{id}/pdf", "letters.pdf", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::letters::pdf(call))
    }),
    get("/beoordeling/brieven", "review.letters_missing", READERS, Scope::Region, |call| {
        Box::pin(review::letters::missing(call))
    }),
    post("/beoordeling/brieven/{id}/terug", "review.letter_returned", SENDERS, Scope::Region, |call| {
        Box::pin(review::letters::returned(call))
    }),
    post("/beoordeling/brieven/{id}/opnieuw", "review.letter_again", SENDERS, Scope::Region, |call| {
        Box::pin(review::letters::again(call))
    }),
    get("/beoordeling/brieven/{id}", "review.letter", READERS, Scope::Region, |call| {
        Box::pin(review::letters::one(call))
    }),
    download("/beoordeling/brieven/{id}/pdf", "review.letter_pdf", READERS, Scope::Region, |call| {
        Box::pin(review::letters::pdf(call))
    }),
    // Admissions
    get("/aanbieder/toelatingen", "admissions.own", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::admissions::page(call))
    }),
    get("/beoordeling/toelatingen", "admissions.list", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::admissions::list(call))
    }),
    get("/beoordeling/toelatingen/overnemen", "contracts.page", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::admissions::import::page(call))
    }),
    upload("/beoordeling/toelatingen/overnemen", "contracts.prepare", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::admissions::import::prepare(call))
    }),
    download(
        "/beoordeling/toelatingen/overnemen/voorbeeld",
        "contracts.example",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::admissions::import::example(call)),
    ),
    get("/beoordeling/toelatingen/overnemen/{id}", "contracts.one", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::admissions::import::one(call))
    }),
    post(
        "/beoordeling/toelatingen/overnemen/{id}",
        "contracts.take_over",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::admissions::import::take_over(call)),
    ),
    post(
        "/beoordeling/toelatingen/overnemen/{id}/weggooien",
        "contracts.discard",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::admissions::import::discard(call)),
    ),
    get("/beoordeling/toelatingen/brieven", "claim_letters.page", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::admissions::claim_letters::page(call))
    }),
    download(
        "/beoordeling/toelatingen/brieven/alle",
        "claim_letters.all",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::admissions::claim_letters::all(call)),
    ),
    download(
        "/beoordeling/toelatingen/brieven/{id}",
        "claim_letters.letter",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::admissions::claim_letters::letter(call)),
    ),
    post("/beoordeling/toelatingen/brieven/{id}", "claim_letters.renew", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::admissions::claim_letters::renew(call))
    }),
    get("/toegangscode", "claim_code.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::claim_code::page(call))
    }),
    post("/toegangscode", "claim_code.claim", Who::Everyone, Scope::None, |call| {
        Box::pin(public::claim_code::claim(call))
    }),
    get("/beoordeling/toelatingen/bevestigingen", "confirmations.list", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::confirmations::list(call))
    }),
    get(
        "/beoordeling/toelatingen/bevestigingen/{id}",
        "confirmations.one",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::confirmations::one(call)),
    ),
    post(
        "/beoordeling/toelatingen/bevestigingen/{id}/oppakken",
        "confirmations.take",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::confirmations::take(call)),
    ),
    get("/beoordeling/toelatingen/{org}", "admissions.one", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::admissions::one(call))
    }),
    upload(
        "/beoordeling/toelatingen/{org}/overeenkomst",
        "admissions.record",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::admissions::record(call)),
    ),
    get("/aanbieder/toelatingen/stop", "admissions.stop_page", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::stop::page(call))
    }),
    get("/aanbieder/toelatingen/capaciteit", "supply.own", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::capacity::page(call))
    }),
    post("/aanbieder/toelatingen/capaciteit", "supply.state", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::capacity::save(call))
    }),
    get(
        "/aanbieder/toelatingen/bevestigen/{id}",
        "confirmations.own",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(provider::confirm::page(call)),
    ),
    post(
        "/aanbieder/toelatingen/bevestigen/{id}",
        "confirmations.give",
        SIGNERS,
        Scope::Organisation,
        |call| Box::pin(provider::confirm::give(call)),
    ),
    post("/aanbieder/toelatingen/stop", "admissions.stop", MANAGERS, Scope::Organisation, |call| {
        Box::pin(provider::stop::stop(call))
    }),
    post(
        "/aanbieder/toelatingen/{id}/hervatten",
        "admissions.take_again",
        MANAGERS,
        Scope::Organisation,
        |call| Box::pin(provider::stop::take_again(call)),
    ),
    get(
        "/beoordeling/toelatingen/{org}/opschorten",
        "admissions.suspend_page",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::admissions::suspend_page(call)),
    ),
    post(
        "/beoordeling/toelatingen/{org}/opschorten",
        "admissions.suspend",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::admissions::suspend(call)),
    ),
    post("/beoordeling/toelatingen/{org}/opheffen", "admissions.lift", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::admissions::lift(call))
    }),
    post("/beoordeling/toelatingen/{org}/gezien", "admissions.seen", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::admissions::record_seen(call))
    }),
    download(
        "/beoordeling/toelatingen/{org}/overeenkomst/{id}",
        "admissions.agreement",
        READERS,
        Scope::Region,
        |call| Box::pin(review::admissions::agreement(call)),
    ),
    download(
        "/aanbieder/toelatingen/overeenkomst/{id}",
        "admissions.own_agreement",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(provider::admissions::agreement(call)),
    ),
    get("/beoordeling/bewijsverzoeken", "evidence_requests.list", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::evidence_requests::list(call))
    }),
    get("/beoordeling/bewijsverzoeken/{id}", "evidence_requests.one", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::evidence_requests::one(call))
    }),
    post(
        "/beoordeling/bewijsverzoeken/{id}/akkoord",
        "evidence_requests.accept",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::evidence_requests::accept(call)),
    ),
    post(
        "/beoordeling/bewijsverzoeken/{id}/terug",
        "evidence_requests.give_back",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::evidence_requests::give_back(call)),
    ),
    post(
        "/beoordeling/bewijsverzoeken/{id}/vervallen",
        "evidence_requests.drop",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::evidence_requests::drop_it(call)),
    ),
    download(
        "/beoordeling/bewijsverzoeken/{id}/bewijs/{piece}",
        "evidence_requests.piece",
        CONTRACTS,
        Scope::Region,
        |call| Box::pin(review::evidence_requests::piece(call)),
    ),
    get(
        "/aanbieder/toelatingen/bewijsverzoek/{id}",
        "evidence_requests.own",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(provider::evidence_request::page(call)),
    ),
    post(
        "/aanbieder/toelatingen/bewijsverzoek/{id}",
        "evidence_requests.answer",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(provider::evidence_request::answer(call)),
    ),
    // Signals, samples and the order of risk: before what names an aanbieder, because their paths would be one
    get("/regio/{slug}/melding", "report.page", Who::Everyone, Scope::None, |call| {
        Box::pin(public::report::page(call))
    }),
    post("/regio/{slug}/melding", "report.send", Who::Everyone, Scope::None, |call| {
        Box::pin(public::report::send(call))
    }),
    get("/aanbieder/toelatingen/calamiteit", "calamity.page", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::calamity::page(call))
    }),
    post("/aanbieder/toelatingen/calamiteit", "calamity.send", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::calamity::send(call))
    }),
    get(
        "/aanbieder/toelatingen/calamiteit/{id}",
        "calamity.receipt",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(provider::calamity::receipt(call)),
    ),
    get("/toezicht/signalen", "signals.list", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::signals::list(call))
    }),
    get("/toezicht/signalen/nieuw", "signals.new", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::signals::new(call))
    }),
    post("/toezicht/signalen/nieuw", "signals.observe", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::signals::observe(call))
    }),
    get("/toezicht/signalen/{id}", "signals.one", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::signals::one(call))
    }),
    post("/toezicht/signalen/{id}/stap", "signals.step", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::signals::step(call))
    }),
    get("/toezicht/signalen/{id}/melder", "signals.reporter", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::signals::reporter(call))
    }),
    get("/toezicht/jaarplan", "year_plan.page", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::year_plan::page(call))
    }),
    post("/toezicht/jaarplan", "year_plan.add", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::year_plan::add(call))
    }),
    post("/toezicht/jaarplan/{id}/vervallen", "year_plan.drop", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::year_plan::drop(call))
    }),
    post("/toezicht/steekproeven/{id}/jaarplan", "samples.plan", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::samples::plan(call))
    }),
    get("/toezicht/steekproeven", "samples.list", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::samples::list(call))
    }),
    post("/toezicht/steekproeven", "samples.draw", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::samples::draw(call))
    }),
    get("/toezicht/steekproeven/{id}", "samples.one", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::samples::one(call))
    }),
    download(
        "/toezicht/steekproeven/{id}/steekproef.csv",
        "samples.csv",
        SUPERVISORS,
        Scope::Gemeente,
        |call| Box::pin(supervision::samples::csv(call)),
    ),
    get("/toezicht/volgorde", "risk_order.page", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::order::page(call))
    }),
    get("/toezicht/besluiten", "supervision.decisions", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::decided::list(call))
    }),
    get("/toezicht/besluiten/{id}", "supervision.decision", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::decided::one(call))
    }),
    get("/toezicht/cijfers", "supervision.flow", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::flow::page(call))
    }),
    // Measures: advised by toezicht, proposed and decided by the team, read by the aanbieder that was told
    get("/toezicht/maatregelen", "measures.advised", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::measures::list(call))
    }),
    get("/toezicht/maatregelen/nieuw/{org}", "measures.new", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::measures::new(call))
    }),
    post("/toezicht/maatregelen/nieuw/{org}", "measures.advise", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::measures::advise(call))
    }),
    get("/toezicht/maatregelen/{id}", "measures.watched", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::measures::one(call))
    }),
    post(
        "/toezicht/maatregelen/{id}/hercontrole",
        "measures.recheck",
        SUPERVISORS,
        Scope::Gemeente,
        |call| Box::pin(supervision::measures::recheck(call)),
    ),
    get("/beoordeling/maatregelen", "measures.list", MEASURERS, Scope::Region, |call| {
        Box::pin(review::measures::list(call))
    }),
    get("/beoordeling/maatregelen/{id}", "measures.one", MEASURERS, Scope::Region, |call| {
        Box::pin(review::measures::one(call))
    }),
    post("/beoordeling/maatregelen/{id}/voorstellen", "measures.propose", CONTRACTS, Scope::Region, |call| {
        Box::pin(review::measures::propose(call))
    }),
    post(
        "/beoordeling/maatregelen/{id}/niet-volgen",
        "measures.not_follow",
        MEASURERS,
        Scope::Region,
        |call| Box::pin(review::measures::not_follow(call)),
    ),
    post("/beoordeling/maatregelen/{id}/beslissen", "measures.decide", DECIDERS, Scope::Region, |call| {
        Box::pin(review::measures::decide(call))
    }),
    post("/beoordeling/maatregelen/{id}/opheffen", "measures.lift", DECIDERS, Scope::Region, |call| {
        Box::pin(review::measures::lift(call))
    }),
    get("/aanbieder/maatregelen", "own_measures.list", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::measures::list(call))
    }),
    get("/aanbieder/maatregelen/{id}", "own_measures.one", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::measures::one(call))
    }),
    post(
        "/aanbieder/maatregelen/{id}/zienswijze",
        "own_measures.view",
        FILLERS,
        Scope::Organisation,
        |call| Box::pin(provider::measures::give_view(call)),
    ),
    get("/toezicht/onderzoeken", "investigations.list", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::investigations::list(call))
    }),
    get("/toezicht/onderzoeken/nieuw", "investigations.new", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::investigations::new(call))
    }),
    post("/toezicht/onderzoeken/nieuw", "investigations.plan", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::investigations::plan(call))
    }),
    get("/toezicht/onderzoeken/{id}", "investigations.one", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::investigations::one(call))
    }),
    post("/toezicht/onderzoeken/{id}/stap", "investigations.step", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::investigations::step(call))
    }),
    get("/toezicht/onderzoeken/{id}/bezoek", "investigations.visit", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::investigations::visit_page(call))
    }),
    post("/toezicht/onderzoeken/{id}/bezoek", "investigations.note", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::investigations::note(call))
    }),
    get(
        "/toezicht/onderzoeken/{id}/rapport",
        "investigations.report",
        SUPERVISORS,
        Scope::Gemeente,
        |call| Box::pin(supervision::investigations::report_page(call)),
    ),
    post(
        "/toezicht/onderzoeken/{id}/rapport",
        "investigations.draft",
        SUPERVISORS,
        Scope::Gemeente,
        |call| Box::pin(supervision::investigations::draft(call)),
    ),
    post(
        "/toezicht/onderzoeken/{id}/definitief",
        "investigations.finish",
        SUPERVISORS,
        Scope::Gemeente,
        |call| Box::pin(supervision::investigations::finish(call)),
    ),
    get("/aanbieder/toezicht", "investigations.own_list", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::supervision::list(call))
    }),
    get("/aanbieder/toezicht/{id}", "investigations.own", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::supervision::one(call))
    }),
    post("/aanbieder/toezicht/{id}", "investigations.answer", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::supervision::answer(call))
    }),
    // Toezicht, and what an aanbieder learns of who looked
    get("/toezicht", "supervision.list", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::list::page(call))
    }),
    get("/toezicht/{org}", "supervision.dossier", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::dossier::page(call))
    }),
    get("/toezicht/{org}/bewijs/{evidence}", "supervision.file", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::files::evidence(call))
    })
    .hands_out(),
    get("/toezicht/{org}/brieven/{letter}", "supervision.letter", SUPERVISORS, Scope::Gemeente, |call| {
        Box::pin(supervision::files::letter(call))
    })
    .hands_out(),
    get("/aanbieder/inzage", "looks.page", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(supervision::looks::page(call))
    }),
    // Disputes about what was decided
    get("/beoordeling/geschillen", "dispute.list", READERS, Scope::Region, |call| {
        Box::pin(review::dispute::list(call))
    }),
    get(
        "/beoordeling/aanmeldingen/{id}/geschillen/registreren",
        "dispute.register_page",
        TREATERS,
        Scope::Region,
        |call| Box::pin(review::dispute::register_page(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/geschillen/registreren",
        "dispute.register",
        TREATERS,
        Scope::Region,
        |call| Box::pin(review::dispute::register(call)),
    ),
    get(
        "/beoordeling/aanmeldingen/{id}/geschillen/{dispute}",
        "dispute.page",
        READERS,
        Scope::Region,
        |call| Box::pin(review::dispute::one(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/geschillen/{dispute}/nemen",
        "dispute.take",
        TREATERS,
        Scope::Region,
        |call| Box::pin(review::dispute::take(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/geschillen/{dispute}/zitting",
        "dispute.plan_hearing",
        TREATERS,
        Scope::Region,
        |call| Box::pin(review::dispute::plan_hearing(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/geschillen/{dispute}/zitting-vervalt",
        "dispute.cancel_hearing",
        TREATERS,
        Scope::Region,
        |call| Box::pin(review::dispute::cancel_hearing(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/geschillen/{dispute}/verdagen",
        "dispute.extend",
        TREATERS,
        Scope::Region,
        |call| Box::pin(review::dispute::extend(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/geschillen/{dispute}/uitkomst",
        "dispute.decide",
        DECIDERS,
        Scope::Region,
        |call| Box::pin(review::dispute::decide(call)),
    ),
    post(
        "/beoordeling/aanmeldingen/{id}/geschillen/{dispute}/ingetrokken",
        "dispute.note_withdrawn",
        TREATERS,
        Scope::Region,
        |call| Box::pin(review::dispute::withdraw(call)),
    ),
    get("/beoordeling/aanmeldingen/{id}/bewaren", "hold.page", READERS, Scope::Region, |call| {
        Box::pin(review::hold::page(call))
    }),
    post("/beoordeling/aanmeldingen/{id}/bewaren", "hold.place", DECIDERS, Scope::Region, |call| {
        Box::pin(review::hold::place(call))
    }),
    post(
        "/beoordeling/aanmeldingen/{id}/bewaren/{hold}/opheffen",
        "hold.lift",
        DECIDERS,
        Scope::Region,
        |call| Box::pin(review::hold::lift(call)),
    ),
    get("/aanbieder/brieven/{id}/oneens", "dispute.file_page", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::dispute::file_page(call))
    }),
    post("/aanbieder/brieven/{id}/oneens", "dispute.file", OBJECTORS, Scope::Organisation, |call| {
        Box::pin(provider::dispute::file(call))
    }),
    get(
        "/aanbieder/aanmeldingen/{id}/geschillen/{dispute}",
        "dispute.own",
        PROVIDERS,
        Scope::Organisation,
        |call| Box::pin(provider::dispute::page(call)),
    ),
    post(
        "/aanbieder/aanmeldingen/{id}/geschillen/{dispute}/intrekken",
        "dispute.withdraw",
        OBJECTORS,
        Scope::Organisation,
        |call| Box::pin(provider::dispute::withdraw(call)),
    ),
    // Bibob: whole pages that are not there for who is no named officer
    get("/beoordeling/bibob", "bibob.list", READERS, Scope::Region, |call| {
        Box::pin(review::bibob::list(call))
    }),
    get("/beoordeling/bibob/beginnen/{application}", "bibob.begin", READERS, Scope::Region, |call| {
        Box::pin(review::bibob::begin(call))
    }),
    post("/beoordeling/bibob/beginnen/{application}", "bibob.ask", READERS, Scope::Region, |call| {
        Box::pin(review::bibob::ask(call))
    }),
    get("/beoordeling/bibob/{id}", "bibob.page", READERS, Scope::Region, |call| {
        Box::pin(review::bibob::one(call))
    }),
    post("/beoordeling/bibob/{id}/stap", "bibob.step", READERS, Scope::Region, |call| {
        Box::pin(review::bibob::step(call))
    }),
    post("/beoordeling/bibob/{id}/notitie", "bibob.note", READERS, Scope::Region, |call| {
        Box::pin(review::bibob::note(call))
    }),
    download("/beoordeling/bibob/{id}/bestand/{piece}", "bibob.file", READERS, Scope::Region, |call| {
        Box::pin(review::bibob::file(call))
    }),
    get("/beheer/bibob", "bibob.settings", ADMIN, Scope::Region, |call| Box::pin(admin::bibob::page(call))),
    post("/beheer/bibob", "bibob.name", ADMIN, Scope::Region, |call| Box::pin(admin::bibob::name(call))),
    post("/beheer/bibob/bewaartermijn", "bibob.keep_for", ADMIN, Scope::Region, |call| {
        Box::pin(admin::bibob::keep_for(call))
    }),
    post("/beheer/bibob/{id}/beeindigen", "bibob.end", ADMIN, Scope::Region, |call| {
        Box::pin(admin::bibob::end(call))
    }),
    get("/aanbieder/aanmeldingen/{id}/bibob", "bibob.own", PROVIDERS, Scope::Organisation, |call| {
        Box::pin(provider::bibob::page(call))
    }),
    upload("/aanbieder/aanmeldingen/{id}/bibob", "bibob.hand_in", FILLERS, Scope::Organisation, |call| {
        Box::pin(provider::bibob::hand_in(call))
    }),
];
