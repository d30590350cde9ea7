//! Visits of people who work for an aanbieder.

use super::visit::{Abroad, Visit, visit};

/// Answers to the questions of a year.
const CONFIRMED: &[(&str, &str)] = &[
    ("veroordeling", "nee"),
    ("ernstige_fout", "nee"),
    ("zorgmaatregel", "nee"),
    ("onderaannemers", "nee"),
    ("governancecode.goede_zorg", "toegepast"),
    ("governancecode.waarden_en_normen", "toegepast"),
    ("governancecode.invloed_belanghebbenden", "toegepast"),
    ("governancecode.inrichting_governance", "toegepast"),
    ("governancecode.goed_bestuur", "toegepast"),
    ("governancecode.verantwoord_toezicht", "toegepast"),
    ("governancecode.continue_ontwikkeling", "toegepast"),
    ("vog_op_orde", "ja"),
    ("sroi_inspanning", "ja"),
];

pub fn visits() -> Vec<Visit> {
    [
        organisation(),
        vault(),
        filling_in(),
        together(),
        sending_in(),
        received(),
        questions(),
        calamity(),
        watched(),
    ]
    .concat()
}

fn questions() -> Vec<Visit> {
    let page = "/aanbieder/vragen/stellen/{window}";
    vec![
        visit("export.own", &["{decided.application}"]).of("decided").leaf("dossier.exported"),
        visit("questions.list", &[]).shows("Eigen derde vraag?"),
        visit("questions.page", &["{window}"]).abroad(Abroad::NothingOfAnybody),
        visit("questions.ask", &["{window}"])
            .form(page, &[("onderwerp", "other"), ("vraag", "Mag dit?")])
            .leaf("question.asked")
            .abroad(Abroad::Theirs),
        visit("questions.withdraw", &["{full.question}"])
            .form("/aanbieder/vragen", &[])
            .leaf("question.withdrawn"),
    ]
}

fn watched() -> Vec<Visit> {
    let answer = [("version", "4"), ("reactie.VEI-01", "Wij doen het nu wel.")];
    vec![
        visit("investigations.own_list", &[]).of("admitted").shows("{investigation.announced}"),
        visit("investigations.own", &["{investigation.answered}"])
            .of("admitted")
            .crossed(&["{investigation.visit}"]),
        visit("investigations.answer", &["{investigation.hearing}"])
            .of("admitted")
            .sends(&answer)
            .leaf("investigation.stepped"),
    ]
}

fn calamity() -> Vec<Visit> {
    let told = [
        ("toelating", "{admitted.admission}"),
        ("waarover", "calamity"),
        ("wanneer_day", "20"),
        ("wanneer_month", "11"),
        ("wanneer_year", "2026"),
        ("waar", "Huis"),
        ("wat", "Iemand viel."),
        ("gedaan", "De arts is gebeld."),
    ];
    vec![
        visit("calamity.page", &[]).of("admitted").shows("{admitted.admission}"),
        visit("calamity.send", &[]).of("admitted").sends(&told).leaf("signal.received"),
        visit("calamity.receipt", &["{admitted.signal}"]).of("admitted").crossed(&["{signal}"]),
        visit("own_measures.list", &[]).of("admitted").shows("{measure.heard}"),
        // What toezicht only advised, the aanbieder was not told.
        visit("own_measures.one", &["{measure.heard}"]).of("admitted").crossed(&["{measure}"]),
        visit("own_measures.view", &["{measure.heard}"])
            .of("admitted")
            .sends(&[("zienswijze", "Het klopt niet.")])
            .leaf("measure.stepped")
            .crossed(&["{measure}"]),
    ]
}

fn organisation() -> Vec<Visit> {
    let member = "/aanbieder/mensen/{full.colleague}";
    let invited = "/aanbieder/mensen/{full.invited}";
    let edit = "/aanbieder/organisatie/wijzigen";
    let invitation = [("mail", "bea@zorg.example"), ("rol", "invuller")];
    vec![
        visit("organisation.page", &[]),
        visit("organisation.edit", &[]),
        visit("organisation.change", &[])
            .form(edit, &[("plaats", "Zwolle")])
            .leaf("organisation.profile_changed"),
        visit("people.page", &[]),
        visit("people.invite_page", &[]).abroad(Abroad::NothingOfAnybody),
        visit("people.invite", &[])
            .form("/aanbieder/mensen/uitnodigen", &invitation)
            .leaf("membership.invited"),
        visit("people.member", &["{full.colleague}"]),
        visit("people.role", &["{full.colleague}"])
            .form(member, &[("rol", "invuller")])
            .leaf("membership.role_changed"),
        visit("people.invite_again", &["{full.invited}"])
            .form(invited, &[])
            .rows("SELECT count(*) AS n FROM mails"),
        visit("people.end", &["{full.colleague}"]).form(member, &[]).leaf("membership.ended"),
    ]
}

