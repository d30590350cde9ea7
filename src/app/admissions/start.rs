//! What a granted admission waits for before it starts: the signed overeenkomst, and the evidence that is due at the start.
//! May import: app, domain, storage.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::place;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::{access, dossier};
use crate::domain::admission::Command;
use crate::domain::audit::Event;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{ApplicationId, EvidenceId, OrgId};
use crate::domain::job::Job;
use crate::domain::policy_code::{EvidenceKindCode, GroupCode, LotKey, RequirementCode};
use crate::domain::rules::{EvidenceFact, Offered, Outcome, RequirementResult, Stage, Verdict};
use crate::domain::scheme::{EvidenceDef, Scheme, Span};
use crate::domain::terms::local_day;
use crate::domain::words;
use crate::storage::admissions::{self, AdmissionRow};
use crate::storage::answers::{self, LinkRow};
use crate::storage::types::{self, instant, stored};
use crate::storage::{DbConn, RegionScope, applications, evidence, seen};

/// One that must meet an eis: the aanbieder, or one that takes part beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    /// Which organisation.
    pub org: OrgId,
    /// Its name.
    pub name: String,
}

/// An eis at the start that is not met yet.
#[derive(Debug, Clone)]
pub struct Due {
    /// Its code.
    pub requirement: RequirementCode,
    /// Its title.
    pub title: String,
    /// Its published text.
    pub text: String,
    /// What the rules found, in sentences.
    pub why: Vec<String>,
    /// The kinds of bewijsstuk it asks for.
    pub evidence: Vec<EvidenceDef>,
    /// Who do not meet it: of a combinatie each that must meet it by itself and does not, else the penvoerder.
    pub of: Vec<Whom>,
}

/// An eis that is due some time after the start, and not met yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// Its code.
    pub requirement: RequirementCode,
    /// Its title.
    pub title: String,
    /// How long after the start.
    pub within: Span,
    /// Who do not meet it: of a combinatie each that must meet it by itself and does not, else the penvoerder.
    pub of: Vec<Whom>,
}

/// What the eisen at the start say on a day. Each application is read once, however many lots it has.
#[derive(Debug)]
pub struct Starting {
    today: NaiveDate,
    known: BTreeMap<ApplicationId, Arc<Known>>,
}

#[derive(Debug)]
struct Known {
    scheme: Arc<Scheme>,
    verdict: Verdict,
    /// What each must meet by itself, the penvoerder first.
    own: Vec<(Whom, Vec<RequirementResult>)>,
    /// What came in after the application was sent in.
    later: Vec<EvidenceFact>,
}

impl Starting {
    /// As it stands on this day.
    #[must_use]
    pub fn on(today: NaiveDate) -> Self {
        Self { today, known: BTreeMap::new() }
    }

    /// The eisen at the start that a granted admission does not meet yet.
    ///
    /// # Errors
    /// What the database says.
    pub fn due(&mut self, conn: &mut DbConn, scope: &RegionScope, row: &AdmissionRow) -> Result<Vec<Due>> {
        let (_, known) = self.known(conn, scope, row)?;
        let Some(lot) = known.verdict.lot(&lot_key(row)?) else { return Ok(Vec::new()) };
        Ok(known.verdict.open_at_start(lot).filter_map(|result| known.due(result)).collect())
    }

    /// The eisen that are due some time after the start and are not met yet, each with that time.
    ///
    /// # Errors
    /// What the database says.
    pub fn later(
        &mut self,
        conn: &mut DbConn,
        scope: &RegionScope,
        row: &AdmissionRow,
    ) -> Result<Vec<Later>> {
        let (_, known) = self.known(conn, scope, row)?;
        let Some(lot) = known.verdict.lot(&lot_key(row)?) else { return Ok(Vec::new()) };
        let open = known.verdict.open_after_start(lot).map(|(result, within)| Later {
            requirement: result.code.clone(),
            title: result.title.clone(),
            within,
            of: known.open_of(result),
        });
        Ok(open.collect())
    }

