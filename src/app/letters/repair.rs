//! Putting the letter with a herstelverzoek together, from what was asked and what the rules saw.
//! May import: app::{error, schemes, dossier}, domain, storage.

use chrono::{NaiveDate, TimeDelta};

use super::compose::{addressee, envelope, lot_name};
use crate::app::dossier::{self, Dossier};
use crate::app::error::{Error, Result};
use crate::domain::access::StaffRole;
use crate::domain::application::clarification::Kind;
use crate::domain::identifiers::GemeenteCode;
use crate::domain::ids::{ApplicationId, MemberId, OrgId, UserId};
use crate::domain::letter::{Defect, Envelope, LetterContent, LotName, RepairItem, RepairLetter, Signatory};
use crate::domain::policy_code::{GroupCode, ProductCode, RequirementCode};
use crate::domain::scheme::{Requirement, Scheme};
use crate::domain::terms::local_day;
use crate::domain::words;
use crate::storage::applications::ApplicationRow;
use crate::storage::clarifications::ClarificationRow;
use crate::storage::lots::{self, Choice, LotRow};
use crate::storage::regions::{self, GemeenteRow};
use crate::storage::types::{self, instant};
use crate::storage::{DbConn, RegionScope, users};

/// The letter with what was asked of an organisation in one request, dated `date`. It tells only what that organisation may know.
///
/// # Errors
/// [`Error::Internal`] when the parts make no letter.
pub(super) fn compose(
    conn: &mut DbConn,
    scope: &RegionScope,
    (application, to): (&ApplicationRow, &OrgId),
    requests: &[ClarificationRow],
    (number, date): (&str, NaiveDate),
) -> Result<LetterContent> {
    let id: ApplicationId = types::id("applications", &application.id)?;
    let sent = dossier::of_row(conn, scope, application.clone())?;
    let scheme = &sent.scheme;
    let request = requests.first().ok_or(Error::NotFound)?;
    let gemeenten = regions::gemeenten_of(conn, scope)?;
    let chosen = lots::choices(conn, &id)?;
    let region = regions::find(conn, scope)?;
    let sending = (&region, &sending(conn, scope, application)?);
    let by: UserId = types::id("clarifications", &request.asked_by)?;
    let mut items = Vec::new();
    for request in requests {
        items.push(item(conn, scope, &sent, request, (&gemeenten, &chosen))?);
    }
    let letter = RepairLetter {
        envelope: Envelope {
            addressee: addressee(conn, to.clone())?,
            ..envelope(conn, scope, application, scheme, sending, (number, date))?
        },
        items,
        last_day: last_day(request),
        reference_date: sent.snapshot.contents.dates.submission,
        signatory: signatory(conn, &by)?,
    };
    letter.compose().map_err(Error::internal)
}

/// The gemeente that sends what decides nothing: the first of the region for which it is.
pub(super) fn sending(
    conn: &mut DbConn,
    scope: &RegionScope,
    application: &ApplicationRow,
) -> Result<GemeenteRow> {
    let chosen = lots::choices(conn, &types::id("applications", &application.id)?)?;
    let gemeenten = regions::gemeenten_of(conn, scope)?.into_iter();
    let mut touched = gemeenten.filter(|one| chosen.iter().any(|(lot, _)| lot.gemeente == one.code));
    touched.next().ok_or(Error::NotFound)
}

/// Who of the team writes what decides nothing.
pub(super) fn signatory(conn: &mut DbConn, by: &UserId) -> Result<Signatory> {
    let role = words::roles::staff_role(StaffRole::Assessor).to_owned();
    Ok(Signatory { name: users::find(conn, by)?.name, role, power: None })
}

/// One thing to repair.
fn item(
    conn: &mut DbConn,
    scope: &RegionScope,
    sent: &Dossier,
    request: &ClarificationRow,
    (gemeenten, chosen): (&[GemeenteRow], &[(LotRow, Choice)]),
) -> Result<RepairItem> {
    let code = RequirementCode::parse(&request.requirement).map_err(Error::internal)?;
    let requirement = sent.scheme.requirement(&code).ok_or(Error::NotFound)?;
    Ok(RepairItem {
        code: code.to_string(),
        title: requirement.title.clone(),
        lots: touched(&sent.scheme, requirement, gemeenten, chosen),
        defect: match request.kind.0 {
            Kind::Incomplete => Defect::Incomplete,
            Kind::Incorrect => Defect::Incorrect,
        },
        observed: observed(conn, scope, sent, (requirement, request))?,
        request: request.question.clone(),
    })
}

/// What the rules saw of who is asked, in words. What several have together is not told: a number in it is another's.
fn observed(
    conn: &mut DbConn,
    scope: &RegionScope,
    sent: &Dossier,
    (requirement, request): (&Requirement, &ClarificationRow),
) -> Result<String> {
    let contents = &sent.snapshot.contents;
    if contents.is_pooled(requirement) {
        return Ok(words::members::TOGETHER.to_owned());
    }
    let judgements = dossier::judgements(conn, scope, &sent.snapshot.application)?;
    let member: Option<MemberId> =
        request.member_id.as_deref().map(|id| types::id("clarifications", id)).transpose()?;
    let results = contents.results_of((&sent.scheme, &sent.national), &judgements, member.as_ref());
    let result = results.iter().flatten().find(|result| result.code == requirement.code);
    let observed = result.map(|result| words::verdict::explanation(&sent.scheme, result).join(" "));
    Ok(observed.filter(|text| !text.is_empty()).unwrap_or_else(|| words::review::NOTHING_SEEN.to_owned()))
}

/// The last day to answer: the term ends with it.
#[must_use]
pub fn last_day(request: &ClarificationRow) -> NaiveDate {
    local_day(instant(request.due_at) - TimeDelta::seconds(1))
}

/// The lots for which the requirement matters.
fn touched(
    scheme: &Scheme,
    requirement: &Requirement,
    gemeenten: &[GemeenteRow],
    chosen: &[(LotRow, Choice)],
) -> Vec<LotName> {
    let covers = |lot: &LotRow, choice: &Choice| {
        let (Ok(group), Ok(gemeente)) =
            (GroupCode::parse(&lot.product_group), GemeenteCode::parse(&lot.gemeente))
        else {
            return false;
        };
        let mut products = choice.products.iter().filter_map(|code| ProductCode::parse(code).ok());
        products.any(|product| requirement.scope.covers(&group, &product, &gemeente))
    };
    let touched = chosen.iter().filter(|(lot, choice)| covers(lot, choice));
    touched
        .filter_map(|(lot, choice)| {
            let gemeente = gemeenten.iter().find(|one| one.code == lot.gemeente)?;
            Some(lot_name(scheme, gemeente, lot, choice))
        })
        .collect()
}
