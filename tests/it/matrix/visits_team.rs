//! Visits of the regional team: assessing, deciding, contracts, toezicht and beheer.

use super::visit::{Abroad, Visit, visit};

/// Every page of a dossier is a look into it.
const VIEWED: &str = "dossier.viewed";

pub fn visits() -> Vec<Visit> {
    [
        claims(),
        dossier(),
        judging(),
        offering_and_checking(),
        bibob(),
        second_person(),
        deciding(),
        disputes(),
        contracts(),
        policy(),
        taking_over(),
        wijzigingen(),
        questions(),
        supervision(),
        signals(),
        measures(),
        investigations(),
        team(),
        region(),
    ]
    .concat()
}

fn claims() -> Vec<Visit> {
    let at = &["{claim.org}"];
    let page = "/beoordeling/registraties/{claim.org}";
    vec![
        visit("claims.page", &[]),
        visit("claims.one", at).leaf("organisation.viewed"),
        visit("claims.verify", at).form(page, &[]).leaf("organisation.verified"),
        visit("claims.reject", at)
            .form(page, &[("reden", "Niet in het register.")])
            .leaf("organisation.rejected"),
        visit("claims.file", &["{claim.org}", "{claim.piece}"])
            .leaf("evidence.downloaded")
            .crossed(&["{claim.org}", "{sent.piece}"])
            .crossed(&["{full.org}", "{full.piece}"]),
    ]
}

fn dossier() -> Vec<Visit> {
    let sent = "/beoordeling/aanmeldingen/{sent.application}";
    let mine = "/beoordeling/aanmeldingen/{mine.application}";
    let asked = "/beoordeling/aanmeldingen/{asked.application}";
    vec![
        visit("queue.page", &[]),
        visit("providers.list", &[]),
        visit("providers.one", &["{sent.org}"]).leaf("organisation.viewed").crossed(&["{full.org}"]),
        visit("dossier.page", &["{sent.application}"]).leaf(VIEWED).crossed(&["{full.application}"]),
        visit("dossier.file", &["{sent.application}", "{sent.piece}"])
            .leaf("evidence.downloaded")
            .crossed(&["{sent.application}", "{claim.piece}"])
            .crossed(&["{full.application}", "{full.piece}"]),
        visit("dossier.read_file", &["{sent.application}", "{sent.piece}"])
            .leaf(VIEWED)
            .crossed(&["{sent.application}", "{claim.piece}"]),
        visit("dossier.page_picture", &["{sent.application}", "{sent.piece}", "1"]).leaf(VIEWED).crossed(&[
            "{sent.application}",
            "{claim.piece}",
            "1",
        ]),
        visit("dossier.take", &["{sent.application}"]).form(sent, &[]).leaf("application.assigned"),
        visit("dossier.give_back", &["{mine.application}"]).form(mine, &[]).leaf("application.assigned"),
        visit("dossier.hand_over", &["{sent.application}"])
            .form(sent, &[("collega", "{colleague}")])
            .leaf("application.assigned"),
        visit("overview.page", &[]),
        visit("overview.csv", &[]),
        visit("agreement.page", &[]),
        visit("team.page", &[]),
        visit("team.absent", &[])
            .sends(&[
                ("wie", "{assessor}"),
                ("van_day", "23"),
                ("van_month", "12"),
                ("van_year", "2026"),
                ("tot_day", "31"),
                ("tot_month", "12"),
                ("tot_year", "2026"),
            ])
            .leaf("staff.absent"),
        visit("team.absence_end", &["{absence}"]).form("/beoordeling/team", &[]).leaf("staff.absence_ended"),
        visit("team.rebalance", &[]).form("/beoordeling/team", &[]).leaf("application.assigned"),
        visit("conflict.page", &["{sent.application}"]),
        visit("conflict.declare", &["{sent.application}"])
            .form("/beoordeling/aanmeldingen/{sent.application}/belang", &[("band", "work")])
            .leaf("conflict.declared"),
        visit("dossier.write", &["{mine.application}"])
            .form(mine, &[("bericht", "Een vraag.")])
            .leaf("message.sent"),
        visit("clarification.take_back", &["{asked.application}", "{asked.request}"])
            .form(asked, &[("motivering", "Het stuk was er al.")])
            .leaf("clarification.withdrawn")
            .crossed(&["{mine.application}", "{asked.request}"]),
    ]
}

/// For everybody in the team but the named officer these pages are not there.
fn bibob() -> Vec<Visit> {
    let dossier = &["{bibob.dossier}"];
    let others = [
        "staff.decision_maker",
        "staff.contract_manager",
        "staff.supervisor",
        "staff.policy_editor",
        "staff.region_admin",
    ];
    let for_officers = |one: Visit| others.iter().fold(one, |one, role| one.but(role, 404));
    let step = [("stap", "research"), ("tekst", "Wij kijken zelf."), ("version", "2")];
    let mut all: Vec<Visit> = vec![
        visit("bibob.list", &[]),
        visit("bibob.begin", &["{mine.application}"]).crossed(&["{full.application}"]),
        visit("bibob.ask", &["{mine.application}"])
            .sends(&[("reden", "Een signaal.")])
            .leaf("bibob.asked")
            .crossed(&["{full.application}"]),
        visit("bibob.page", dossier).leaf("bibob.opened"),
        visit("bibob.step", dossier).sends(&step).leaf("bibob.stepped"),
        visit("bibob.note", dossier).sends(&[("notitie", "Nagekeken.")]).leaf("bibob.noted"),
        visit("bibob.file", &["{bibob.dossier}", "{bibob.piece}"])
            .leaf("bibob.file_downloaded")
            .crossed(&["{bibob.dossier}", "{sent.piece}"]),
    ]
    .into_iter()
    .map(for_officers)
    .collect();
    all.extend([
        visit("bibob.settings", &[]),
        visit("bibob.name", &[]).sends(&[("wie", "{user.countersigner}")]).leaf("bibob_officer.named"),
        visit("bibob.keep_for", &[])
            .sends(&[("jaren", "5"), ("reden", "Zo lang mag het advies worden gebruikt.")])
            .leaf("bibob_retention.set"),
        visit("bibob.end", &["{bibob.officer}"]).sends(&[]).leaf("bibob_officer.ended"),
    ]);
    all
}

