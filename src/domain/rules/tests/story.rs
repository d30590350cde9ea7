//! An aanbieder and its application, made and changed in few words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::facts::{Fact, FactSet, Fields, Provenance, Source};
use crate::ids::EvidenceId;
use crate::policy_code::{DocumentKindCode, FactCode, LotKey, RequirementCode};
use crate::rules::{
    Capacity, EvidenceFact, Input, Judgement, LotChoice, Offered, Outcome, ReferenceDates, RequirementResult,
    Stage, TestAnswer, Verdict, evaluate,
};
use crate::scheme::tests::SAMPLE;
use crate::scheme::{NationalTables, Scheme};
use crate::supply::SupplySnapshot;

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn code(text: &str) -> FactCode {
    FactCode::parse(text).unwrap()
}

pub(super) fn id(number: u8) -> EvidenceId {
    EvidenceId::parse(&format!("00000000-0000-7000-8000-0000000000{number:02}")).unwrap()
}

// Read once: the properties tell thousands of stories.
static SCHEME: LazyLock<Scheme> = LazyLock::new(|| Scheme::parse(SAMPLE.as_bytes()).unwrap());
static DRENTHE: LazyLock<Scheme> = LazyLock::new(|| {
    Scheme::parse(include_bytes!("../../../../data/schemes/wmo-zuidwest-drenthe-2026.yaml")).unwrap()
});
static NATIONAL: LazyLock<NationalTables> = LazyLock::new(|| {
    NationalTables::parse_wnt(include_bytes!("../../../../data/national/wnt.yaml")).unwrap()
});

#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) scheme: &'static Scheme,
    pub(super) national: &'static NationalTables,
    fields: Fields,
    expired: Option<(FactCode, NaiveDate)>,
    carried: BTreeMap<FactCode, EvidenceId>,
    pub(super) evidence: Vec<EvidenceFact>,
    pub(super) accepted: BTreeSet<DocumentKindCode>,
    pub(super) lots: Vec<LotChoice>,
    pub(super) dates: ReferenceDates,
    pub(super) stage: Stage,
    pub(super) judgements: Vec<Judgement>,
}

impl Story {
    /// Everything in order, for both products in De Wolden and Meppel.
    pub(super) fn complete() -> Self {
        let lot = |gemeente: &str| LotChoice {
            lot: LotKey {
                group: "ib".to_owned().try_into().unwrap(),
                gemeente: gemeente.to_owned().try_into().unwrap(),
            },
            products: ["ib_licht", "ib_zwaar"].map(|one| one.to_owned().try_into().unwrap()).into(),
            capacity: vec![Capacity { target: Some("dementie".to_owned().try_into().unwrap()), places: 3 }],
        };
        let mut story = Self {
            scheme: &SCHEME,
            national: &NATIONAL,
            fields: Fields::new(),
            expired: None,
            carried: BTreeMap::new(),
            evidence: Vec::new(),
            accepted: [DocumentKindCode::parse("overeenkomst").unwrap()].into(),
            lots: vec![lot("GM1690"), lot("GM0119")],
            dates: ReferenceDates {
                submission: day(2026, 10, 12),
                close: day(2026, 10, 15),
                start: day(2027, 1, 1),
            },
            stage: Stage::Application,
            judgements: Vec::new(),
        };
        let answers = [
            ("solvabiliteit", "25 %"),
            ("medewerkers", "5"),
            ("met_vog", "5"),
            ("omzet", "80.000"),
            ("starter", "nee"),
            ("surseance", "nee"),
            ("audit", "1-6-2026"),
            ("polis_tot", "1-1-2027"),
            ("rechtsvorm", "bv"),
            ("dagen", "za"),
            ("governance.p1", "toegepast"),
            ("governance.p2", "toegepast"),
            ("onder_wnt", "nee"),
            ("veroordeeld", "nee"),
            ("dividend_1", "10.000"),
            ("dividend_2", "20.000"),
        ];
        for (name, text) in answers {
            story = story.with(name, text);
        }
        story.add_paper("kvk", 1, Some(day(2026, 9, 1)), None);
        story.add_paper("certificaat", 2, None, Some(day(2028, 1, 1)));
        story.add_paper("klachtenregeling", 3, None, None);
        story.judged("UTV-03", "p1", true)
    }

    /// Everything in order, under the sample with one thing in it changed.
    pub(super) fn under(from: &str, to: &str) -> Self {
        let text = SAMPLE.replacen(from, to, 1);
        assert_ne!(text, SAMPLE, "{from}");
        let scheme = Scheme::parse(text.as_bytes()).unwrap_or_else(|mistakes| panic!("{to}: {mistakes:?}"));
        Self { scheme: Box::leak(Box::new(scheme)), ..Self::complete() }
    }

    /// Nothing said and nothing sent yet, in a shipped regeling: individual support in Meppel.
    pub(super) fn begun() -> Self {
        let lot = LotKey {
            group: "ib".to_owned().try_into().unwrap(),
            gemeente: "GM0119".to_owned().try_into().unwrap(),
        };
        let products = vec!["ib_midden".to_owned().try_into().unwrap()];
        Self {
            scheme: &DRENTHE,
            fields: Fields::new(),
            evidence: Vec::new(),
            lots: vec![LotChoice { lot, products, capacity: Vec::new() }],
            judgements: Vec::new(),
            ..Self::complete()
        }
    }

