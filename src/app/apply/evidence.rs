//! Which bewijsstukken go with an application, for what, and how each stands on the day that counts.
//! May import: app, domain, storage.

use chrono::NaiveDate;

use super::contents::{contents, offered};
use super::members::{Seen, members};
use super::opened::{Opened, open_part};
use super::submit::signing;
use super::{lots, questions};
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::national;
use crate::app::vault::{self as shelf, Description, NewEvidence, Stored};
use crate::domain::application::snapshot::{Contents, MemberContents};
use crate::domain::code::Code;
use crate::domain::ids::{ApplicationId, EvidenceId};
use crate::domain::organisation::Signing;
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::rules::{EvidenceState, Offered, Wanted, stands};
use crate::domain::scheme::{EvidenceDef, Requirement, Scheme, Validity, is_volmacht, volmacht};
use crate::domain::words::vault as words;
use crate::storage::answers::{self, LinkRow};
use crate::storage::blobs::BlobRow;
use crate::storage::evidence::{self as vault, EvidenceRow};
use crate::storage::types::stored;
use crate::storage::{DbConn, OrgScope};

/// A bewijsstuk that goes with an application.
#[derive(Debug, Clone)]
pub struct Linked {
    /// For which kind.
    pub kind: String,
    /// As what it is offered.
    pub offered: Offered,
    /// The bewijsstuk.
    pub piece: EvidenceRow,
    /// Its file.
    pub blob: BlobRow,
}

/// Whether a bewijsstuk is needed, with the answers so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// To be admitted.
    Now,
    /// Not before the start.
    Later,
    /// It is asked, but nobody is refused for it.
    Optional,
    /// Another kind, which stands before it in the regeling, is asked; this would do as well.
    Instead,
    /// It counts for a combinatie when any of them has it.
    Together,
    /// Only where one person signs for two.
    Signing,
    /// The answers make it superfluous.
    No,
}

impl Code for Need {
    const ALL: &'static [Self] =
        &[Self::Now, Self::Later, Self::Optional, Self::Instead, Self::Together, Self::Signing, Self::No];

    fn code(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Later => "later",
            Self::Optional => "optional",
            Self::Instead => "instead",
            Self::Together => "together",
            Self::Signing => "signing",
            Self::No => "no",
        }
    }
}

/// A kind of bewijsstuk that is asked, and what there is of it.
#[derive(Debug, Clone)]
pub struct AskedKind {
    /// The kind.
    pub def: EvidenceDef,
    /// The day on which it must be valid.
    pub on: NaiveDate,
    /// Titles of the eisen that ask for it.
    pub asked_by: Vec<String>,
    /// Whether it is needed.
    pub need: Need,
    /// Titles of the kinds of which one would do instead.
    pub instead: Vec<String>,
    /// Who of those that signed beside the penvoerder sent one that is in order, where it counts for all together.
    pub by_others: Vec<String>,
    /// How the best one stands.
    pub state: EvidenceState,
    /// What goes along, each with how it stands.
    pub linked: Vec<(Linked, EvidenceState)>,
}

/// What is asked of an application as evidence, and what the vault has to offer.
#[derive(Debug)]
pub struct Checklist {
    /// The application.
    pub opened: Opened,
    /// Kind by kind.
    pub kinds: Vec<AskedKind>,
    /// What is in the vault, newest first within its kind.
    pub vault: Vec<Stored>,
}

impl AskedKind {
    /// It is asked of this aanbieder now.
    #[must_use]
    pub fn is_needed(&self) -> bool {
        self.need == Need::Now
    }

    /// Nothing more to do for it.
    #[must_use]
    pub fn is_done(&self) -> bool {
        !self.is_needed() || !self.by_others.is_empty() || is_in_order(&self.state)
    }
}

fn is_in_order(state: &EvidenceState) -> bool {
    matches!(state, EvidenceState::Valid { .. } | EvidenceState::Equivalent { .. })
}

/// The bewijsstukken of an organisation that go with an application, by kind. What was taken out of the vault since goes along no more.
///
/// # Errors
/// What the database says.
pub fn linked(conn: &mut DbConn, scope: &OrgScope, application: &ApplicationId) -> Result<Vec<Linked>> {
    let rows = answers::linked(conn, application, scope.org())?;
    Ok(rows
        .into_iter()
        .filter(|(_, piece, _)| piece.state == "present")
        .map(|(link, piece, blob)| Linked { offered: offered(&link.offered), kind: link.kind, piece, blob })
        .collect())
}