/// Asking several at once and everyone alike, and checking by a visit.
fn offering_and_checking() -> Vec<Visit> {
    let checked = &["{mine.application}", "{mine.verification}"];
    let over = &["{judged.application}", "{judged.verification}"];
    vec![
        visit("verification.plan_page", &["{mine.application}"]).leaf(VIEWED),
        visit("verification.plan", &["{mine.application}"])
            .form(
                "/beoordeling/aanmeldingen/{mine.application}/verificatie",
                &[
                    ("soort", "visit"),
                    ("eis", "GES-01"),
                    ("wie", "{user.assessor}"),
                    ("wie", "{user.countersigner}"),
                    ("dag_day", "1"),
                    ("dag_month", "2"),
                    ("dag_year", "2027"),
                    ("tijd", "9:30"),
                    ("plaats", "Bij u."),
                ],
            )
            .leaf("verification.planned"),
        visit("verification.page", checked)
            .leaf(VIEWED)
            .crossed(&["{sent.application}", "{mine.verification}"]),
        visit("verification.move", checked)
            .form(
                "/beoordeling/aanmeldingen/{mine.application}/verificatie/{mine.verification}",
                &[
                    ("dag_day", "1"),
                    ("dag_month", "3"),
                    ("dag_year", "2027"),
                    ("tijd", "9:30"),
                    ("plaats", "Bij u."),
                    ("reden", "Ziekte."),
                ],
            )
            .leaf("verification.moved")
            .crossed(&["{judged.application}", "{mine.verification}"]),
        visit("verification.cancel", checked)
            .form(
                "/beoordeling/aanmeldingen/{mine.application}/verificatie/{mine.verification}",
                &[("waarom", "Niet meer nodig.")],
            )
            .leaf("verification.cancelled")
            .crossed(&["{judged.application}", "{mine.verification}"]),
        visit("verification.report", over)
            .form(
                "/beoordeling/aanmeldingen/{judged.application}/verificatie/{judged.verification}",
                &[("gezien.GES-01", "Het uittreksel klopt.")],
            )
            .leaf("verification.reported")
            .crossed(&["{mine.application}", "{judged.verification}"]),
        visit("offer.page", &["{mine.application}"]).leaf(VIEWED),
        visit("offer.ask", &["{mine.application}"])
            .form(
                "/beoordeling/aanmeldingen/{mine.application}/herstel",
                &[("eis", "GES-01"), ("vraag.GES-01", "Stuur het uittreksel alsnog.")],
            )
            .leaf("clarification.asked"),
        visit("offer.alike", &["{window.running}", "{repairable}"]),
        visit("offer.others", &["{window.running}", "{repairable}"])
            .form(
                "/beoordeling/vensters/{window.running}/herstel/{repairable}",
                &[("soort", "incomplete"), ("onderdeel", "geheel"), ("vraag", "Stuur het stuk alsnog.")],
            )
            .leaf("clarification.asked"),
    ]
}

fn judging() -> Vec<Visit> {
    let open = &["{mine.application}", "{open}"];
    let repairable = &["{mine.application}", "{repairable}"];
    let lot = &["{judged.application}", "{judged.lot}"];
    vec![
        visit("requirement.page", open).leaf(VIEWED),
        visit("requirement.assess", open)
            .form(
                "/beoordeling/aanmeldingen/{mine.application}/eisen/{open}",
                &[
                    ("oordeel", "not_met"),
                    ("reden", "AFW-01"),
                    ("motivering", "Gezien in de stukken."),
                    ("<points>", "nee"),
                ],
            )
            .leaf("assessment.recorded"),
        visit("clarification.page", repairable).leaf(VIEWED),
        visit("clarification.ask", repairable)
            .form(
                "/beoordeling/aanmeldingen/{mine.application}/eisen/{repairable}/herstel",
                &[("soort", "incomplete"), ("onderdeel", "geheel"), ("vraag", "Stuur het stuk alsnog.")],
            )
            .leaf("clarification.asked"),
        visit("unhandled.page", &["{unused.application}"]).leaf(VIEWED),
        visit("unhandled.propose", &["{unused.application}"])
            .form(
                "/beoordeling/aanmeldingen/{unused.application}/niet-behandelen",
                &[("motivering", "Zonder dit stuk kunnen wij niets beoordelen.")],
            )
            .leaf("proposal.made"),
        visit("proposal.page", lot).leaf(VIEWED).crossed(&["{judged.application}", "{proposed.lot}"]),
        visit("proposal.admit_all", &["{judged.application}"])
            .form("/beoordeling/aanmeldingen/{judged.application}", &[("kavel", "{judged.lot}")])
            .leaf("proposal.made"),
        visit("proposal.make", lot)
            .form(
                "/beoordeling/aanmeldingen/{judged.application}/voorstel/{judged.lot}",
                &[("voorstel", "admit")],
            )
            .leaf("proposal.made")
            .crossed(&["{mine.application}", "{judged.lot}"]),
    ]
}