fn vault() -> Vec<Visit> {
    let shelf = "/aanbieder/bewijs/soort/kvk_uittreksel";
    let piece = "/aanbieder/bewijs/stuk/{full.free}";
    vec![
        visit("vault.page", &[]).shows("<span class=\"table__cell\">2</span>"),
        visit("vault.shelf", &["kvk_uittreksel"]).abroad(Abroad::Theirs),
        visit("vault.add", &["kvk_uittreksel"])
            .form(shelf, &[])
            .file("bestand")
            .leaf("evidence.uploaded")
            .abroad(Abroad::Theirs),
        visit("vault.one", &["{full.free}"]),
        visit("vault.describe", &["{full.free}"])
            .form(piece, &[("notitie", "Het nieuwe.")])
            .leaf("evidence.described"),
        visit("vault.withdraw", &["{full.free}"]).form(piece, &[]).leaf("evidence.withdrawn"),
        visit("vault.file", &["{full.free}"]).leaf("evidence.downloaded"),
    ]
}

fn filling_in() -> Vec<Visit> {
    let at = &["{full.application}"];
    let section = &["{full.application}", "uitsluiting"];
    let saved = "SELECT version AS n FROM applications WHERE id = '{full.application}'";
    vec![
        visit("apply.home", &[]),
        visit("apply.list", &[]),
        visit("apply.begin", &[])
            .of("blank")
            .form("/aanbieder/aanmeldingen", &[])
            .leaf("application.started"),
        visit("apply.tasks", at),
        visit("apply.last_time", &["{again.application}"]).of("again"),
        visit("apply.reaffirm", &["{again.application}"])
            .of("again")
            .form("/aanbieder/aanmeldingen/{again.application}/vorige-keer", &[("verklaringen", "ja")])
            .leaf("application.reaffirmed"),
        visit("apply.lots", at),
        visit("apply.choose", at)
            .form("/aanbieder/aanmeldingen/{full.application}/percelen", &[("kies", "{lot}")])
            .rows(saved),
        visit("apply.places", at),
        visit("apply.save_places", at)
            .form("/aanbieder/aanmeldingen/{full.application}/plaatsen", &[("{places}", "9")])
            .rows(saved),
        visit("apply.questions", section),
        visit("apply.answer", section)
            .form("/aanbieder/aanmeldingen/{full.application}/vragen/uitsluiting", &[("veroordeling", "ja")])
            .rows(saved),
        visit("apply.evidence", at),
        visit("apply.link", at)
            .form(
                "/aanbieder/aanmeldingen/{full.application}/bewijs",
                &[("soort", "kvk_uittreksel"), ("stuk", "gevraagd:{full.free}")],
            )
            .rows("SELECT count(*) AS n FROM application_evidence"),
        visit("apply.unlink", at)
            .form("/aanbieder/aanmeldingen/{full.application}/bewijs", &[("stuk", "{full.piece}")])
            .rows("SELECT count(*) AS n FROM application_evidence"),
        visit("apply.upload", &["{full.application}", "kvk_uittreksel"])
            .form("/aanbieder/aanmeldingen/{full.application}/bewijs", &[])
            .file("bestand")
            .leaf("evidence.uploaded"),
        visit("apply.date", &["{full.application}", "{full.piece}"])
            .form(
                "/aanbieder/aanmeldingen/{full.application}/bewijs",
                &[
                    ("datum-{full.piece}_day", "1"),
                    ("datum-{full.piece}_month", "11"),
                    ("datum-{full.piece}_year", "2026"),
                ],
            )
            .leaf("evidence.described")
            .crossed(&["{full.application}", "{full.free}"]),
        visit("apply.check", at),
        visit("apply.documents", &["{fresh.application}"]).of("fresh"),
        visit("apply.accept", &["{fresh.application}"])
            .of("fresh")
            .form("/aanbieder/aanmeldingen/{fresh.application}/documenten", &[("aanvaard", "{document}")])
            .rows("SELECT count(*) AS n FROM acceptances"),
        visit("apply.upgrade", &["{old.application}"])
            .of("old")
            .form("/aanbieder/aanmeldingen/{old.application}/versie", &[])
            .leaf("application.upgraded"),
        visit("apply.version", &["{old.application}"]).of("old"),
        visit("apply.ask_withdraw", at),
        visit("apply.withdraw", at)
            .form("/aanbieder/aanmeldingen/{full.application}/intrekken", &[])
            .leaf("application.discarded"),
        visit("apply.review", at),
        visit("apply.submit", at)
            .form("/aanbieder/aanmeldingen/{full.application}/indienen", &[("verklaring", "ja")])
            .leaf("application.submitted"),
    ]
}