/// What is asked and what there is, by the same rules as the self-check.
///
/// # Errors
/// [`Error::NotFound`] when it is not this organisation's.
pub fn checklist(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, id: &ApplicationId) -> Result<Checklist> {
    let opened = open_part(conn, scope, id)?;
    let contents = contents(conn, &opened, ctx.now)?;
    let wanted = contents.wanted(&opened.scheme, &national::of_region(conn, &opened.region)?);
    let drafts = lots::chosen(conn, id)?;
    let members = members(conn, &opened)?;
    let all = linked(conn, scope, id)?;
    let mut kinds = Vec::new();
    let mut asked = questions::evidence_asked(&opened.scheme, &drafts, opened.role());
    if signing(conn, scope)? == Signing::Jointly {
        asked.extend(volmacht().map(|own| (own, Vec::new())));
    }
    for (def, by) in asked {
        let on = contents.dates.on(def.on);
        let mut own = Vec::new();
        let mut best = None;
        for one in all.iter().filter(|one| one.kind == def.code.as_str()) {
            let Some(fact) = contents.evidence.iter().find(|fact| fact.id.as_str() == one.piece.id) else {
                continue;
            };
            let (outcome, state) = stands(def, fact, on, &[]);
            if best.as_ref().is_none_or(|(than, _)| outcome > *than) {
                best = Some((outcome, state.clone()));
            }
            own.push((one.clone(), state));
        }
        kinds.push(AskedKind {
            on,
            asked_by: by.iter().map(|one| one.title.clone()).collect(),
            need: match opened.role() {
                _ if is_volmacht(&def.code) => Need::Signing,
                Some(role) if !by.iter().any(|one| role.meets_itself(one)) => Need::Together,
                _ => need(&opened.scheme, &wanted, &def.code),
            },
            state: best.map_or(EvidenceState::Missing, |(_, state)| state),
            instead: instead(&opened.scheme, &wanted, &def.code)
                .into_iter()
                .map(|one| one.title.clone())
                .collect(),
            by_others: by_others(&contents, &members, def, &by),
            linked: own,
            def: def.clone(),
        });
    }
    Ok(Checklist { kinds, vault: vault::present(conn, scope)?, opened })
}

/// Who sent a bewijsstuk of this kind that is in order, where every eis that asks it counts what all have together. That they have it
/// the outcome tells too; never which file, or what is in it.
fn by_others(contents: &Contents, members: &[Seen], def: &EvidenceDef, by: &[&Requirement]) -> Vec<String> {
    let has = |one: &&MemberContents| {
        let own = one.evidence.iter().filter(|fact| fact.kind == def.code);
        !by.is_empty()
            && by.iter().all(|requirement| one.role.adds_to(requirement))
            && own.into_iter().any(|fact| is_in_order(&stands(def, fact, contents.dates.on(def.on), &[]).1))
    };
    let name = |one: &MemberContents| {
        let member = members.iter().find(|member| member.id == one.id);
        member.map(|member| member.named.name.clone())
    };
    contents.members.iter().filter(has).filter_map(name).collect()
}

fn need(scheme: &Scheme, wanted: &[Wanted], kind: &EvidenceKindCode) -> Need {
    let place = |code: &EvidenceKindCode| scheme.evidence().iter().position(|def| def.code == *code);
    if instead(scheme, wanted, kind).iter().any(|other| place(&other.code) < place(kind)) {
        return Need::Instead;
    }
    let needs = wanted.iter().filter(|one| one.kind == *kind).map(|one| match (one.hard, one.due) {
        (true, true) => Need::Now,
        (true, false) => Need::Later,
        (false, _) => Need::Optional,
    });
    needs.min().unwrap_or(Need::No)
}

/// The kinds of which one would do instead, for every eis that wants this kind.
fn instead<'a>(scheme: &'a Scheme, wanted: &[Wanted], kind: &EvidenceKindCode) -> Vec<&'a EvidenceDef> {
    let mut every = wanted.iter().filter(|one| one.kind == *kind).map(|one| one.instead.clone());
    let Some(first) = every.next() else { return Vec::new() };
    let common = every.fold(first, |common, other| &common & &other);
    scheme.evidence().iter().filter(|def| common.contains(&def.code)).collect()
}