    /// The same a year earlier, when the maxima of 2024 hold, with the WNT applicable in class II.
    pub(super) fn in_2025() -> Self {
        let mut story = Self::complete().with("onder_wnt", "ja").with("wnt_klasse", "ii");
        story.dates = ReferenceDates {
            submission: day(2025, 10, 12),
            close: day(2025, 10, 15),
            start: day(2026, 1, 1),
        };
        story
    }

    pub(super) fn with(mut self, name: &str, text: &str) -> Self {
        self.fields.insert(name.to_owned(), vec![text.to_owned()]);
        self
    }

    /// Several choices.
    pub(super) fn with_each(mut self, name: &str, codes: &[&str]) -> Self {
        self.fields.insert(name.to_owned(), codes.iter().map(|code| (*code).to_owned()).collect());
        self
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.fields.remove(name);
        self
    }

    pub(super) fn expire(&mut self, name: &str, last: NaiveDate) {
        self.expired = Some((code(name), last));
    }

    /// A bewijsstuk carries this answer.
    pub(super) fn carried(mut self, name: &str, by: u8) -> Self {
        self.carried.insert(code(name), id(by));
        self
    }

    pub(super) fn person(
        self,
        role: &str,
        pay: &str,
        part_time: &str,
        days: &str,
        transitional: &str,
    ) -> Self {
        self.person_of("2024", role, pay, part_time, days, transitional)
    }

    pub(super) fn person_of(
        self,
        year: &str,
        role: &str,
        pay: &str,
        part: &str,
        days: &str,
        old: &str,
    ) -> Self {
        self.with("top.jaar", year)
            .with("top.1.rol", role)
            .with("top.1.bezoldiging", pay)
            .with("top.1.deeltijd", part)
            .with("top.1.dagen", days)
            .with("top.1.overgangsrecht", old)
    }

    pub(super) fn no_papers(mut self, kind: &str) -> Self {
        self.evidence.retain(|one| one.kind.as_str() != kind);
        self
    }

    pub(super) fn add_paper(
        &mut self,
        kind: &str,
        number: u8,
        issued: Option<NaiveDate>,
        expires: Option<NaiveDate>,
    ) {
        self.evidence.push(EvidenceFact {
            id: id(number),
            kind: kind.to_owned().try_into().unwrap(),
            issued_on: issued,
            expires_on: expires,
            sha256: None,
            offered: Offered::AsAsked,
        });
    }

    /// One paper of this kind instead of the others.
    pub(super) fn paper(self, kind: &str, issued: Option<NaiveDate>, expires: Option<NaiveDate>) -> Self {
        let mut story = self.no_papers(kind);
        story.add_paper(kind, 9, issued, expires);
        story
    }

    pub(super) fn equivalent(mut self, kind: &str) -> Self {
        for one in self.evidence.iter_mut().filter(|one| one.kind.as_str() == kind) {
            one.offered = Offered::AsEquivalent;
        }
        self
    }

    pub(super) fn judged(mut self, requirement: &str, point: &str, yes: bool) -> Self {
        let answers = vec![TestAnswer { point: point.to_owned().try_into().unwrap(), yes }];
        let requirement = RequirementCode::parse(requirement).unwrap();
        self.judgements.push(Judgement { requirement, member: None, lot: None, answers });
        self
    }

    pub(super) fn facts(&self) -> FactSet {
        let given = self.scheme.facts().iter().filter_map(|def| {
            let value = def.from_form(&self.fields).unwrap()?;
            let valid_until =
                self.expired.as_ref().filter(|(code, _)| *code == def.code).map(|(_, last)| *last);
            let provenance = Provenance {
                source: Source::Aanbieder,
                as_of: day(2026, 10, 1),
                valid_until,
                evidence: self.carried.get(&def.code).cloned(),
            };
            Some((def.code.clone(), Fact { value, provenance }))
        });
        given.collect()
    }

    pub(super) fn verdict(&self) -> Verdict {
        self.verdict_on(&self.facts(), &self.evidence, &self.lots)
    }

    pub(super) fn verdict_on(
        &self,
        facts: &FactSet,
        evidence: &[EvidenceFact],
        lots: &[LotChoice],
    ) -> Verdict {
        evaluate(&Input {
            scheme: self.scheme,
            national: self.national,
            facts,
            evidence,
            accepted: &self.accepted,
            lots,
            dates: self.dates,
            stage: self.stage,
            judgements: &self.judgements,
            closed: &[],
            supply: &SupplySnapshot::new(day(2026, 9, 1), Vec::new()),
        })
    }

    /// The first result of a requirement.
    pub(super) fn result(&self, requirement: &str) -> RequirementResult {
        self.verdict().results.into_iter().find(|one| one.code.as_str() == requirement).unwrap()
    }

    /// For which lots a requirement has a result of its own.
    pub(super) fn lots_of(&self, requirement: &str) -> Vec<Option<LotKey>> {
        let results = self.verdict().results.into_iter().filter(|one| one.code.as_str() == requirement);
        results.map(|one| one.lot).collect()
    }

    pub(super) fn outcome(&self, requirement: &str) -> Outcome {
        self.result(requirement).outcome
    }
}