    fn known(
        &mut self,
        conn: &mut DbConn,
        scope: &RegionScope,
        row: &AdmissionRow,
    ) -> Result<(ApplicationId, Arc<Known>)> {
        let decision = row.decision_id.as_deref().ok_or(Error::NotFound)?;
        let application = applications::of_decision(conn, scope, &types::id("admissions", decision)?)?;
        let id: ApplicationId = types::id("applications", &application.id)?;
        if let Some(known) = self.known.get(&id) {
            return Ok((id, Arc::clone(known)));
        }
        let mut dossier = dossier::of_row(conn, scope, application)?;
        let procedure = &row.procedure_id;
        let lead = Whom { org: types::id("admissions", &row.org_id)?, name: row.org_name.clone() };
        let others = dossier.snapshot.members.iter().filter_map(|mark| {
            let org = mark.signature.as_ref()?.organisation.clone();
            Some(Whom { org, name: mark.named.name.clone() })
        });
        let parties: Vec<Whom> = std::iter::once(lead).chain(others).collect();
        let mut of_each = Vec::new();
        for one in &parties {
            of_each.push(later(conn, scope, (&one.org, procedure), &dossier.scheme, self.today)?);
        }
        let contents = &mut dossier.snapshot.contents;
        // Who is late starts late, and must have everything in order on that day.
        contents.dates.start = row.starts_on.max(self.today);
        let own = std::iter::once(&mut contents.evidence);
        let sent = own.chain(contents.members.iter_mut().map(|member| &mut member.evidence));
        for (sent, later) in sent.zip(&of_each) {
            let more = later.iter().filter(|one| sent.iter().all(|known| known.id != one.id));
            let more: Vec<EvidenceFact> = more.cloned().collect();
            sent.extend(more);
        }
        let judgements = dossier::judgements(conn, scope, &id)?;
        let each = contents.evaluate_each(&dossier.scheme, &dossier.national, Stage::Start, &judgements);
        let known = Arc::new(Known {
            scheme: dossier.scheme,
            verdict: each.verdict,
            own: parties.into_iter().zip(each.own.into_iter().map(|part| part.results)).collect(),
            later: of_each.into_iter().flatten().collect(),
        });
        self.known.insert(id.clone(), Arc::clone(&known));
        Ok((id, known))
    }

    /// What came from the vault and made this admission start goes with the application from now on: the region has fixed it.
    fn fix(&mut self, conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, row: &AdmissionRow) -> Result<()> {
        let (application, known) = self.known(conn, scope, row)?;
        let Some(lot) = known.verdict.lot(&lot_key(row)?) else { return Ok(()) };
        let used = known.verdict.at_start(lot).flat_map(|result| known.used(result));
        for id in used.collect::<std::collections::BTreeSet<_>>() {
            let uploaded = known.later.iter().find(|one| one.id == *id && one.sha256.is_some());
            let Some(piece) = uploaded else { continue };
            let link = LinkRow {
                application_id: application.to_string(),
                region_id: scope.key().to_owned(),
                evidence_id: piece.id.to_string(),
                kind: piece.kind.to_string(),
                offered: "as_asked".to_owned(),
                added_at: stored(ctx.now),
            };
            answers::link(conn, &link)?;
        }
        Ok(())
    }
}

impl Known {
    /// What each that must meet an eis by itself has of it.
    fn own<'a>(
        &'a self,
        of: &'a RequirementResult,
    ) -> impl Iterator<Item = (&'a Whom, &'a RequirementResult)> {
        let same = move |one: &&RequirementResult| one.code == of.code && one.lot == of.lot;
        self.own.iter().flat_map(move |(whom, own)| own.iter().filter(same).map(move |one| (whom, one)))
    }

    /// Who do not meet an eis that is not met.
    fn open_of(&self, result: &RequirementResult) -> Vec<Whom> {
        let open = self.own(result).filter(|(_, one)| one.outcome != Outcome::Met);
        let open: Vec<Whom> = open.map(|(whom, _)| whom.clone()).collect();
        if open.is_empty() { self.own.iter().map(|(whom, _)| whom.clone()).take(1).collect() } else { open }
    }

    /// The bewijsstukken by which an eis is met, by each or by all together.
    fn used<'a>(&'a self, result: &'a RequirementResult) -> impl Iterator<Item = &'a EvidenceId> {
        result.evidence.iter().chain(self.own(result).flat_map(|(_, one)| &one.evidence))
    }

    fn due(&self, result: &RequirementResult) -> Option<Due> {
        let requirement = self.scheme.requirement(&result.code)?;
        let kinds = requirement.condition.evidence_kinds();
        Some(Due {
            requirement: result.code.clone(),
            title: result.title.clone(),
            text: words::requirement::paragraph(&self.scheme, requirement),
            why: words::verdict::explanation(&self.scheme, result),
            evidence: kinds.iter().filter_map(|kind| self.scheme.evidence_def(kind)).cloned().collect(),
            of: self.open_of(result),
        })
    }
}

