//! Putting a decision letter together from what was decided, the regeling, and what the rules said when it was proposed.
//! May import: app::{error, schemes, dossier, national, replay}, domain, storage.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::app::dossier::{self, Dossier};
use crate::app::error::{Error, Result};
use crate::app::national::{self, TermOf};
use crate::app::{access, replay};
use crate::domain::application::snapshot::MemberMark;
use crate::domain::decision::hearing::Hearing;
use crate::domain::decision::{Outcome, Reason};
use crate::domain::dispute;
use crate::domain::ids::{ApplicationId, MemberId, OrgId, ProcedureId};
use crate::domain::letter::{
    Addressee, DecisionLetter, Envelope, FailedRequirement, GemeentePart, HeardBefore, LetterContent,
    LetterKind, LotDecision, LotName, LotOutcome, RegionTexts, Remedy, RemedyTerm, Revised, Sender,
    Signatory,
};
use crate::domain::policy_code::{GroupCode, ProductCode, RequirementCode};
use crate::domain::rules::{RequirementResult, Verdict};
use crate::domain::scheme::{ParagraphPlace, Requirement, Scheme, SpanUnit};
use crate::domain::terms::{Calendar, Deadline, local_day};
use crate::domain::words;
use crate::storage::applications::ApplicationRow;
use crate::storage::decisions::{self, DecisionRow};
use crate::storage::lots::{self, Choice, LotRow};
use crate::storage::regions::{self, GemeenteRow, RegionRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope, calendar, hearings, letters, mandates, organisations, revisions};

/// One decided lot.
pub(super) struct Decided {
    pub(super) lot: LotRow,
    pub(super) choice: Choice,
    pub(super) decision: DecisionRow,
}

/// The letter about everything that was decided on an application, dated `date`.
///
/// # Errors
/// [`Error::Internal`] when the parts make no lawful letter.
pub(super) fn decision(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationRow,
    number: &str,
    date: NaiveDate,
) -> Result<LetterContent> {
    let sent = dossier::of_row(conn, scope, application.clone())?;
    let mut told = Vec::new();
    for one in decided(conn, application, (LetterKind::Decision, number))? {
        // What was signed, whatever was laid down since.
        let verdict = replay::verdict(conn, scope, &types::id("decisions", &one.decision.id)?)?;
        told.push((one, verdict));
    }
    let known = Known::load(conn, scope, application, sent, date)?;
    let region = regions::find(conn, scope)?;
    let mut parts = Vec::new();
    let mut covering = None;
    for gemeente in regions::gemeenten_of(conn, scope)? {
        let own: Vec<_> = told.iter().filter(|(one, _)| one.lot.gemeente == gemeente.code).collect();
        let Some((first, _)) = own.first() else { continue };
        let signatory = signatory(conn, scope, &first.decision)?;
        covering.get_or_insert_with(|| (signatory.clone(), gemeente.clone()));
        parts.push(known.part(&gemeente, &own, signatory)?);
    }
    let (signatory, sending) = covering.ok_or(Error::NotFound)?;
    let letter = DecisionLetter {
        envelope: envelope(conn, scope, application, &known.scheme, (&region, &sending), (number, date))?,
        received: local_day(instant(application.received_at.ok_or(Error::NotFound)?)),
        parts,
        revises: revised(conn, scope, &told)?,
        heard: heard(conn, scope, &told)?,
        texts: texts(&known.scheme),
        covering: signatory,
    };
    letter.compose().map_err(Error::internal)
}

/// What the decisions come in the place of, where they revise others: all that is told together was looked at again together.
fn revised(conn: &mut DbConn, scope: &RegionScope, told: &[(Decided, Verdict)]) -> Result<Option<Revised>> {
    let Some((first, earlier)) =
        told.iter().find_map(|(one, _)| Some((one, one.decision.revises.as_deref()?)))
    else {
        return Ok(None);
    };
    let application: ApplicationId = types::id("lot_applications", &first.lot.application_id)?;
    let all = revisions::of_application(conn, scope, &application)?;
    let why = all.into_iter().find(|one| one.decision_id == earlier).ok_or(Error::NotFound)?;
    let before = decisions::find(conn, scope, &types::id("decisions", earlier)?)?;
    let decided = before.signed_at.ok_or(Error::NotFound)?;
    Ok(Some(Revised {
        decided: local_day(instant(decided)),
        letter: letters::number_of(conn, earlier)?.unwrap_or_default(),
        cause: words::revision::cause(why.cause.0).to_owned(),
        motivation: why.motivation,
    }))
}

