//! Equal cases: which word on a lot contradicts what was said of an equal case, and the explanation that it needs before a proposal.
//! May import: app, domain, storage.

use super::opened::Opened;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, FieldError, Result};
use crate::app::writing::needed;
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::decision::{Assessment, Equal, Said, Unequal};
use crate::domain::ids::{ApplicationId, AssessmentId, LotApplicationId};
use crate::domain::policy_code::RequirementCode;
use crate::domain::words::equal as words;
use crate::storage::assessments::{self, AssessmentRow};
use crate::storage::equal_cases::{self, Alike, CaseRow, NewExplanation};
use crate::storage::types::{AsText, instant, stored};
use crate::storage::{DbConn, RegionScope, types};

/// A word of a person that contradicts what was said of equal cases, unexplained.
#[derive(Debug)]
pub struct Contradiction {
    /// The beoordeling.
    pub id: AssessmentId,
    /// About which requirement.
    pub requirement: RequirementCode,
    /// What was said of it.
    pub said: Said,
    /// The equal cases in which something else was said, the newest first.
    pub earlier: Vec<CaseRow>,
}

/// What counts on a lot and contradicts equal cases without an explanation. On hard requirements only: nothing else can refuse.
///
/// # Errors
/// What the database says.
pub fn contradictions(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    lot: &LotApplicationId,
) -> Result<Vec<Contradiction>> {
    let plain = opened.by_rules();
    let of_lot = opened.of_lot(&plain, opened.lot(lot)?)?;
    let hard: Vec<_> = plain.results_of(of_lot).filter(|result| result.counts).collect();
    let rows = assessments::of_application(conn, scope.key(), opened.id.as_str())?;
    let explained = equal_cases::explanations(conn, scope, &opened.id)?;
    let mut found = Vec::new();
    for result in hard {
        for said in opened.assessed().subjects(result, lot).into_iter().filter_map(|one| one.said) {
            let row = rows.iter().find(|row| row.id == said.id.as_str()).ok_or(Error::NotFound)?;
            let why = explained.iter().find(|(id, ..)| *id == row.id);
            let own = own(said, row, why.map(|(_, why, _, at)| (why.0, instant(*at))));
            if let Some(one) = contradiction(conn, scope, opened, (&own, row))? {
                found.push(one);
            }
        }
    }
    Ok(found)
}

fn own(
    said: &Assessment,
    row: &AssessmentRow,
    explained: Option<(Unequal, chrono::DateTime<chrono::Utc>)>,
) -> Equal {
    Equal { id: said.id.clone(), said: row.outcome.0, at: said.at, explained }
}

fn contradiction(
    conn: &mut DbConn,
    scope: &RegionScope,
    opened: &Opened,
    (own, row): (&Equal, &AssessmentRow),
) -> Result<Option<Contradiction>> {
    let alike = Alike { requirement: &row.requirement, likeness: &row.likeness };
    let rows = equal_cases::beside(conn, scope, alike, (&opened.id, own.said))?;
    let cases: Vec<Equal> = rows.iter().map(CaseRow::case).collect::<Result<_, _>>()?;
    let against: Vec<&AssessmentId> = own.contradicts(&cases).into_iter().map(|one| &one.id).collect();
    let mut earlier: Vec<CaseRow> =
        rows.into_iter().filter(|row| against.iter().any(|id| id.as_str() == row.id)).collect();
    if earlier.is_empty() {
        return Ok(None);
    }
    earlier.sort_by_key(|row| std::cmp::Reverse(row.at));
    let requirement = RequirementCode::parse(&row.requirement).map_err(Error::internal)?;
    Ok(Some(Contradiction { id: own.id.clone(), requirement, said: own.said, earlier }))
}

/// An explanation as a form gives it.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Of which beoordeling.
    pub assessment: AssessmentId,
    /// `case_differs` or `earlier_wrong`.
    pub why: String,
    /// In words.
    pub motivation: String,
}

/// Explain why a case was judged otherwise than its equals.
///
/// # Errors
/// [`Error::Invalid`] without a choice or a motivation; [`Error::Refused`] when it is not this person's work;
/// [`Error::NotFound`] when nothing is to be explained there.
pub fn explain(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &RegionScope,
    id: &ApplicationId,
    given: &Explained,
) -> Result<()> {
    let opened = Opened::load(conn, ctx, scope, id)?;
    let user = opened.mine(ctx)?;
    opened.free(conn, scope, &user)?;
    let mut open = false;
    for (row, _) in &opened.lots {
        let lot = types::id("lot_applications", &row.id)?;
        open |= contradictions(conn, scope, &opened, &lot)?.iter().any(|one| one.id == given.assessment);
    }
    if !open {
        return Err(Error::NotFound);
    }
    let mut mistakes = Vec::new();
    let why = Unequal::from_code(&given.why);
    if why.is_none() {
        mistakes.push(FieldError::new("waarom", words::SAY_WHICH));
    }
    let motivation = needed("motivering", &given.motivation, words::SAY_WHY, &mut mistakes);
    let (Some(why), Some(motivation)) = (why, motivation) else { return Err(Error::Invalid(mistakes)) };
    equal_cases::explain(
        conn,
        scope,
        &NewExplanation {
            assessment_id: given.assessment.as_str(),
            why: AsText(why),
            motivation: motivation.as_str(),
            explained_by: user.as_str(),
            explained_at: stored(ctx.now),
        },
    )?;
    let event = Event::AssessmentExplained { subject: given.assessment.clone(), why: Token::of(why) };
    Ok(ctx.record(conn, &opened.place(scope)?, event)?)
}
