//! Region, gemeenten, term, remedy, terms, review plan, windows.
//! May import: scheme.

use chrono::NaiveDate;

use super::{Build, read};
use crate::scheme::model::{
    BibobDef, ComplaintsDesk, ContractTerm, Gemeente, Inhabitants, PhaseLengths, RegionDef, Remedy,
    ReviewPlan, Reviewers, Terms, Track, UploadLimits, WindowPattern, Windows, YearlyConfirmation,
};
use crate::scheme::problem::Problem;
use crate::scheme::tree::Node;
use crate::windows::WindowKind;

impl Build {
    pub(super) fn region(node: &Node) -> Option<RegionDef> {
        let desk = node.get("klachtenloket")?;
        Some(RegionDef {
            code: read::text(node, "code")?,
            slug: read::text(node, "slug")?,
            name: read::text(node, "naam")?,
            desk: ComplaintsDesk {
                name: read::text(desk, "naam")?,
                mail: read::text(desk, "mail")?,
                phone: read::text(desk, "telefoon"),
            },
        })
    }

    pub(super) fn gemeente(&mut self, node: &Node) -> Option<Gemeente> {
        let tile = node.get("tegel")?;
        let inhabitants = match node.get("inwoners") {
            None => None,
            Some(given) => Some(Inhabitants {
                count: read::number(given, "aantal")?,
                on: read::date(given, "peildatum")?,
            }),
        };
        Some(Gemeente {
            code: read::name(node, "code")?,
            name: read::text(node, "naam")?,
            column: read::number(tile, "kolom")?,
            row: read::number(tile, "rij")?,
            inhabitants,
            legal_person: read::text(node, "rechtspersoon")?,
            college: read::text(node, "college")?,
            address: read::text(node, "adres")?,
            court: read::text(node, "rechtbank")?,
            holidays: read::code(node, "vakantieregio"),
            standing: read::standing(node),
        })
    }

    pub(super) fn term(&mut self, node: &Node) -> Option<ContractTerm> {
        let (from, until) = (read::date(node, "van")?, read::date(node, "tot")?);
        if until < from {
            self.add(node.get("tot")?.place, Problem::EndBeforeStart);
        }
        Some(ContractTerm { from, until, standing: read::standing(node) })
    }

    /// What is confirmed every year, on a day that every year has.
    pub(super) fn confirmation(&mut self, node: &Node) -> Option<YearlyConfirmation> {
        let part = |key| read::number(node, key).and_then(|number| u32::try_from(number).ok());
        let (month, day) = (part("maand")?, part("dag")?);
        // A year that is no leap year has the days that every year has.
        if NaiveDate::from_ymd_opt(2027, month, day).is_none() {
            self.add(node.get("dag")?.place, Problem::NotEveryYear);
        }
        Some(YearlyConfirmation {
            month,
            day,
            within: read::span(node, "termijn")?,
            article: read::text(node, "contractartikel")?,
            facts: read::names(node, "gegevens"),
            standing: read::standing(node),
        })
    }

    pub(super) fn remedy(node: &Node) -> Option<Remedy> {
        Some(Remedy {
            track: read::word(node, "spoor", &[("civiel", Track::Civil), ("awb", Track::Awb)])?,
            term: read::span(node, "vervaltermijn")?,
            atw_declared: read::yes_no(node, "atw_verklaard")?,
            standing: read::standing(node),
        })
    }

    pub(super) fn terms(node: &Node) -> Option<Terms> {
        Some(Terms {
            decision: read::span(node, "beslissing")?,
            extension: read::span(node, "verdaging")?,
            repair: read::span(node, "herstel")?,
            hearing: read::span(node, "zienswijze")?,
            standing: read::standing(node),
        })
    }

    /// Both terms are given in weeks, as in the law.
    pub(super) fn bibob(node: &Node) -> Option<BibobDef> {
        Some(BibobDef {
            may_be_asked: read::yes_no(node, "mag")?,
            advice: read::span(node, "adviestermijn")?,
            extension: read::span(node, "verlenging")?,
            form: read::text(node, "formulier")?,
            requirement: read::name(node, "eis")?,
            standing: read::standing(node),
        })
    }

    pub(super) fn uploads(node: &Node) -> Option<UploadLimits> {
        let (file, application) =
            (read::number(node, "mb_per_bestand")?, read::number(node, "mb_per_aanmelding")?);
        Some(UploadLimits::megabytes(file, application))
    }

    pub(super) fn review_plan(node: &Node) -> Option<ReviewPlan> {
        Some(ReviewPlan {
            reviewers: read::word(node, "beoordelaars", &Reviewers::WORDS)?,
            three_people: read::word(node, "personen", &[("2", false), ("3", true)])?,
            standing: read::standing(node),
        })
    }

    pub(super) fn windows(&mut self, node: &Node) -> Option<Windows> {
        Some(Windows {
            sealed_until_close: read::yes_no(node, "verzegeld_tot_sluiting")?,
            patterns: self.each(node.items_of("soorten"), |_, item| window(item)),
        })
    }
}

fn window(node: &Node) -> Option<WindowPattern> {
    let kinds = [
        ("eerste", WindowKind::Initial),
        ("jaarlijks", WindowKind::Annual),
        ("schaarste", WindowKind::Scarcity),
    ];
    let phases = node.get("fasen")?;
    Some(WindowPattern {
        kind: read::word(node, "soort", &kinds)?,
        phases: PhaseLengths {
            publication: read::span(phases, "publicatie")?,
            questions: read::span(phases, "vragen")?,
            answers: read::span(phases, "antwoorden")?,
            submission: read::span(phases, "aanmelding")?,
            decision: read::span(phases, "beslissing")?,
        },
        standing: read::standing(node),
    })
}