fn second_person() -> Vec<Visit> {
    let at = &["{proposed.decision}"];
    let page = "/beoordeling/medelezen/{proposed.decision}";
    let equal = &["{unequal.application}", "{unequal.assessment}"];
    vec![
        visit("equal.page", equal).leaf(VIEWED).crossed(&["{mine.application}", "{unequal.assessment}"]),
        visit("equal.explain", equal)
            .form(
                "/beoordeling/aanmeldingen/{unequal.application}/gelijk-geval/{unequal.assessment}",
                &[("waarom", "case_differs"), ("motivering", "Hier loopt een onderzoek.")],
            )
            .leaf("assessment.explained"),
        visit("equal.list", &[]).shows("{unequal.code}"),
        visit("hearing.read", &["{answered.application}", "{answered.hearing}"])
            .leaf(VIEWED)
            .crossed(&["{mine.application}", "{answered.hearing}"]),
        visit("hearing.weigh", &["{answered.application}", "{answered.hearing}"])
            .form(
                "/beoordeling/aanmeldingen/{answered.application}/zienswijze/{answered.hearing}",
                &[("reactie", "De eis geldt op de peildatum.")],
            )
            .leaf("hearing.weighed"),
        visit("extension.page", &["{mine.application}"]).leaf(VIEWED),
        visit("extension.give", &["{mine.application}"])
            .form(
                "/beoordeling/aanmeldingen/{mine.application}/verdagen",
                &[("weken", "6"), ("motivering", "Een deskundige kijkt mee.")],
            )
            .leaf("application.extended"),
        visit("countersign.list", &[]),
        visit("countersign.page", at).leaf(VIEWED),
        visit("countersign.agree", at).by("medelezer").form(page, &[]).leaf("proposal.countersigned"),
        visit("countersign.send_back", at)
            .by("medelezer")
            .form(page, &[("motivering", "Kijk nog eens.")])
            .leaf("proposal.returned"),
    ]
}

fn deciding() -> Vec<Visit> {
    let confirm = "/beoordeling/beslissingen/bevestigen?perceel={waiting.lot}";
    vec![
        visit("decisions.list", &[]).query("?gemeente={waiting.gemeente}"),
        visit("decisions.confirm", &[]).query("?perceel={waiting.lot}"),
        visit("decisions.sign", &[]).form(confirm, &[]).leaf("decision.signed").abroad(Abroad::NotThere),
        visit("decisions.return", &[])
            .form(confirm, &[("reden", "Ander stuk.")])
            .leaf("decision.returned")
            .abroad(Abroad::NotThere),
        visit("decisions.one", &["{waiting.lot}"]).leaf(VIEWED),
        visit("revision.page", &["{decided.application}"]).leaf(VIEWED),
        visit("revision.open", &["{decided.application}"])
            .form(
                "/beoordeling/aanmeldingen/{decided.application}/herzien",
                &[
                    ("onderdeel", "{decided.lot}"),
                    ("aanleiding", "own_mistake"),
                    ("motivering", "Een stuk is over het hoofd gezien."),
                ],
            )
            .leaf("decision.reopened"),
        visit("review.letter", &["{decided.letter}"]),
        visit("review.letter_pdf", &["{decided.letter}"]).leaf("letter.downloaded"),
        visit("review.letters_missing", &[]).shows("Kwijtgeraakt"),
        visit("review.letter_returned", &["{decided.letter}"])
            .form("/beoordeling/brieven/{decided.letter}", &[("reden", "De mail kwam terug.")])
            .leaf("letter.bounced"),
        visit("review.letter_again", &["{bounced.letter}"])
            .form("/beoordeling/brieven/{bounced.letter}", &[])
            .leaf("letter.sent_again"),
    ]
}

