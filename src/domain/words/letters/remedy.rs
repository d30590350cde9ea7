//! What a reader can do who disagrees, in the words of either track. May import: letter's types, words::dates.

use chrono::NaiveDate;

use crate::letter::{Block, RemedyTerm};
use crate::words::dates::long_date;

fn term_in_words(term: RemedyTerm) -> String {
    match term {
        RemedyTerm::Days(1) => "1 kalenderdag".to_owned(),
        RemedyTerm::Days(days) => format!("{days} kalenderdagen"),
        RemedyTerm::Weeks(1) => "1 week".to_owned(),
        RemedyTerm::Weeks(weeks) => format!("{weeks} weken"),
    }
}

/// Klacht and kort geding against a gemeente as rechtspersoon.
pub(crate) fn civiel(
    gemeente: &str,
    complaints: &str,
    court: &str,
    term: RemedyTerm,
    last_day: NaiveDate,
    ground: &str,
) -> Vec<Block> {
    let (length, last) = (term_in_words(term), long_date(last_day));
    vec![
        Block::part(format!("Bent u het niet eens met de gemeente {gemeente}?")),
        Block::text(
            "Bel of mail ons eerst als iets niet duidelijk is. Wij leggen de beslissing graag uit. \
             Daarna kunt u twee dingen doen.",
        ),
        Block::List {
            items: vec![
                format!(
                    "Een klacht indienen bij het klachtenmeldpunt: {complaints}. Dat is gratis. \
                     Let op: een klacht geeft u geen extra tijd om naar de rechter te gaan."
                ),
                format!(
                    "Naar de rechter gaan. U begint dan een kort geding tegen de gemeente {gemeente} bij de \
                     rechtbank {court}. Een advocaat laat hiervoor een dagvaarding bezorgen."
                ),
            ],
        },
        Block::Callout {
            title: format!("Uiterlijk op {last}"),
            text: format!(
                "De dagvaarding moet binnen {length} bij de gemeente {gemeente} zijn bezorgd. \
                 De termijn begint op de dag na de datum van deze brief. De laatste dag is {last}. \
                 Bent u later? Dan kunt u niet meer naar de rechter: dit is een vervaltermijn ({ground})."
            ),
        },
    ]
}

/// Bezwaar at the college that decided.
pub(crate) fn awb(gemeente: &str, address: &[String], term: RemedyTerm, last_day: NaiveDate) -> Vec<Block> {
    let (length, last) = (term_in_words(term), long_date(last_day));
    vec![
        Block::part(format!("Bent u het niet eens met het besluit van {gemeente}?")),
        Block::text(
            "Bel of mail ons eerst als iets niet duidelijk is. Wij leggen het besluit graag uit. \
             U kunt ook bezwaar maken. U stuurt dan een brief, een bezwaarschrift, naar:",
        ),
        Block::text(format!(
            "Het college van burgemeester en wethouders van {gemeente}\n{}",
            address.join("\n")
        )),
        Block::text("Zet in het bezwaarschrift:"),
        Block::List {
            items: vec![
                "uw naam en adres;".to_owned(),
                "de datum;".to_owned(),
                "het kenmerk van deze brief en het besluit waartegen u bezwaar maakt;".to_owned(),
                "waarom u het niet eens bent met het besluit;".to_owned(),
                "uw handtekening.".to_owned(),
            ],
        },
        Block::Callout {
            title: format!("Uiterlijk op {last}"),
            text: format!(
                "U hebt {length} om bezwaar te maken. De termijn begint op de dag na de datum van deze brief. \
                 De laatste dag is {last}. Bezwaar maken is gratis. Het besluit blijft gelden zolang er nog niets op uw \
                 bezwaar is besloten. Kunt u daar niet op wachten? Vraag dan de voorzieningenrechter van de \
                 rechtbank om een voorlopige voorziening."
            ),
        },
    ]
}
