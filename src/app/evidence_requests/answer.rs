//! The aanbieder answers with bewijsstukken of its vault, in words, or both.
//! May import: app, domain, storage.

use super::show::kinds;
use super::step;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::schemes;
use crate::domain::admission::RequestCommand;
use crate::domain::audit::Event;
use crate::domain::ids::{EvidenceId, EvidenceRequestId, Id};
use crate::domain::text::multi_line;
use crate::domain::words::contracts as words;
use crate::storage::evidence_requests as kept;
use crate::storage::{DbConn, OrgScope, evidence, types};

/// Characters of an answer in words.
const MOST: usize = 4_000;

/// What the aanbieder sends.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// In words.
    pub text: String,
    /// Identifiers of bewijsstukken of the vault.
    pub evidence: Vec<String>,
}

/// Answer a request by somebody who saw version `seen`.
///
/// # Errors
/// [`Error::Invalid`] when nothing is sent, or a bewijsstuk of another kind; [`Error::Refused`] when it is settled; [`Error::Stale`];
/// [`Error::NotFound`] for another organisation's.
pub fn answer(
    conn: &mut DbConn,
    ctx: &Ctx,
    scope: &OrgScope,
    (id, seen): (&EvidenceRequestId, i64),
    reply: &Reply,
) -> Result<()> {
    let by = ctx.actor.user.clone().ok_or(Error::Forbidden)?;
    let (mut row, _) = kept::find_own(conn, scope, id)?;
    let text = multi_line(&reply.text, MOST).map_err(|_| Error::field("antwoord", words::REPLY_TOO_LONG))?;
    if text.is_empty() && reply.evidence.is_empty() {
        return Err(Error::field("bewijs", words::SEND_SOMETHING));
    }
    let region = crate::app::access::for_system(types::id("evidence_requests", &row.region_id)?);
    let scheme =
        schemes::of_version(conn, &region, &types::id("evidence_requests", &row.version_id)?)?.scheme;
    let wanted = kinds(&scheme, &row);
    let vault = evidence::present(conn, scope)?;
    let mut pieces: Vec<EvidenceId> = Vec::new();
    for sent in &reply.evidence {
        let fits = |piece: &str| wanted.iter().any(|def| def.code.as_str() == piece);
        let found = vault.iter().find(|(piece, _)| piece.id == *sent && fits(&piece.kind));
        let (piece, _) = found.ok_or_else(|| Error::field("bewijs", words::OTHER_PIECE))?;
        pieces.push(Id::parse(&piece.id).map_err(Error::internal)?);
    }
    for piece in &pieces {
        kept::add_piece(conn, &row, piece, ctx.now)?;
    }
    row.reply = text;
    let event = Event::EvidenceRequestAnswered { subject: id.clone(), evidence: pieces };
    step(conn, ctx, row, seen, (RequestCommand::Answer { by }, event))
}