/// What an aanbieder does not agree with, treated by who had no hand in it.
fn disputes() -> Vec<Visit> {
    let klacht = &["{disputed.application}", "{disputed.klacht}"];
    let court = &["{disputed.application}", "{disputed.court}"];
    let bezwaar = &["{disputed.application}", "{disputed.bezwaar}"];
    let astray = &["{decided.application}", "{disputed.klacht}"];
    let page = "/beoordeling/aanmeldingen/{disputed.application}/geschillen/{disputed.klacht}";
    let court_page = "/beoordeling/aanmeldingen/{disputed.application}/geschillen/{disputed.court}";
    let bezwaar_page = "/beoordeling/aanmeldingen/{disputed.application}/geschillen/{disputed.bezwaar}";
    let register = "/beoordeling/aanmeldingen/{decided.application}/geschillen/registreren";
    let keep = "/beoordeling/aanmeldingen/{decided.application}/bewaren";
    let day = |name: &'static str| -> [(&'static str, &'static str); 3] {
        match name {
            "op" => [("op_day", "22"), ("op_month", "11"), ("op_year", "2026")],
            "dag" => [("dag_day", "1"), ("dag_month", "2"), ("dag_year", "2027")],
            _ => [("ontvangen_day", "22"), ("ontvangen_month", "11"), ("ontvangen_year", "2026")],
        }
    };
    let with = |name, rest: &[(&'static str, &'static str)]| [day(name).as_slice(), rest].concat();
    vec![
        visit("dispute.list", &[]),
        visit("dispute.register_page", &["{decided.application}"]).leaf(VIEWED),
        visit("dispute.register", &["{decided.application}"])
            .form(
                register,
                &with(
                    "ontvangen",
                    &[
                        ("soort", "klacht"),
                        ("onderdeel", "{decided.decision}"),
                        ("waarover", "Per mail, map 12."),
                    ],
                ),
            )
            .leaf("dispute.registered"),
        visit("dispute.page", klacht).leaf(VIEWED).crossed(astray),
        visit("dispute.take", klacht).form(page, &[]).leaf("dispute.taken").crossed(astray),
        visit("dispute.plan_hearing", klacht)
            .form(page, &with("dag", &[("tijd", "9:30"), ("plaats", "Bij u.")]))
            .leaf("dispute.hearing_planned")
            .crossed(astray),
        visit("dispute.cancel_hearing", court)
            .form(court_page, &[])
            .leaf("dispute.hearing_cancelled")
            .crossed(&["{decided.application}", "{disputed.court}"]),
        visit("dispute.extend", bezwaar)
            .form(bezwaar_page, &[("waarom", "De commissie heeft meer tijd nodig.")])
            .leaf("dispute.extended")
            .crossed(&["{decided.application}", "{disputed.bezwaar}"]),
        visit("dispute.decide", klacht)
            .form(page, &with("op", &[("uitkomst", "founded"), ("motivering", "Het stuk was er.")]))
            .leaf("dispute.decided")
            .crossed(astray),
        visit("dispute.note_withdrawn", klacht)
            .form(page, &[("reden", "Per mail ingetrokken.")])
            .leaf("dispute.withdrawn")
            .crossed(astray),
        visit("hold.page", &["{decided.application}"]).leaf(VIEWED),
        visit("hold.place", &["{decided.application}"])
            .form(keep, &[("reden", "Er komt hoger beroep.")])
            .leaf("hold.placed"),
        visit("hold.lift", &["{decided.application}", "{decided.hold}"])
            .form(keep, &[("waarom", "Het hoger beroep is voorbij.")])
            .leaf("hold.lifted")
            .crossed(&["{disputed.application}", "{decided.hold}"]),
    ]
}

fn contracts() -> Vec<Visit> {
    let at = &["{decided.org}"];
    vec![
        visit("admissions.list", &[]),
        visit("admissions.one", at).crossed(&["{sent.org}"]),
        visit("admissions.agreement", &["{decided.org}", "{agreement}"])
            .leaf("agreement.downloaded")
            .crossed(&["{sent.org}", "{agreement}"]),
        visit("evidence_requests.list", &[]).shows("{request.asked}"),
        visit("evidence_requests.one", &["{request.answered}"]),
        visit("evidence_requests.accept", &["{request.answered}"])
            .form("/beoordeling/bewijsverzoeken/{request.answered}", &[])
            .leaf("evidence_request.accepted"),
        visit("evidence_requests.give_back", &["{request.answered}"])
            .form("/beoordeling/bewijsverzoeken/{request.answered}", &[("ontbreekt", "De bijlage.")])
            .leaf("evidence_request.given_back"),
        visit("evidence_requests.drop", &["{request.answered}"])
            .form("/beoordeling/bewijsverzoeken/{request.answered}", &[("vervalt", "Niet meer nodig.")])
            .leaf("evidence_request.dropped"),
        visit("evidence_requests.piece", &["{request.answered}", "{request.piece}"])
            .leaf("evidence.downloaded")
            .crossed(&["{request.asked}", "{request.piece}"]),
        visit("confirmations.list", &[]).shows("{confirmation.given}"),
        visit("confirmations.one", &["{confirmation.given}"]),
        visit("confirmations.take", &["{confirmation.given}"])
            .form("/beoordeling/toelatingen/bevestigingen/{confirmation.given}", &[])
            .leaf("confirmation.taken"),
        visit("admissions.record", at)
            .form(
                "/beoordeling/toelatingen/{decided.org}",
                &[
                    ("getekend_day", "20"),
                    ("getekend_month", "11"),
                    ("getekend_year", "2026"),
                    ("tekenaar_aanbieder", "A. Linde"),
                    ("tekenaar_gemeente", "B. Berg"),
                ],
            )
            .file("bestand")
            .leaf("agreement.recorded")
            .crossed(&["{sent.org}"]),
        visit("admissions.suspend_page", at).crossed(&["{sent.org}"]),
        visit("admissions.suspend", at)
            .form(
                "/beoordeling/toelatingen/{decided.org}/opschorten",
                &[
                    ("omvang", "intake_stop"),
                    ("toelating", "{decided.admission}"),
                    ("tot_day", "31"),
                    ("tot_month", "1"),
                    ("tot_year", "2027"),
                    ("reden", "Artikel 12.3: te weinig mensen."),
                ],
            )
            .leaf("admission.suspended")
            .crossed(&["{sent.org}"]),
        visit("admissions.lift", &["{stopped.org}"])
            .form(
                "/beoordeling/toelatingen/{stopped.org}/opschorten",
                &[("toelating", "{stopped.admission}")],
            )
            .leaf("admission.resumed")
            .crossed(&["{sent.org}"]),
        visit("admissions.seen", at)
            .form(
                "/beoordeling/toelatingen/{decided.org}",
                &[("gezien_day", "20"), ("gezien_month", "11"), ("gezien_year", "2026")],
            )
            .leaf("evidence.seen")
            .crossed(&["{sent.org}"]),
    ]
}

