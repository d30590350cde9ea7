//! Assessing: a person of the team takes an application, judges each requirement, asks for repair, and proposes an outcome
//! per lot; another person countersigns.
//! May import: app, domain, storage, render.

pub mod absence;
mod ask;
mod ask_others;
mod assess;
mod blind;
mod conflict;
mod countersign;
mod equal;
mod expire;
mod extend;
mod hearing;
mod inbox;
mod message;
mod opened;
mod points;
mod propose;
mod propose_all;
mod repair;
mod revise;
pub mod show;
mod take;
mod unhandled;
pub mod workload;

pub use ask::{Ask, anchors, ask, ask_all, take_back, term, why_request};
pub use ask_others::ask_others;
pub use assess::{Judged, assess};
pub use conflict::{Whom, declare};
pub use countersign::{agree, send_back};
pub use equal::{Contradiction, Explained, contradictions, explain};
pub use expire::expire;
pub use extend::{Longer, extend, longest};
pub use hearing::{Ground, Heard, Refused, give, heard, weigh, would_be_refused};
pub use inbox::{Inbox, OpenRequest, Received, Writable, has_read, inbox};
pub(in crate::app) use message::Letter;
pub use message::{Sender, from_provider, from_team};
pub(in crate::app) use message::{keep as keep_message, tell as tell_applicant};
pub use opened::Opened;
pub use points::points_of;
pub(in crate::app) use propose::complete;
pub use propose::{Advised, propose};
pub use propose_all::admit_all;
pub use repair::{Asked, Repair, asked, repair};
pub use revise::{Again, revise};
pub use take::{give_back, hand_over, take};
pub use unhandled::leave_unhandled;
