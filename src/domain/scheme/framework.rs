//! Toetsingskaders: what toezicht looks at, as a file that a region fills in itself (domain.md D102, F60).
//! May import: code, policy_code, scheme, supervision, terms.

use super::build::{read, settle, tree_of};
use super::keys::{DISCIPLINES, FRAMEWORK, FRAMEWORK_FORMAT, THEMES};
use super::problem::{Mistake, Mistakes, Problem, ScalarForm};
use super::scalar::SpanUnit;
use super::tree::Node;
use crate::code::Code;
use crate::digest::Digest;
use crate::policy_code::NormCode;
use crate::supervision::Discipline;
use crate::terms::{Term, Unit};

/// The theme that a norm belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Veilig.
    Safe,
    /// Doeltreffend.
    Effective,
    /// Cliëntgericht.
    ClientCentred,
    /// Rechtmatig.
    Lawful,
}

impl Code for Theme {
    const ALL: &'static [Self] = &[Self::Safe, Self::Effective, Self::ClientCentred, Self::Lawful];

    fn code(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Effective => "effective",
            Self::ClientCentred => "client_centred",
            Self::Lawful => "lawful",
        }
    }
}

/// One norm, with everything that who looks at it must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// Its permanent code.
    pub code: NormCode,
    /// The theme.
    pub theme: Theme,
    /// The criterion.
    pub criterion: String,
    /// What is right.
    pub text: String,
    /// Whose it is to look at.
    pub discipline: Discipline,
    /// What shows it.
    pub evidence: String,
    /// How often it is looked at.
    pub frequency: String,
    /// Who measures.
    pub measured_by: String,
}

/// A toetsingskader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// What people call it.
    pub title: String,
    /// The region it is of, as in its addresses.
    pub region: String,
    /// Where it comes from.
    pub source: String,
    /// How long the aanbieder has for wederhoor.
    pub hearing: Term,
    /// The norms, in the order of the file.
    pub norms: Vec<Norm>,
    /// Of the bytes of the file: which version this is.
    pub digest: Digest,
}

impl Framework {
    /// Read a toetsingskader.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the file.
    pub fn parse(bytes: &[u8]) -> Result<Self, Mistakes> {
        let (root, mut mistakes) = tree_of(bytes, FRAMEWORK_FORMAT, &FRAMEWORK)?;
        let (mut norms, mut unread) = (Vec::new(), Vec::new());
        for theme in root.items_of("themas") {
            for criterion in theme.items_of("criteria") {
                for item in criterion.items_of("normen") {
                    match norm(theme, criterion, item) {
                        Some(one) => norms.push(one),
                        None => unread.push(item.place),
                    }
                }
            }
        }
        let hearing = hearing(&root, &mut mistakes);
        let framework = (|| {
            Some(Self {
                title: read::text(&root, "titel")?,
                region: read::text(&root, "regio")?,
                source: read::text(&root, "bron")?,
                hearing: hearing?,
                norms,
                digest: Digest::of(bytes),
            })
        })();
        settle(mistakes, &unread, framework)
    }

    /// The norm with a code.
    #[must_use]
    pub fn norm(&self, code: &str) -> Option<&Norm> {
        self.norms.iter().find(|one| one.code.as_str() == code)
    }

    /// The norms that one discipline looks at.
    pub fn norms_of(&self, discipline: Discipline) -> impl Iterator<Item = &Norm> {
        self.norms.iter().filter(move |one| one.discipline == discipline)
    }
}

fn norm(theme: &Node, criterion: &Node, item: &Node) -> Option<Norm> {
    let themes: Vec<(&str, Theme)> = THEMES.iter().copied().zip(Theme::ALL.iter().copied()).collect();
    let disciplines: Vec<(&str, Discipline)> =
        DISCIPLINES.iter().copied().zip(Discipline::ALL.iter().copied()).collect();
    Some(Norm {
        code: read::name(item, "code")?,
        theme: read::word(theme, "thema", &themes)?,
        criterion: read::text(criterion, "criterium")?,
        text: read::text(item, "norm")?,
        discipline: read::word(item, "toezicht", &disciplines)?,
        evidence: read::text(item, "bewijs")?,
        frequency: read::text(item, "frequentie")?,
        measured_by: read::text(item, "meting")?,
    })
}