/// What came of the voornemen, where there was one about what was decided.
fn heard(conn: &mut DbConn, scope: &RegionScope, told: &[(Decided, Verdict)]) -> Result<Option<HeardBefore>> {
    for (one, _) in told {
        let Some(row) = hearings::of_decision(conn, scope, &one.decision.id)? else { continue };
        return Ok(match row.life()? {
            Hearing::Preparing => None,
            Hearing::Asked(asked) | Hearing::Given { asked, .. } => {
                Some(HeardBefore { asked: local_day(asked.at), weighed: None })
            }
            Hearing::Weighed { asked, given, weighed } => Some(HeardBefore {
                asked: local_day(asked.at),
                weighed: Some((local_day(given.at), weighed.text.as_str().to_owned())),
            }),
        });
    }
    Ok(None)
}

/// The decisions that a letter of this kind is about: what was judged, or what was not handled; of what was told before only what
/// this letter itself, by its number, told.
pub(super) fn decided(
    conn: &mut DbConn,
    application: &ApplicationRow,
    (kind, number): (LetterKind, &str),
) -> Result<Vec<Decided>> {
    let id: ApplicationId = types::id("applications", &application.id)?;
    let unhandled = kind == LetterKind::NotHandled;
    let told =
        |row: &DecisionRow| row.signed_by.is_some() && (row.outcome.0 == Outcome::NotHandled) == unhandled;
    let mut decided = Vec::new();
    for (lot, choice) in lots::choices(conn, &id)? {
        let Some(decision) = decisions::last_row(conn, &lot.id)?.filter(told) else { continue };
        if letters::number_of(conn, &decision.id)?.is_none_or(|told| told == number) {
            decided.push(Decided { lot, choice, decision });
        }
    }
    Ok(decided)
}

/// Who signed, as it stands under the letter.
pub(super) fn signatory(conn: &mut DbConn, scope: &RegionScope, decision: &DecisionRow) -> Result<Signatory> {
    let mandate = decision.mandate_id.as_deref().ok_or(Error::NotFound)?;
    let (row, name) = mandates::find(conn, scope, &types::id("decisions", mandate)?)?;
    Ok(Signatory { name, role: row.function_title, power: Some(row.reference) })
}

/// The outside of a letter of a gemeente about an application.
pub(super) fn envelope(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationRow,
    scheme: &Scheme,
    (region, sending): (&RegionRow, &GemeenteRow),
    dated: (&str, NaiveDate),
) -> Result<Envelope> {
    let procedure = types::id("applications", &application.procedure_id)?;
    let addressee = addressee(conn, types::id("applications", &application.org_id)?)?;
    let outside = around(conn, scope, (&procedure, scheme), (region, sending), dated, addressee)?;
    Ok(Envelope { application: Some(application.number.clone()), ..outside })
}

/// The outside of a letter of a gemeente to an organisation, about no application.
pub(super) fn outside(
    conn: &mut DbConn,
    scope: &RegionScope,
    under: (&ProcedureId, &Scheme),
    (sending, to): (&GemeenteRow, &OrgId),
    dated: (&str, NaiveDate),
) -> Result<Envelope> {
    let (region, addressee) = (regions::find(conn, scope)?, addressee(conn, to.clone())?);
    around(conn, scope, under, (&region, sending), dated, addressee)
}

fn around(
    conn: &mut DbConn,
    scope: &RegionScope,
    (procedure, scheme): (&ProcedureId, &Scheme),
    (region, sending): (&RegionRow, &GemeenteRow),
    (number, date): (&str, NaiveDate),
    addressee: Addressee,
) -> Result<Envelope> {
    let desk = &scheme.region().desk;
    let contact = [Some(desk.mail.clone()), desk.phone.clone()];
    Ok(Envelope {
        number: number.to_owned(),
        date,
        sender: Sender {
            region: region.name.clone(),
            gemeente: sending.name.clone(),
            address: lines(&sending.address),
            contact: contact.into_iter().flatten().collect(),
        },
        addressee,
        procedure: regions::procedure(conn, scope, procedure)?.title,
        application: None,
        track: scheme.remedy().track.into(),
    })
}