fn taking_over() -> Vec<Visit> {
    let home = "/beoordeling/toelatingen/overnemen";
    let waiting = "/beoordeling/toelatingen/overnemen/{import.contracts}";
    let letters = "/beoordeling/toelatingen/brieven";
    vec![
        visit("contracts.page", &[]).shows("{procedure}"),
        visit("contracts.prepare", &[])
            .form(home, &[])
            .table("bestand", crate::imports::contracts::one_row)
            .leaf("import.prepared")
            .abroad(Abroad::NotThere),
        visit("contracts.example", &[]).query("?procedure={procedure}").abroad(Abroad::NotThere),
        visit("contracts.one", &["{import.contracts}"]).crossed(&["{import.clients}"]),
        visit("contracts.take_over", &["{import.contracts}"])
            .form(waiting, &[])
            .leaf("contracts.imported")
            .crossed(&["{import.clients}"]),
        visit("contracts.discard", &["{import.contracts}"])
            .form(waiting, &[])
            .leaf("import.discarded")
            .crossed(&["{import.clients}"]),
        visit("claim_letters.page", &[]).shows("{claim_code}"),
        visit("claim_letters.all", &[]).leaf("claim_code.letter_downloaded").shows("{claim_code.letter}"),
        visit("claim_letters.letter", &["{claim_code}"]).leaf("claim_code.letter_downloaded"),
        visit("claim_letters.renew", &["{claim_code}"]).form(letters, &[]).leaf("claim_code.issued"),
    ]
}

fn policy() -> Vec<Visit> {
    let draft = "/beheer/documenten/{draft}";
    let at = &["{draft}"];
    let new = [("soort", "{document.kind}"), ("titel", "Nieuw"), ("versie", "9.0")];
    vec![
        visit("admin.documents", &[]),
        visit("admin.document_prepare", &[])
            .form("/beheer/documenten", &new)
            .file("bestand")
            .leaf("document.prepared")
            .abroad(Abroad::NotThere),
        visit("admin.document", at),
        visit("admin.document_file", at),
        visit("admin.document_publish", at).form(draft, &[]).leaf("document.published"),
        visit("admin.document_discard", at).form(draft, &[]).leaf("document.discarded"),
        visit("admin.scheme", &[]).shows("/regio/{slug}"),
        visit("admin.scheme_yaml", &["{version}"]),
        visit("admin.windows", &[]).shows("/regio/{slug}"),
        visit("admin.windows_year", &[]).shows("{procedure}"),
        visit("admin.window_plan", &[]).shows("{procedure}"),
        visit("admin.window_planned", &[])
            .form("/beheer/vensters/nieuw", &[("titel", "Instroom 2028"), ("waarom", "Elk jaar een kans.")])
            .leaf("laid_down.entered"),
        visit("admin.window_dates", &["{window}"]),
        visit("admin.window_postponed", &["{window}"])
            .form(
                "/beheer/vensters/{window}/data",
                &[("start_year", "2029"), ("waarom", "Meer tijd om te tekenen.")],
            )
            .leaf("laid_down.entered"),
        visit("admin.window_drafts", &["{window}"]),
        visit("admin.window_failure", &["{window}"]),
        visit("admin.window_more_time", &["{window}"])
            .form(
                "/beheer/vensters/{window}/storing",
                &[
                    ("sluit_year", "2027"),
                    ("sluit_month", "1"),
                    ("sluit_day", "9"),
                    ("waarom", "Een storing."),
                ],
            )
            .leaf("laid_down.entered"),
        visit("supply.csv", &["{procedure}"]).leaf("export.downloaded"),
        visit("clients.page", &[]).shows("{procedure}"),
        visit("clients.prepare", &[])
            .form("/beheer/dekking/clienten", &[])
            .table("bestand", crate::imports::clients::one_line)
            .leaf("import.prepared")
            .abroad(Abroad::NotThere),
        visit("clients.example", &[]).query("?procedure={procedure}").abroad(Abroad::NotThere),
        visit("clients.one", &["{import.clients}"]),
        visit("clients.take_over", &["{import.clients}"])
            .form("/beheer/dekking/clienten/{import.clients}", &[])
            .leaf("clients.imported"),
        visit("clients.discard", &["{import.clients}"])
            .form("/beheer/dekking/clienten/{import.clients}", &[])
            .leaf("import.discarded"),
        visit("supply.page", &[]).shows("{procedure}"),
        visit("supply.lot", &["{procedure}", "ib", "GM1690"]),
        visit("supply.propose", &["{procedure}", "ib", "GM1690"])
            .form(
                "/beheer/dekking/{procedure}/ib/GM1690",
                &[("besluit", "schaarste"), ("waarom", "Er is een wachtlijst.")],
            )
            .leaf("laid_down.entered"),
    ]
}