/// A term of years or of nothing is none.
fn hearing(root: &Node, mistakes: &mut Vec<Mistake>) -> Option<Term> {
    let span = read::span(root, "wederhoor")?;
    let unit = match span.unit {
        SpanUnit::Days => Some(Unit::Days),
        SpanUnit::WorkingDays => Some(Unit::WorkingDays),
        SpanUnit::Weeks => Some(Unit::Weeks),
        SpanUnit::Months => Some(Unit::Months),
        SpanUnit::Years => None,
    };
    let term = u16::try_from(span.count).ok().zip(unit).and_then(|(count, unit)| Term::new(count, unit).ok());
    if term.is_none() {
        let place = root.get("wederhoor").map_or(root.place, |node| node.place);
        mistakes.push(Mistake { place, problem: Problem::NotA(ScalarForm::Span) });
    }
    term
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZWD: &str = include_str!("../../../data/frameworks/zuidwest-drenthe.yaml");
    const MIJ: &str = include_str!("../../../data/frameworks/midden-ijssel-oost-veluwe.yaml");

    fn mistakes(text: &str) -> Vec<(usize, Problem)> {
        let found = Framework::parse(text.as_bytes()).unwrap_err();
        found.0.into_iter().map(|one| (one.place.line, one.problem)).collect()
    }

    fn line(text: &str, of: &str) -> usize {
        text.lines().position(|line| line.contains(of)).unwrap() + 1
    }

    #[test]
    fn each_shipped_framework_has_norms_of_every_theme_and_for_both_kinds_of_toezicht() {
        for text in [ZWD, MIJ] {
            let framework = Framework::parse(text.as_bytes()).unwrap();
            for theme in Theme::ALL {
                assert!(framework.norms.iter().any(|one| one.theme == *theme), "{theme:?}");
            }
            for discipline in Discipline::ALL {
                assert!(framework.norms_of(*discipline).count() > 1, "{discipline:?}");
            }
            assert_eq!(framework.hearing, Term::new(10, Unit::WorkingDays).unwrap());
        }
        let drents = Framework::parse(ZWD.as_bytes()).unwrap();
        assert_eq!(drents.title, "Drents Kwaliteitskader (aan te vullen)");
        assert_eq!(drents.norm("VEI-01").unwrap().theme, Theme::Safe);
    }

    #[test]
    fn every_mistake_is_told_at_its_line() {
        let twice = ZWD.replacen("code: VEI-02", "code: VEI-01", 1);
        assert!(
            matches!(&mistakes(&twice)[..], [(at, Problem::DuplicateCode { .. })] if *at == line(ZWD, "VEI-02"))
        );
        let theme = ZWD.replacen("thema: veilig", "thema: gezellig", 1);
        assert!(
            matches!(&mistakes(&theme)[0], (at, Problem::NotOneOf(_)) if *at == line(ZWD, "thema: veilig"))
        );
        let term = ZWD.replacen("wederhoor: 10 werkdagen", "wederhoor: 2 jaar", 1);
        assert_eq!(mistakes(&term), [(line(ZWD, "wederhoor:"), Problem::NotA(ScalarForm::Span))]);
        let unknown = ZWD.replacen("regio: zuidwest-drenthe", "streek: zuidwest-drenthe", 1);
        let told = mistakes(&unknown);
        assert!(told.iter().any(|(_, one)| matches!(one, Problem::UnknownKey { .. })), "{told:?}");
        assert!(told.iter().any(|(_, one)| matches!(one, Problem::MissingKey { key: "regio" })), "{told:?}");
    }

    #[test]
    fn another_text_is_another_version() {
        let one = Framework::parse(ZWD.as_bytes()).unwrap();
        let other = Framework::parse(format!("{ZWD}# later\n").as_bytes()).unwrap();
        assert_ne!(one.digest, other.digest);
    }
}