/// To whom a letter to an organisation goes.
pub(super) fn addressee(conn: &mut DbConn, org: OrgId) -> Result<Addressee> {
    let org = organisations::find(conn, &access::for_system_org(org))?;
    Ok(Addressee {
        organisation: org.name,
        attention: None,
        address: vec![org.street, format!("{}  {}", org.postcode, org.town)],
    })
}

/// An address on one line, with a line for each part.
fn lines(address: &str) -> Vec<String> {
    address.split(", ").map(str::to_owned).collect()
}

fn texts(scheme: &Scheme) -> RegionTexts {
    let at = |place: ParagraphPlace| -> Vec<String> {
        scheme.paragraphs().iter().filter(|one| one.place == place).map(|one| one.text.clone()).collect()
    };
    RegionTexts {
        introduction: at(ParagraphPlace::Opening),
        admission: at(ParagraphPlace::Admission),
        refusal: at(ParagraphPlace::Refusal),
        next_steps: at(ParagraphPlace::Next),
        closing: at(ParagraphPlace::Closing),
    }
}

/// A lot as people call it.
pub(super) fn lot_name(scheme: &Scheme, gemeente: &GemeenteRow, lot: &LotRow, choice: &Choice) -> LotName {
    let group = GroupCode::parse(&lot.product_group).ok().and_then(|code| scheme.group(&code));
    let products = choice.products.iter().map(|code| {
        let product = ProductCode::parse(code).ok().and_then(|code| Some(scheme.product(&code)?.1));
        product.map_or_else(|| code.clone(), |product| product.title.clone())
    });
    LotName {
        product_group: group.map_or_else(|| lot.product_group.clone(), |group| group.title.clone()),
        products: products.collect(),
        gemeente: gemeente.name.clone(),
    }
}

/// What is the same for every lot of the letter.
pub(super) struct Known {
    pub(super) scheme: Arc<Scheme>,
    /// Who take part beside the penvoerder.
    members: Vec<MemberMark>,
    starts_on: NaiveDate,
    date: NaiveDate,
    /// By which the term for a remedy is counted.
    calendar: Calendar,
}

impl Known {
    pub(super) fn load(
        conn: &mut DbConn,
        scope: &RegionScope,
        application: &ApplicationRow,
        sent: Dossier,
        date: NaiveDate,
    ) -> Result<Self> {
        let window = calendar::window(conn, scope, &types::id("applications", &application.window_id)?)?;
        let calendar = national::calendar(conn, scope, TermOf::Provider)?;
        let (scheme, members) = (sent.scheme, sent.snapshot.members);
        Ok(Self { scheme, members, starts_on: window.starts_on, date, calendar })
    }

    fn part(
        &self,
        gemeente: &GemeenteRow,
        own: &[&(Decided, Verdict)],
        signatory: Signatory,
    ) -> Result<GemeentePart<LotDecision>> {
        Ok(GemeentePart {
            gemeente: gemeente.name.clone(),
            lots: own.iter().map(|one| self.lot(gemeente, one)).collect::<Result<_>>()?,
            remedy: remedy(&self.scheme, gemeente, self.date, &self.calendar)?,
            signatory,
        })
    }

    fn lot(&self, gemeente: &GemeenteRow, (one, verdict): &(Decided, Verdict)) -> Result<LotDecision> {
        let lot = lot_name(&self.scheme, gemeente, &one.lot, &one.choice);
        let outcome = match one.decision.outcome.0 {
            Outcome::Admit => LotOutcome::Admitted {
                start: self.starts_on,
                still_needed: self.still_needed(verdict, &one.lot)?,
            },
            // An outcome that is told in a letter of its own.
            Outcome::NotHandled => return Err(Error::NotFound),
            Outcome::Refuse => {
                let reasons = one.decision.reasons_json.0.iter();
                LotOutcome::Refused(
                    reasons.map(|reason| self.failed(reason, verdict, &one.lot)).collect::<Result<_>>()?,
                )
            }
        };
        Ok(LotDecision { lot, outcome })
    }