/// Let a bewijsstuk of the vault go with an application.
///
/// # Errors
/// [`Error::NotFound`] when it is not in this vault or the regeling asks no such kind; [`Error::Refused`] when something
/// equivalent is not accepted for it.
pub fn link(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    piece: &EvidenceId,
    (kind, as_what): (&EvidenceKindCode, Offered),
) -> Result<()> {
    let opened = Opened::for_addition(conn, ctx, scope, id)?;
    let (row, _) = vault::find(conn, scope, piece)?;
    if row.state != "present" {
        return Err(Error::NotFound);
    }
    keep(conn, ctx, scope, &opened, piece, (kind, as_what))
}

/// Add files to the vault and let them go with an application at once.
///
/// # Errors
/// As for [`link`].
pub fn upload(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    files: &[NewEvidence],
    (kind, as_what): (&EvidenceKindCode, Offered),
) -> Result<()> {
    let opened = Opened::for_addition(conn, ctx, scope, id)?;
    for file in files {
        let piece = shelf::add(conn, ctx, scope, file)?;
        keep(conn, ctx, scope, &opened, &piece, (kind, as_what))?;
    }
    Ok(())
}

/// How many bytes of an organisation go with an application.
///
/// # Errors
/// What the database says.
pub fn bytes_linked(conn: &mut DbConn, scope: &OrgScope, application: &ApplicationId) -> Result<u64> {
    Ok(linked(conn, scope, application)?.iter().map(|one| bytes(&one.blob)).sum())
}

fn bytes(blob: &BlobRow) -> u64 {
    u64::try_from(blob.size).unwrap_or(0)
}

pub(super) fn keep(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    opened: &Opened,
    piece: &EvidenceId,
    (kind, as_what): (&EvidenceKindCode, Offered),
) -> Result<()> {
    let def = opened.scheme.evidence_def(kind).ok_or(Error::NotFound)?;
    let offered = match as_what {
        Offered::AsAsked => "as_asked",
        Offered::AsEquivalent if def.equivalent.is_some() => "as_equivalent",
        Offered::AsEquivalent => {
            return Err(Error::refused(crate::domain::words::apply::NOTHING_EQUIVALENT));
        }
    };
    let (row, blob) = vault::find(conn, scope, piece)?;
    let whole = opened.scheme.uploads().application;
    let others = linked(conn, scope, &opened.id)?.into_iter().filter(|one| one.piece.id != row.id);
    let size: u64 = others.map(|one| bytes(&one.blob)).sum();
    if size.saturating_add(bytes(&blob)) > whole {
        return Err(Error::refused(words::dossier_full(whole)));
    }
    let row = LinkRow {
        application_id: opened.row.id.clone(),
        region_id: opened.row.region_id.clone(),
        evidence_id: row.id,
        kind: kind.as_str().to_owned(),
        offered: offered.to_owned(),
        added_at: stored(ctx.now),
    };
    Ok(answers::link(conn, &row)?)
}

/// Say the date that counts of a bewijsstuk that goes along: of issue, or its last day.
///
/// # Errors
/// [`Error::NotFound`] when it does not go along; else as for [`shelf::describe`].
pub fn date(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    (piece, seen): (&EvidenceId, i64),
    day: Option<NaiveDate>,
) -> Result<()> {
    let opened = Opened::for_addition(conn, ctx, scope, id)?;
    let one = linked(conn, scope, id)?.into_iter().find(|one| one.piece.id == piece.as_str());
    let one = one.ok_or(Error::NotFound)?;
    let kind = EvidenceKindCode::parse(&one.kind).map_err(Error::internal)?;
    let def = opened.scheme.evidence_def(&kind).ok_or(Error::NotFound)?;
    let (issued_on, expires_on) = match def.validity {
        Validity::UntilExpiry => (one.piece.issued_on, day),
        Validity::NotOlderThan(_) | Validity::Unlimited => (day, one.piece.expires_on),
    };
    let new = Description { issued_on, expires_on, note: one.piece.note };
    shelf::describe(conn, ctx, scope, piece, seen, &new)
}

/// Let a bewijsstuk go with an application no longer. It stays in the vault.
///
/// # Errors
/// [`Error::NotFound`] when it did not go with it.
pub fn unlink(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    id: &ApplicationId,
    piece: &EvidenceId,
) -> Result<()> {
    let opened = Opened::for_addition(conn, ctx, scope, id)?;
    let own = linked(conn, scope, id)?.iter().any(|one| one.piece.id == piece.as_str());
    if own && answers::unlink(conn, &opened.id, piece)? { Ok(()) } else { Err(Error::NotFound) }
}
