//! Pages for everyone, and the door to the pages that are not.
//! May import: app, storage::views, domain (to show), web.

pub mod apply;
pub mod choose;
pub mod claim_code;
pub mod confirm;
pub mod coverage;
pub mod coverage_csv;
pub mod documents;
pub mod documents_zip;
pub mod durations;
pub mod follow;
pub mod frame;
pub mod history;
pub mod home;
pub mod invitation;
pub mod log;
pub mod login;
pub mod lots;
pub mod nota;
pub mod opening;
pub mod password;
pub mod past;
pub mod region;
pub mod register;
pub mod register_csv;
pub mod registration;
pub mod report;
pub mod requirement;
pub mod rules;
pub mod second_step;
pub mod tariff;
pub mod texts;
pub mod window;

use actix_web::HttpResponse;

use super::call::{Answer, Call, html};

/// What a link leads to that does not work (any more): it was used, it is too old, or it never was one.
fn broken_link(call: &Call) -> Answer {
    html(HttpResponse::NotFound(), "public/link-verlopen.html", &call.chrome(), &registration::Told {})
}