fn wijzigingen() -> Vec<Visit> {
    let at: &[&'static str] = &["{amendment}"];
    let page = "/beheer/regeling/wijzigingen/{amendment}";
    let fresh = "/beheer/regeling/wijzigingen/{amendment.fresh}";
    let number = "/beheer/regeling/wijzigingen/{amendment}/getal/{number}";
    let eis = "/beheer/regeling/wijzigingen/{amendment}/eis/{requirement}";
    let aanbod = "/beheer/regeling/wijzigingen/{amendment}/aanbod";
    let tekst = "/beheer/regeling/wijzigingen/{amendment}/tekst";
    let later = [("waarde", "2.000.000"), ("vanaf_day", "1"), ("vanaf_month", "1"), ("vanaf_year", "2029")];
    let waiting = "/beheer/regeling/wijzigingen/{amendment.waiting}/publiceren";
    let run: &[&'static str] = &["{amendment}", "{amendment.run}"];
    vec![
        visit("amend.start", &[]).form("/beheer/regeling", &[]).leaf("amendment.started"),
        visit("amend.page", at),
        visit("amend.motivate", &["{amendment.fresh}"])
            .form(fresh, &[("motivering", "Nodig.")])
            .leaf("amendment.motivated"),
        visit("amend.discard", &["{amendment.fresh}"]).form(fresh, &[]).leaf("amendment.discarded"),
        visit("amend.number", &["{amendment}", "{number}"]),
        visit("amend.number_save", &["{amendment}", "{number}"])
            .form(number, &later)
            .leaf("amendment.changed"),
        visit("amend.places", &["{amendment}", "{requirement}"]),
        visit("amend.places_save", &["{amendment}", "{requirement}"])
            .form(eis, &[("gemeenten", "{gemeente}")])
            .leaf("amendment.changed"),
        visit("amend.enough", at),
        visit("amend.enough_save", at).form(aanbod, &[("aanbieders", "9")]).leaf("amendment.changed"),
        visit("amend.text", at),
        visit("amend.text_save", at).form(tekst, &[]).unseen("the same text is no change"),
        visit("amend.text_file", at).form(tekst, &[]).regeling("bestand").leaf("amendment.changed"),
        visit("amend.yaml", at),
        visit("amend.run", at).form(page, &[]).leaf("amendment.simulated"),
        visit("amend.effect", run).crossed(&["{amendment.fresh}", "{amendment.run}"]),
        visit("amend.propose", at)
            .form(
                page,
                &[
                    ("toelichting", "Nodig."),
                    ("ingang_day", "1"),
                    ("ingang_month", "6"),
                    ("ingang_year", "2028"),
                ],
            )
            .leaf("amendment.proposed"),
        visit("amend.proposal", &["{amendment.waiting}"]),
        visit("amend.publish", &["{amendment.waiting}"]).form(waiting, &[]).leaf("scheme.published"),
        visit("amend.send_back", &["{amendment.waiting}"])
            .form(waiting, &[("reden", "Nog niet.")])
            .leaf("amendment.returned"),
        visit("amend.effect_csv", run)
            .leaf("export.downloaded")
            .crossed(&["{amendment.fresh}", "{amendment.run}"]),
    ]
}

fn questions() -> Vec<Visit> {
    let (home, item) = ("/beheer/vragen/{window}", "/beheer/vragen/antwoorden/{item}");
    let (at, publishing) = (&["{window}"], "/beheer/vragen/{window}/publiceren");
    let typed = [("onderwerp", "other"), ("vraag", "Hoe?"), ("hoe", "per mail")];
    vec![
        visit("export.page", &["{decided.application}"]).crossed(&["{full.application}"]),
        visit("export.region", &["{decided.application}", "rechter"])
            .leaf("dossier.exported")
            .crossed(&["{full.application}", "rechter"])
            .crossed(&["{decided.application}", "krant"]),
        visit("nota.overview", &[]).shows("{window}"),
        visit("nota.window", at).shows("Eigen derde vraag?"),
        visit("nota.begin", at).form(home, &[("vragen", "{full.question}")]).leaf("nota_item.saved"),
        visit("nota.add", at).form(home, &typed).leaf("question.asked"),
        visit("nota.describe", at).form(home, &[("inleiding", "Goed om te weten.")]).leaf("nota.changed"),
        visit("nota.decline", &["{full.question}"])
            .form(home, &[("reden", "Dit gaat niet over de regels.")])
            .leaf("question.declined"),
        visit("nota.item", &["{item}"]).shows("Eigen tweede vraag?"),
        visit("nota.save", &["{item}"]).form(item, &[("antwoord", "Ja.")]).leaf("nota_item.saved"),
        visit("nota.remove", &["{item}"]).form(item, &[]).leaf("nota_item.removed"),
        visit("nota.publish_page", at),
        visit("nota.publish", at).form(publishing, &[]).leaf("nota.published"),
    ]
}

fn supervision() -> Vec<Visit> {
    vec![
        visit("supervision.list", &[]),
        visit("supervision.dossier", &["{admitted.org}"])
            .leaf("organisation.viewed")
            .crossed(&["{sent.org}"]),
        visit("supervision.file", &["{admitted.org}", "{admitted.piece}"])
            .leaf("evidence.downloaded")
            .crossed(&["{admitted.org}", "{sent.piece}"])
            .crossed(&["{sent.org}", "{sent.piece}"]),
        visit("supervision.letter", &["{decided.org}", "{decided.letter}"])
            .leaf("letter.downloaded")
            .crossed(&["{admitted.org}", "{decided.letter}"]),
        visit("supervision.decisions", &[]),
        visit("supervision.decision", &["{decided.decision}"]).leaf(VIEWED),
        visit("supervision.flow", &[]),
    ]
}

fn signals() -> Vec<Visit> {
    let step = [("stap", "investigate"), ("waarom", "Het is ernstig."), ("version", "1")];
    let seen = [("aanbieder", "{admitted.org}"), ("waarover", "quality"), ("wat", "De bel deed het niet.")];
    let quarter = [("jaar", "2027"), ("kwartaal", "2")];
    let planned = [
        ("toezicht", "quality"),
        ("aanbieder", "{admitted.org}"),
        ("jaar", "2028"),
        ("kwartaal", "1"),
        ("waardoor", "chosen"),
        ("waarom", "Nieuw sinds dit jaar."),
    ];
    let draw = [("aantal", "1"), ("startgetal", "7 12 19"), ("herkomst", "De loterij.")];
    vec![
        visit("signals.list", &[]).shows("{signal}"),
        visit("signals.new", &[]),
        visit("signals.observe", &[]).sends(&seen).leaf("signal.received"),
        visit("signals.one", &["{signal}"]).leaf("signal.opened"),
        visit("signals.step", &["{signal}"]).sends(&step).leaf("signal.stepped"),
        visit("signals.reporter", &["{signal}"]).leaf("signal.reporter_viewed"),
        visit("samples.list", &[]).shows("{sample}"),
        visit("samples.draw", &[]).sends(&draw).leaf("sample.drawn").abroad(Abroad::Noted),
        visit("samples.one", &["{sample}"]).leaf("sample.opened"),
        visit("samples.csv", &["{sample}"]).leaf("sample.taken_out"),
        visit("samples.plan", &["{sample}"]).sends(&quarter).leaf("plan_entry.added"),
        visit("year_plan.page", &[]).shows("{plan_entry}"),
        visit("year_plan.add", &[]).sends(&planned).leaf("plan_entry.added"),
        visit("year_plan.drop", &["{plan_entry}"])
            .sends(&[("reden", "Niet meer nodig.")])
            .leaf("plan_entry.dropped"),
        visit("risk_order.page", &[]).leaf("risk_order.opened").abroad(Abroad::Noted),
    ]
}

fn measures() -> Vec<Visit> {
    let advice = [
        ("toelating", "{admitted.admission}"),
        ("toezicht", "quality"),
        ("maatregel", "warning"),
        ("waar_1", "De Wilg"),
        ("feit_1", "Er stond niemand op het rooster."),
        ("bron_1", "Bezoek"),
        ("advies", "Waarschuw."),
    ];
    let proposal = [
        ("version", "1"),
        ("maatregel", "warning"),
        ("motivering", "Zorg voor een rooster."),
        ("lichter", "Een aanbeveling hielp niet."),
    ];
    let day = [("op_day", "1"), ("op_month", "2"), ("op_year", "2027")];
    let again =
        [&[("version", "4"), ("stap", "plan_recheck"), ("waarom", "Om te kijken.")][..], &day].concat();
    let why = |version| [("version", version), ("waarom", "Het is opgelost.")];
    vec![
        visit("measures.advised", &[]).shows("{measure}"),
        visit("measures.new", &["{admitted.org}"]).crossed(&["{sent.org}"]),
        visit("measures.advise", &["{admitted.org}"])
            .sends(&advice)
            .leaf("measure.advised")
            .crossed(&["{sent.org}"]),
        visit("measures.watched", &["{measure}"]),
        visit("measures.recheck", &["{measure.force}"]).sends(&again).leaf("measure.stepped"),
        visit("measures.list", &[]).shows("{measure}"),
        visit("measures.one", &["{measure}"]),
        visit("measures.propose", &["{measure}"]).sends(&proposal).leaf("measure.stepped"),
        visit("measures.not_follow", &["{measure}"]).sends(&why("1")).leaf("measure.stepped"),
        visit("measures.decide", &["{measure.given}"])
            .sends(&[("version", "3"), ("motivering", "Wij waarschuwen.")])
            .leaf("measure.decided"),
        visit("measures.lift", &["{measure.force}"]).sends(&why("4")).leaf("measure.stepped"),
    ]
}

fn investigations() -> Vec<Visit> {
    let new = [
        ("aanbieder", "{admitted.org}"),
        ("locatie", "Brink 2"),
        ("product", "{investigation.product}"),
        ("gemeente", "{investigation.gemeente}"),
        ("norm", "VEI-01"),
        ("dag_day", "20"),
        ("dag_month", "12"),
        ("dag_year", "2027"),
        ("tijd", "9:30"),
    ];
    let note = [("norm", "VEI-01"), ("notitie.VEI-01", "Het register is bij.")];
    let draft = [
        ("version", "2"),
        ("uitkomst.VEI-01", "met"),
        ("tekst.VEI-01", "Het register is bij."),
        ("locatie.VEI-01", "Brink 2"),
        ("product.VEI-01", "{investigation.product}"),
        ("gemeente.VEI-01", "{investigation.gemeente}"),
    ];
    let weighed = [("version", "5"), ("afweging.VEI-01", "De feiten blijven."), ("wordt.VEI-01", "partly")];
    vec![
        visit("investigations.list", &[]).shows("{investigation}"),
        visit("investigations.new", &[]),
        visit("investigations.plan", &[]).sends(&new).leaf("investigation.planned"),
        visit("investigations.one", &["{investigation}"]).leaf("investigation.opened"),
        visit("investigations.step", &["{investigation}"])
            .sends(&[("stap", "announce"), ("version", "1")])
            .leaf("investigation.stepped"),
        visit("investigations.visit", &["{investigation.visit}"]).leaf("investigation.opened"),
        visit("investigations.note", &["{investigation.visit}"]).sends(&note).leaf("investigation.noted"),
        visit("investigations.report", &["{investigation.answered}"]).leaf("investigation.opened"),
        visit("investigations.draft", &["{investigation.visit}"]).sends(&draft).leaf("investigation.stepped"),
        visit("investigations.finish", &["{investigation.answered}"])
            .sends(&weighed)
            .leaf("investigation.stepped"),
    ]
}

fn team() -> Vec<Visit> {
    let role = [
        ("mail", "nieuw@collega.test"),
        ("rol", "supervisor"),
        ("toezicht", "quality"),
        ("gemeente", "{gemeente}"),
    ];
    let mandate = [
        ("houder", "{signer}"),
        ("gemeente", "{gemeente}"),
        ("soort", "volmacht"),
        ("besluit", "Volmachtbesluit 2026-9"),
        ("functie", "directeur"),
        ("van_day", "1"),
        ("van_month", "12"),
        ("van_year", "2026"),
    ];
    vec![
        visit("admin.start", &[]).but("staff", 303).abroad(Abroad::NothingOfAnybody),
        visit("admin.team", &[]),
        visit("admin.team_grant", &[]).form("/beheer/team", &role).leaf("staff_role.granted"),
        visit("admin.team_second_factor", &["{staff.role}"]).leaf("account.second_factor_reset"),
        visit("admin.team_end", &["{staff.role}"]).form("/beheer/team", &[]).leaf("staff_role.ended"),
        visit("admin.mandates", &[]),
        visit("admin.mandate_record", &[]).form("/beheer/volmachten", &mandate).leaf("mandate.recorded"),
        visit("admin.mandate_end", &["{mandate}"]).form("/beheer/volmachten", &[]).leaf("mandate.ended"),
    ]
}

fn region() -> Vec<Visit> {
    let one = "/beheer/gemeenten/{gemeente}";
    vec![
        visit("admin.gemeenten", &[]).shows("{gemeente}"),
        visit("boundaries.page", &[]).shows("{gemeente}"),
        visit("boundaries.prepare", &[])
            .form("/beheer/gemeenten/grenzen", &[])
            .table("bestand", crate::boundaries::whole)
            .leaf("boundaries.prepared")
            .abroad(Abroad::NothingOfAnybody),
        visit("boundaries.one", &["{boundaries}"]),
        visit("boundaries.take_over", &["{boundaries}"])
            .form("/beheer/gemeenten/grenzen/{boundaries}", &[])
            .leaf("boundaries.taken_over"),
        visit("boundaries.discard", &["{boundaries}"])
            .form("/beheer/gemeenten/grenzen/{boundaries}", &[])
            .leaf("boundaries.discarded"),
        visit("admin.gemeente", &["{gemeente}"]),
        visit("admin.gemeente_change", &["{gemeente}"])
            .form(one, &[("court", "Overijssel")])
            .leaf("gemeente.changed"),
        visit("admin.look", &[]).shows("{region.name}"),
        visit("admin.look_change", &[])
            .form("/beheer/uiterlijk", &[("kleur", "#154273")])
            .leaf("theme.changed"),
        visit("admin.accesses", &[]),
        visit("admin.accesses_csv", &[]).leaf("export.downloaded"),
        visit("admin.outbox", &[]),
        visit("admin.mail", &["{mail}"]),
        visit("texts.list", &[]).abroad(Abroad::NothingOfAnybody),
        visit("texts.mail", &["letter_ready"]).abroad(Abroad::NothingOfAnybody),
        visit("texts.letter", &["decision"]).abroad(Abroad::NothingOfAnybody),
        visit("texts.letter_pdf", &["decision"]).abroad(Abroad::NothingOfAnybody),
        visit("admin.national", &[]).shows("Eigen bron"),
        visit("admin.national_enter", &[])
            .form(
                "/beheer/landelijke-bedragen",
                &[
                    ("jaar", "2028"),
                    ("bedrag_algemeen", "240.000"),
                    ("bedrag_i", "130.000"),
                    ("bedrag_ii", "160.000"),
                    ("bedrag_iii", "190.000"),
                    ("bedrag_iv", "215.000"),
                    ("bedrag_v", "240.000"),
                    ("bron", "Staatscourant 2027, 1"),
                ],
            )
            .leaf("laid_down.entered"),
        visit("admin.days", &[]).shows("Eigen besluit"),
        visit("admin.days_enter", &[])
            .form(
                "/beheer/landelijke-dagen",
                &[
                    ("dag_day", "7"),
                    ("dag_month", "5"),
                    ("dag_year", "2027"),
                    ("soort", "gewoon"),
                    ("naam", ""),
                    ("bron", "Staatscourant 2026, 1"),
                ],
            )
            .leaf("laid_down.entered"),
        visit("admin.summers", &[]).shows("Eigen agenda"),
        visit("admin.summers_enter", &[])
            .form(
                "/beheer/landelijke-dagen/zomervakanties",
                &[
                    ("regio", "noord"),
                    ("van_day", "10"),
                    ("van_month", "7"),
                    ("van_year", "2027"),
                    ("tot_day", "22"),
                    ("tot_month", "8"),
                    ("tot_year", "2027"),
                    ("bron", "Staatscourant 2026, 1"),
                ],
            )
            .leaf("laid_down.entered"),
        visit("admin.laid_down_confirm", &["{laid_down}"])
            .form("/beheer/landelijke-bedragen", &[])
            .leaf("laid_down.confirmed"),
        visit("admin.laid_down_withdraw", &["{laid_down}"])
            .form("/beheer/landelijke-bedragen", &[])
            .leaf("laid_down.withdrawn"),
        visit("admin.replays", &[]).shows("7.654"),
    ]
}