fn lot_key(row: &AdmissionRow) -> Result<LotKey> {
    Ok(LotKey {
        group: GroupCode::parse(&row.product_group).map_err(Error::internal)?,
        gemeente: GemeenteCode::parse(&row.gemeente).map_err(Error::internal)?,
    })
}

/// What the vault holds by that day and what the region has seen by then. The same kind may be asked for by every region;
/// what was seen counts in the procedure it was seen for.
fn later(
    conn: &mut DbConn,
    scope: &RegionScope,
    (org, procedure): (&OrgId, &str),
    scheme: &Scheme,
    today: NaiveDate,
) -> Result<Vec<EvidenceFact>> {
    let known_kind =
        |code: &str| EvidenceKindCode::parse(code).ok().filter(|kind| scheme.evidence_def(kind).is_some());
    let mut later = Vec::new();
    for (piece, _) in evidence::present(conn, &access::for_system_org(org.clone()))? {
        let Some(kind) = known_kind(&piece.kind) else { continue };
        if local_day(instant(piece.uploaded_at)) <= today {
            later.push(EvidenceFact {
                id: types::id("evidence", &piece.id)?,
                kind,
                issued_on: piece.issued_on,
                expires_on: piece.expires_on,
                sha256: Some(piece.sha256),
                offered: Offered::AsAsked,
            });
        }
    }
    for (sighting, _) in seen::of_org(conn, scope, org)? {
        let Some(kind) = known_kind(&sighting.kind) else { continue };
        if sighting.procedure_id == procedure && sighting.seen_on <= today {
            later.push(EvidenceFact {
                id: types::id("seen_evidence", &sighting.id)?,
                kind,
                issued_on: sighting.issued_on,
                expires_on: sighting.expires_on,
                sha256: None,
                offered: Offered::AsAsked,
            });
        }
    }
    Ok(later)
}

/// Make granted admissions active whose first day has come, whose overeenkomst is there and whose evidence is there; how many.
///
/// # Errors
/// What the database says.
pub fn activate(conn: &mut DbConn, ctx: &Ctx, today: NaiveDate) -> Result<usize> {
    let due = admissions::due_to_start(conn, today)?;
    activate_due(conn, ctx, &due, today)
}

pub(super) fn activate_due(
    conn: &mut DbConn,
    ctx: &Ctx,
    rows: &[AdmissionRow],
    today: NaiveDate,
) -> Result<usize> {
    let mut activated = 0;
    let mut starting = Starting::on(today);
    for row in rows {
        let scope = access::for_system(types::id("admissions", &row.region_id)?);
        let open = starting.due(conn, &scope, row)?;
        let evidence_due = open.into_iter().map(|one| one.requirement).collect();
        let next = admissions::life(conn, row)?.apply(Command::Activate { evidence_due }, today);
        // Not yet: the overeenkomst or the evidence is awaited, or the day has not come. The next day asks again.
        let Ok(next) = next else { continue };
        starting.fix(conn, ctx, &scope, row)?;
        if !admissions::step(conn, row, &next, ctx.now)? {
            return Err(Error::Stale);
        }
        let procedure = types::id("admissions", &row.procedure_id)?;
        let place = place(&scope, &procedure, &types::id("admissions", &row.org_id)?);
        let subject = types::id("admissions", &row.id)?;
        ctx.record(conn, &place, Event::AdmissionActivated { subject, on: today })?;
        if !starting.later(conn, &scope, row)?.is_empty() {
            let (region, admission) = (scope.region().clone(), types::id("admissions", &row.id)?);
            ctx.enqueue(conn, &Job::AskAfterStart { region, admission, on: today })?;
        }
        activated += 1;
    }
    Ok(activated)
}