fn together() -> Vec<Visit> {
    let list = "/aanbieder/aanmeldingen/{lead.application}/samen";
    let one = "/aanbieder/aanmeldingen/{lead.application}/samen/{lead.named}";
    let named = &["{lead.application}", "{lead.named}"];
    let elsewhere = &["{full.application}", "{lead.named}"];
    let part = "/aanbieder/aanmeldingen/{lead.application}";
    let link = "/aanbieder/meedoen/{asked_along.token}";
    vec![
        visit("members.list", &["{lead.application}"]).of("lead").shows("Eigen genoemd"),
        visit("members.add", &["{lead.application}"])
            .of("lead")
            .form(list, &[("naam", "Eigen nieuw"), ("kvk", "60000009"), ("rol", "partner")])
            .leaf("member.named"),
        visit("members.one", named).of("lead").crossed(elsewhere),
        visit("members.describe", named)
            .of("lead")
            .form(one, &[("naam", "Eigen anders")])
            .leaf("member.described"),
        visit("members.invite", named)
            .of("lead")
            .form(one, &[("mail", "samen@zorg.example")])
            .leaf("member.invited"),
        visit("members.remove", named).of("lead").form(one, &[]).leaf("member.removed"),
        visit("member.invitation", &["{asked_along.token}"]).of("asked_along"),
        visit("member.answer", &["{asked_along.token}"])
            .of("asked_along")
            .form(link, &[("antwoord", "ja")])
            .leaf("member.accepted"),
        visit("member.sign", &["{lead.application}"])
            .of("partner")
            .form(part, &[("verklaring", "ja")])
            .leaf("member.signed"),
        visit("member.leave", &["{lead.application}"]).of("partner").form(part, &[]).leaf("member.declined"),
    ]
}

fn sending_in() -> Vec<Visit> {
    let joint = &["{joint.application}"];
    let request = "/aanbieder/aanmeldingen/{asked.application}/herstel/{asked.request}";
    let asked = &["{asked.application}", "{asked.request}"];
    let intended = &["{intended.application}", "{intended.hearing}"];
    vec![
        visit("apply.confirm", joint)
            .of("joint")
            .form("/aanbieder/aanmeldingen/{joint.application}/indienen", &[("verklaring", "ja")])
            .leaf("application.confirmed"),
        visit("apply.received", &["{sent.application}"]).of("sent"),
        visit("apply.follow", &["{sent.application}"]).of("sent"),
        visit("hearing.page", intended).of("intended"),
        visit("hearing.give", intended)
            .of("intended")
            .form(
                "/aanbieder/aanmeldingen/{intended.application}/zienswijze/{intended.hearing}",
                &[("zienswijze", "Dat klopt niet meer.")],
            )
            .leaf("hearing.given"),
        visit("apply.attempt", &["{decided.application}", "{decided.attempt}"])
            .of("decided")
            .crossed(&["{sent.application}", "{decided.attempt}"]),
        visit("apply.sent", &["{decided.snapshot}"]).of("decided"),
        visit("apply.json", &["{decided.snapshot}"]).of("decided").leaf("snapshot.downloaded"),
        visit("apply.pdf", &["{decided.snapshot}"]).of("decided").leaf("snapshot.downloaded"),
        visit("apply.proof", &["{decided.snapshot}"]).of("decided").leaf("snapshot.downloaded"),
        visit("messages.page", &[]).of("asked").unseen("who looks first reads what is new"),
        visit("messages.send", &[])
            .of("asked")
            .form("/aanbieder/berichten", &[("aanmelding", "{asked.application}"), ("bericht", "Een vraag.")])
            .leaf("message.sent")
            .abroad(Abroad::NotThere),
        visit("repair.page", asked).of("asked").crossed(&["{full.application}", "{asked.request}"]),
        visit("bibob.own", &["{bibob.application}"]).of("bibob").crossed(&["{full.application}"]),
        visit("bibob.hand_in", &["{bibob.application}"])
            .of("bibob")
            .file("bestand")
            .leaf("bibob.handed_in")
            .crossed(&["{full.application}"]),
        visit("verification.own", &["{asked.application}", "{asked.verification}"])
            .of("asked")
            .crossed(&["{full.application}", "{asked.verification}"]),
        visit("verification.react", &["{asked.application}", "{asked.verification}"])
            .of("asked")
            .form(
                "/aanbieder/aanmeldingen/{asked.application}/verificatie/{asked.verification}",
                &[("reactie", "Het klopt.")],
            )
            .leaf("verification.answered")
            .crossed(&["{full.application}", "{asked.verification}"]),
        visit("repair.answer", asked)
            .of("asked")
            .form(request, &[("antwoord", "Wij bedoelen dit.")])
            .leaf("clarification.answered"),
    ]
}