    /// What the eisen at the start still ask.
    fn still_needed(&self, verdict: &Verdict, lot: &LotRow) -> Result<Vec<String>> {
        let key = lot.key()?;
        let Some(lot) = verdict.lot(&key) else { return Ok(Vec::new()) };
        let open = verdict.open_at_start(lot).filter_map(|result| {
            let text = words::requirement::paragraph(&self.scheme, self.scheme.requirement(&result.code)?);
            Some(format!("{} (eis {}). {text}", result.title, result.code))
        });
        Ok(open.collect())
    }

    fn name_of(&self, member: &MemberId) -> &str {
        let found = self.members.iter().find(|one| one.id == *member);
        found.map_or(words::decide::A_MEMBER, |one| &one.named.name)
    }

    pub(super) fn failed(
        &self,
        reason: &Reason,
        verdict: &Verdict,
        lot: &LotRow,
    ) -> Result<FailedRequirement> {
        let code = RequirementCode::parse(reason.requirement.as_str()).map_err(Error::internal)?;
        let requirement = self.scheme.requirement(&code).ok_or(Error::NotFound)?;
        let key = lot.key()?;
        let mut of_lot = verdict.lot(&key).into_iter().flat_map(|lot| verdict.results_of(lot));
        let result = of_lot.find(|result| result.code == code);
        let motivation = match reason.member.as_ref() {
            Some(id) => words::members::why_is_its_own(self.name_of(id)),
            None => reason.motivation.as_str().to_owned(),
        };
        Ok(ground_of(&self.scheme, requirement, result, motivation))
    }
}

/// A requirement that is not met, as a letter tells it.
pub(in crate::app) fn ground_of(
    scheme: &Scheme,
    requirement: &Requirement,
    result: Option<&RequirementResult>,
    motivation: String,
) -> FailedRequirement {
    let observed = result.map(|result| words::verdict::explanation(scheme, result).join(" "));
    let change = result.map(|result| words::verdict::changes(scheme, result).join(" "));
    FailedRequirement {
        code: requirement.code.to_string(),
        title: requirement.title.clone(),
        required: words::requirement::paragraph(scheme, requirement),
        observed: observed.unwrap_or_default(),
        motivation,
        ground: requirement.ground.clone(),
        smallest_change: change.filter(|change| !change.is_empty()),
    }
}

/// Until when something can be done against decisions that are made known on a day, explained.
///
/// # Errors
/// [`Error::Internal`] where the days are beyond those that the calendar counts.
pub(in crate::app) fn remedy_deadline(
    scheme: &Scheme,
    date: NaiveDate,
    calendar: &Calendar,
) -> Result<Deadline> {
    let published = scheme.remedy();
    dispute::remedy_deadline(date, national::term(published.term)?, published.rule(), calendar)
        .map_err(Error::internal)
}

/// What can be done against decisions of a gemeente that are made known on a day, and until when.
pub(super) fn remedy(
    scheme: &Scheme,
    gemeente: &GemeenteRow,
    date: NaiveDate,
    calendar: &Calendar,
) -> Result<Remedy> {
    let published = scheme.remedy();
    let last_day = remedy_deadline(scheme, date, calendar)?.last_day;
    let count = u16::try_from(published.term.count).map_err(Error::internal)?;
    let length = match published.term.unit {
        SpanUnit::Weeks => RemedyTerm::Weeks(count),
        _ => RemedyTerm::Days(count),
    };
    Ok(match published.track {
        crate::domain::scheme::Track::Civil => Remedy::Civiel {
            complaints: gemeente.complaints_email.clone(),
            court: gemeente.court.clone(),
            term: length,
            last_day,
            ground: words::decide::REMEDY_GROUND.to_owned(),
        },
        crate::domain::scheme::Track::Awb => Remedy::Awb {
            address: std::iter::once(gemeente.college.clone()).chain(lines(&gemeente.address)).collect(),
            term: length,
            last_day,
        },
    })
}
