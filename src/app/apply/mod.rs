//! Applying: an aanbieder fills in a draft, checks itself by the same rules, sends it in, and may replace or withdraw it until the close.
//! May import: app, domain, render, storage.
//!
//! Everything an aanbieder fills in is kept as it was typed; only sending in makes facts, lots and a snapshot of it.

mod answers;
mod blockers;
mod check;
mod contents;
mod documents;
mod draft;
mod evidence;
mod last_time;
mod lots;
mod members;
mod opened;
mod overlap;
mod overview;
mod questions;
mod reaffirm;
mod receipt;
mod refill;
mod sending;
mod sent;
mod since;
mod submit;
mod taking_part;
mod told;
mod upgrade;
mod withdraw;

pub use crate::app::vault::Stored as Piece;
pub(in crate::app) use answers::reusable;
pub use answers::{Saved, TakenOver, answers_of, mistakes, save_answers};
pub use blockers::{Blocker, blockers, says_yes};
pub use check::{Check, CheckItem, Link, self_check};
pub use documents::{ToAccept, accept, to_accept};
pub use draft::start;
pub use evidence::{
    AskedKind, Checklist, Linked, Need, bytes_linked, checklist, date, link, linked, unlink, upload,
};
pub use last_time::{Last, is_returning};
pub use lots::{ANYONE, LotCell, LotDraft, MOST_PLACES, choose_lots, chosen, field_of, matrix, save_places};
pub use members::{Seen, add_member, describe_member, invite_member, member, members, remove_member};
pub(in crate::app) use members::{keep_part, whole};
pub(in crate::app) use opened::window_of;
pub use opened::{Opened, open, open_part};
pub(in crate::app) use overview::origin;
pub use overview::{
    Filling, OpenWindow, Overview, WindowOrigin, filling, mine, one_window, open_windows, why_closes,
};
pub(in crate::app) use questions::follows;
pub use questions::{
    Asked, IN_COMBINATION, SUBCONTRACTORS, Section, accepts_documents, evidence_asked, sections,
};
pub use reaffirm::{Reaffirmed, reaffirm};
pub use receipt::{letter as receipt_letter, rendered as receipt_rendered};
pub use refill::fields_of;
pub use sent::{Form, SentView, Submission, download, log_proof, sent_view, submissions};
pub use since::{AnswerSince, AnswerTurn, Since, since};
pub(in crate::app) use submit::standing;
pub use submit::{Submit, confirm, confirmed, signing, submit, volmacht};
pub use taking_part::{
    TakingPart, accept_invitation, asked, decline_invitation, leave, sign_part, taking_part, unfinished,
};
pub use told::{Told, told};
pub use upgrade::{Upgrade, tell_of_version, upgrade, upgrade_view};
pub use withdraw::{SentLot, sent_lots, withdraw, withdraw_lot};
