//! A page of questions, made from the definitions of the regeling.
//! May import: app, domain (to show), web.

use std::collections::BTreeSet;

use serde::Serialize;

use super::fields::{Labelled, Question, roles, sent};
use super::{Head, base, seen};
use crate::app::apply::{self, IN_COMBINATION, SUBCONTRACTORS, Section};
use crate::domain::code::Code as _;
use crate::domain::facts::FactDef;
use crate::domain::policy_code::FactCode;
use crate::domain::words::apply as words;
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::forms::Fault;

#[derive(Serialize)]
struct Page {
    head: Head,
    section: &'static str,
    title: &'static str,
    questions: Vec<Question>,
    roles: Vec<Labelled>,
    errors: Vec<Fault>,
    taken_over: bool,
}

fn section(call: &Call) -> Result<Section, AppError> {
    Section::from_code(call.param("deel")?).ok_or(AppError::NotFound)
}

/// `GET /aanbieder/aanmeldingen/{id}/vragen/{deel}`
///
/// # Errors
/// [`AppError::NotFound`] for a section without questions.
pub async fn page(call: Call) -> Answer {
    let (scope, id, section) = (call.visitor.org_scope()?, call.id("id")?, section(&call)?);
    let (opened, drafts, answers) = call
        .read(move |conn| {
            let opened = apply::open_part(conn, &scope, &id)?;
            let drafts = apply::chosen(conn, &id)?;
            let answers = apply::answers_of(conn, &opened)?;
            Ok((opened, drafts, answers))
        })
        .await?;
    let sections = apply::sections(&opened, &drafts, call.now);
    let (_, asked) = sections.into_iter().find(|(one, _)| *one == section).ok_or(AppError::NotFound)?;
    let questions: Vec<Question> =
        asked.iter().map(|one| Question::new(one, answers.get(&one.def.code))).collect();
    let page = Page {
        head: Head::new(&call, &opened),
        section: section.code(),
        title: words::section(section),
        errors: questions.iter().flat_map(Question::faults).collect(),
        taken_over: questions.iter().any(|one| !one.taken_over.is_empty()),
        questions,
        roles: roles(),
    };
    call.page("provider/aanmelding/vragen.html", &page)
}

/// `POST /aanbieder/aanmeldingen/{id}/vragen/{deel}`: saving never refuses an answer; what cannot be read is shown with why.
///
/// # Errors
/// [`AppError::Stale`] when a colleague changed it meanwhile.
pub async fn save(call: Call) -> Answer {
    let (scope, id) = (call.visitor.org_scope()?, call.id("id")?);
    let (section, seen, form) = (section(&call)?, seen(&call)?, call.form.clone());
    call.change(move |conn, ctx| {
        let opened = apply::open_part(conn, &scope, &id)?;
        let drafts = apply::chosen(conn, &id)?;
        let sections = apply::sections(&opened, &drafts, ctx.now);
        let asked = sections.into_iter().find(|(one, _)| *one == section).map(|(_, asked)| asked);
        let defs: Vec<&FactDef> = asked.unwrap_or_default().iter().map(|one| one.def).collect();
        let codes: BTreeSet<FactCode> = defs.iter().map(|def| def.code.clone()).collect();
        let fields = sent(&form, defs.iter().copied());
        apply::save_answers(conn, ctx, &scope, &id, seen, &codes, &fields)?;
        let answers = apply::answers_of(conn, &opened)?;
        let unreadable =
            answers.iter().any(|(code, saved)| codes.contains(code) && matches!(saved, apply::Saved::Raw(_)));
        let here = format!("{}/vragen/{}", base(&id), section.code());
        if unreadable {
            return Ok(here);
        }
        // Who says that others take part names them next.
        let others = [IN_COMBINATION, SUBCONTRACTORS];
        let said =
            |code: &str| codes.iter().any(|asked| asked.as_str() == code) && apply::says_yes(&answers, code);
        let nobody = opened.member.is_none() && apply::members(conn, &opened)?.is_empty();
        let name_them = nobody && others.iter().any(|code| said(code));
        Ok(if name_them { format!("{}/samen", base(&id)) } else { base(&id) })
    })
    .await
}