fn received() -> Vec<Visit> {
    vec![
        visit("letters.list", &[]).of("decided"),
        visit("letters.one", &["{decided.letter}"]).of("decided"),
        visit("letters.pdf", &["{decided.letter}"]).of("decided").leaf("letter.downloaded"),
        visit("dispute.file_page", &["{decided.letter}"]).of("decided"),
        visit("dispute.file", &["{decided.letter}"])
            .of("decided")
            .form(
                "/aanbieder/brieven/{decided.letter}/oneens",
                &[("onderdeel", "{decided.decision}"), ("waarom", "Het stuk zat bij de bijlagen.")],
            )
            .leaf("dispute.registered"),
        visit("dispute.own", &["{disputed.application}", "{disputed.klacht}"])
            .of("disputed")
            .crossed(&["{full.application}", "{disputed.klacht}"]),
        visit("dispute.withdraw", &["{disputed.application}", "{disputed.klacht}"])
            .of("disputed")
            .form(
                "/aanbieder/aanmeldingen/{disputed.application}/geschillen/{disputed.klacht}",
                &[("reden", "Het is opgelost.")],
            )
            .leaf("dispute.withdrawn")
            .crossed(&["{full.application}", "{disputed.klacht}"]),
        visit("admissions.own", &[]).of("decided").shows("1 april 2027"),
        visit("admissions.own_agreement", &["{agreement}"]).of("decided").leaf("agreement.downloaded"),
        visit("supply.own", &[]).of("stopped").shows("{stopped.other}"),
        visit("supply.state", &[])
            .of("stopped")
            .form(
                "/aanbieder/toelatingen/capaciteit",
                &[
                    ("vrij.{stopped.admission}.", "0"),
                    ("wachttijd.{stopped.admission}.", "0"),
                    ("vrij.{stopped.other}.", "2"),
                    ("wachttijd.{stopped.other}.", "14"),
                ],
            )
            .leaf("capacity.stated")
            .abroad(Abroad::NotThere),
        visit("admissions.stop_page", &[]).of("stopped").shows("{stopped.other}"),
        visit("admissions.stop", &[])
            .of("stopped")
            .form(
                "/aanbieder/toelatingen/stop",
                &[
                    ("toelating", "{stopped.other}"),
                    ("tot_day", "31"),
                    ("tot_month", "1"),
                    ("tot_year", "2027"),
                    ("reden", "Te weinig mensen."),
                ],
            )
            .leaf("admission.suspended")
            .abroad(Abroad::NotThere),
        visit("admissions.take_again", &["{stopped.admission}"])
            .of("stopped")
            .form("/aanbieder/toelatingen", &[])
            .leaf("admission.resumed"),
        visit("evidence_requests.own", &["{request.asked}"]).of("stopped"),
        visit("evidence_requests.answer", &["{request.asked}"])
            .of("stopped")
            .form(
                "/aanbieder/toelatingen/bewijsverzoek/{request.asked}",
                &[("antwoord", "Wij zoeken het op.")],
            )
            .leaf("evidence_request.answered"),
        visit("confirmations.own", &["{confirmation.asked}"]).of("stopped"),
        visit("confirmations.give", &["{confirmation.asked}"])
            .of("stopped")
            .form("/aanbieder/toelatingen/bevestigen/{confirmation.asked}", CONFIRMED)
            .leaf("confirmation.given"),
        visit("looks.page", &[]).of("asked").shows("{region.name}"),
    ]
}
