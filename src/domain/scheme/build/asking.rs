//! Gegevens with their bounds, kinds of bewijsstuk, documents.
//! May import: class, facts, scheme.

use super::{Build, read};
use crate::code::Code;
use crate::facts::{Choice, FactDef, FactType, FactValue, Range};
use crate::notation;
use crate::scheme::model::{DocumentDef, DocumentKind, EvidenceDef, FileForm, Manner, Validity};
use crate::scheme::problem::{BoundsProblem, Problem};
use crate::scheme::scalar;
use crate::scheme::tree::Node;

impl Build {
    pub(super) fn fact_def(&mut self, node: &Node) -> Option<FactDef> {
        Some(FactDef {
            code: read::name(node, "code")?,
            question: read::text(node, "vraag")?,
            help: read::text(node, "uitleg"),
            kind: self.fact_type(node)?,
            class: read::code(node, "klasse")?,
            reusable: read::yes_no_or(node, "herbruikbaar", true)?,
        })
    }

    fn fact_type(&mut self, node: &Node) -> Option<FactType> {
        let word = node.text_of("type")?;
        self.keys_of_type(node, word);
        Some(match word {
            "ja_nee" => FactType::YesNo,
            "geheel_getal" => FactType::Whole(self.range(node, whole)?),
            "bedrag" => FactType::Money(self.range(node, scalar::money)?),
            "procent" => FactType::Percent(self.range(node, scalar::percent)?),
            "datum" => FactType::Day(self.range(node, scalar::date)?),
            "tekst" => FactType::Text(self.range(node, scalar::number)?),
            "keuze" => FactType::Choice(choices(node, "keuzes")?),
            "keuzes" => FactType::Choices(choices(node, "keuzes")?),
            "pas_toe_of_leg_uit" => FactType::ComplyOrExplain {
                rows: choices(node, "rijen")?,
                min_explanation: read::number(node, "uitleg_minimaal")?,
            },
            "personen_met_bezoldiging" => FactType::PaidPersons,
            _ => return None,
        })
    }

    /// Each key goes with some types only, and some types need a key.
    fn keys_of_type(&mut self, node: &Node, word: &str) {
        let needs: &[&'static str] = match word {
            "keuze" | "keuzes" => &["keuzes"],
            "pas_toe_of_leg_uit" => &["rijen", "uitleg_minimaal"],
            _ => &[],
        };
        for key in needs.iter().filter(|key| node.get(key).is_none()) {
            self.add(node.place, Problem::Bounds(BoundsProblem::KeyNeeded(key)));
        }
        for member in node.members() {
            let key = member.key.as_str();
            let misplaced = ["keuzes", "rijen", "uitleg_minimaal"].contains(&key) && !needs.contains(&key);
            if misplaced {
                self.add(member.place, Problem::Bounds(BoundsProblem::KeyNotForType));
            }
            let ranged = ["geheel_getal", "bedrag", "procent", "datum", "tekst"].contains(&word);
            if key == "grenzen" && !ranged {
                self.add(member.place, Problem::Bounds(BoundsProblem::NotForType));
            }
        }
    }

    fn range<T: PartialOrd>(&mut self, node: &Node, parse: fn(&str) -> Option<T>) -> Option<Range<T>> {
        let Some(bounds) = node.get("grenzen") else { return Some(Range::open()) };
        let mut bound = |key: &str| match bounds.get(key) {
            None => Some(None),
            Some(value) => {
                let parsed = value.text().and_then(parse);
                if parsed.is_none() {
                    self.add(value.place, Problem::Bounds(BoundsProblem::NotForType));
                }
                parsed.map(Some)
            }
        };
        let (min, max) = (bound("minimum"), bound("maximum"));
        let range = Range { min: min?, max: max? };
        if let (Some(min), Some(max)) = (&range.min, &range.max)
            && min > max
        {
            self.add(bounds.place, Problem::Bounds(BoundsProblem::Reversed));
        }
        Some(range)
    }

    pub(super) fn evidence(&mut self, node: &Node) -> Option<EvidenceDef> {
        let validity = node.get("geldigheid")?;
        let seen_only = read::word(node, "wijze", &[("uploaden", false), ("gezien_op", true)])?;
        if !seen_only && node.get("vormen").is_none() {
            self.add(node.place, Problem::MissingKey { key: "vormen" });
        }
        let forms =
            node.items_of("vormen").iter().filter_map(|item| FileForm::from_code(item.text()?)).collect();
        Some(EvidenceDef {
            code: read::name(node, "code")?,
            title: read::text(node, "titel")?,
            class: read::code(node, "klasse")?,
            validity: match validity.text() {
                Some("tot_einddatum") => Validity::UntilExpiry,
                Some("onbeperkt") => Validity::Unlimited,
                _ => {
                    let age = read::span(validity, "niet_ouder_dan")?;
                    self.window_unit(validity.get("niet_ouder_dan")?, age);
                    Validity::NotOlderThan(age)
                }
            },
            on: read::word(node, "peildatum", read::REFERENCE_DATES)?,
            manner: if seen_only { Manner::SeenOnly } else { Manner::Upload(forms) },
            equivalent: match node.get("gelijkwaardig") {
                None => None,
                Some(_) => Some(read::test_points(node, "gelijkwaardig")?),
            },
            standing: read::standing(node),
        })
    }

    pub(super) fn document(&mut self, node: &Node) -> Option<DocumentDef> {
        let kinds = [
            ("aanmeldingsdocument", DocumentKind::Admission),
            ("programma_van_eisen", DocumentKind::Programme),
            ("overeenkomst", DocumentKind::Agreement),
            ("tarieven", DocumentKind::Tariffs),
            ("bijlage", DocumentKind::Annex),
        ];
        Some(DocumentDef {
            code: read::name(node, "code")?,
            title: read::text(node, "titel")?,
            kind: read::word(node, "soort", &kinds)?,
            must_accept: read::yes_no(node, "aanvaarden")?,
            standing: read::standing(node),
        })
    }
}

fn choices(node: &Node, key: &str) -> Option<Vec<Choice>> {
    let one =
        |item: &Node| Some(Choice { code: read::text(item, "code")?, title: read::text(item, "titel")? });
    node.get(key)?.items().iter().map(one).collect()
}

fn whole(text: &str) -> Option<i64> {
    (!text.contains('.')).then(|| notation::whole(text)).flatten()
}

/// A literal of the type of a gegeven, within its bounds.
pub(super) fn literal(kind: &FactType, text: &str) -> Option<FactValue> {
    let value = match kind {
        FactType::YesNo => FactValue::YesNo(scalar::yes_no(text)?),
        FactType::Whole(_) => FactValue::Whole(whole(text)?),
        FactType::Money(_) => FactValue::Money(scalar::money(text)?),
        FactType::Percent(_) => FactValue::Percent(scalar::percent(text)?),
        FactType::Day(_) => FactValue::Day(scalar::date(text)?),
        FactType::Choice(_) => FactValue::Choice(text.to_owned()),
        FactType::Choices(_)
        | FactType::Text(_)
        | FactType::ComplyOrExplain { .. }
        | FactType::PaidPersons => {
            return None;
        }
    };
    kind.admits(&value).then_some(value)
}

/// The WNT classes, as codes of a choice.
pub(super) fn only_wnt_classes(kind: &FactType) -> bool {
    let FactType::Choice(list) = kind else { return false };
    list.iter().all(|one| crate::scheme::WntClass::from_code(&one.code).is_some())
}
