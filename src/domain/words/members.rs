//! Applying together: combinanten and onderaannemers. May import: application::member, rules, words::amounts.

use super::amounts::percent;
use crate::application::member::{Engagement, State, Task};
use crate::rules::MemberRole;

/// No name was given.
pub const NAME_MISSING: &str = "Vul de naam van de organisatie in.";
/// No role was chosen.
pub const ROLE_MISSING: &str = "Kies hoe deze organisatie meedoet.";
/// No product was chosen.
pub const PRODUCTS_MISSING: &str = "Kies ten minste één product dat de onderaannemer doet.";
/// The share cannot be read.
pub const SHARE_UNREADABLE: &str = "Vul het deel in als percentage boven 0 en tot en met 100, zoals 12,5.";
/// No choice between an organisation and a zzp'er.
pub const ENGAGEMENT_MISSING: &str = "Kies of dit een zzp’er is.";
/// The penvoerder's own number.
pub const OWN_NUMBER: &str =
    "Dit is het KvK-nummer van de penvoerder zelf. Vul het nummer van de andere organisatie in.";
/// Somebody with this number is there.
pub const NAMED_TWICE: &str = "U hebt deze organisatie al genoemd. Wijzig de regel die er staat.";
/// A combinatie of one.
pub const NOBODY_NAMED: &str = "U meldt zich aan als combinatie. Noem met welke organisaties.";
/// Combinanten without saying that it is a combinatie.
pub const NOT_SAID: &str =
    "U hebt combinanten genoemd. Antwoord ja op de vraag of u zich als combinatie aanmeldt, of haal hen weg.";
/// Beside what counts for all together, in the self-check of the penvoerder.
pub const TOGETHER: &str =
    "Dit telt voor u en de andere deelnemers samen. U ziet niet wat zij hebben ingevuld.";

/// What one is, at the start of a sentence.
#[must_use]
pub fn role(role: MemberRole) -> &'static str {
    match role {
        MemberRole::Partner => "combinant",
        MemberRole::ReliedOn => "onderaannemer op wie u een beroep doet",
        MemberRole::Subcontractor => "onderaannemer",
    }
}

/// The same, as a choice in a form, with what it means.
#[must_use]
pub fn role_choice(role: MemberRole) -> &'static str {
    match role {
        MemberRole::Partner => "Combinant: u meldt zich samen aan",
        MemberRole::ReliedOn => {
            "Onderaannemer op wie u een beroep doet: met wat die organisatie heeft, voldoet u aan een eis"
        }
        MemberRole::Subcontractor => "Andere onderaannemer",
    }
}

/// As what an onderaannemer works.
#[must_use]
pub fn engagement(engagement: Engagement) -> &'static str {
    match engagement {
        Engagement::Organisation => "organisatie",
        Engagement::SelfEmployed => "zzp’er",
    }
}

/// What an onderaannemer is hired for, beside its products; nothing for a combinant.
#[must_use]
pub fn hired(task: &Task) -> String {
    task.hired().map_or_else(String::new, |hired| {
        format!("{} van het werk, {}", percent(hired.share), engagement(hired.engagement))
    })
}

/// Where a member is, as a penvoerder reads that nothing can be done.
#[must_use]
pub fn now_is(state: State) -> &'static str {
    match state {
        State::Named => "Deze organisatie is nog niet gevraagd om mee te doen.",
        State::Invited => "Deze organisatie is gevraagd en heeft nog niet geantwoord.",
        State::TakingPart => {
            "Deze organisatie doet al mee. Haal de organisatie weg als er iets anders moet staan."
        }
        State::Signed => {
            "Deze organisatie heeft al ondertekend. Haal de organisatie weg als er iets anders moet staan."
        }
        State::Declined => "Deze organisatie doet niet mee.",
        State::Out => "Deze organisatie is uit de aanmelding gehaald.",
    }
}

/// One without whose signature an application is not sent in.
#[must_use]
pub fn not_signed(name: &str, state: State) -> String {
    match state {
        State::Declined => format!("{name} doet niet mee. Haal deze organisatie weg of vraag haar opnieuw."),
        State::Named => {
            format!("{name} is nog niet gevraagd om mee te doen. Vraag deze organisatie, of haal haar weg.")
        }
        State::Invited | State::TakingPart | State::Signed | State::Out => {
            format!("{name} heeft nog niet ondertekend. Wacht daarop, of haal deze organisatie weg.")
        }
    }
}

/// A question that must be answered before signing.
#[must_use]
pub fn answer_first(question: &str) -> String {
    format!("Beantwoord de vraag ‘{question}’.")
}

/// Who is asked is in another combinatie.
#[must_use]
pub fn you_in_another(lot: &str) -> String {
    format!(
        "Uw organisatie zit voor {lot} al in een andere combinatie. Per productgroep en gemeente kan een organisatie in \
        1 combinatie meedoen. Overleg met de penvoerder."
    )
}

/// One of a combinatie is in another that was sent in.
#[must_use]
pub fn in_another(who: &str, lot: &str) -> String {
    format!(
        "{who} zit voor {lot} al in een andere combinatie. Per productgroep en gemeente kan een organisatie in 1 combinatie \
        meedoen. Kies deze productgroep niet in deze gemeente, of verander wie er meedoen."
    )
}

/// What the one that leads a combinatie is.
pub const LEAD: &str = "penvoerder";
/// All that take part, where an eis counts what they have together.
pub const ALL_TOGETHER: &str = "Alle deelnemers samen";
/// In the letter to a penvoerder, in the place of why one that takes part does not meet what it must meet by itself.
#[must_use]
pub fn why_is_its_own(name: &str) -> String {
    format!("Dit gaat over het eigen deel van {name}. Waarom, leest alleen {name} in het portaal.")
}

/// An eis, with whose own part it is about.
#[must_use]
pub fn title_of(title: &str, name: &str) -> String {
    format!("{title} ({name})")
}

/// The penvoerder in a sentence to itself.
pub const YOU: &str = "Uw organisatie";
