//! The life of an investigation out of its rows, and what a step writes beside them.
//! May import: diesel, domain, storage::investigations.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::{FindingRow, InvestigationRow, Kept, StepRow, columns};
use crate::domain::identifiers::GemeenteCode;
use crate::domain::motivation::Motivation;
use crate::domain::policy_code::{NormCode, ProductCode};
use crate::domain::supervision::investigation::{
    Finding, Finished, Heard, Investigation, Location, Plan, Reply, Report, Scope, State, Step, Weighing,
};
use crate::storage::db::DbConn;
use crate::storage::schema::{investigation_findings, investigation_steps, users};
use crate::storage::types::{self, AsText, BadRow, instant};

/// With everything around it.
pub(super) fn kept(conn: &mut DbConn, row: InvestigationRow) -> QueryResult<Kept> {
    let steps: Vec<(StepRow, String)> = investigation_steps::table
        .inner_join(users::table.on(users::id.eq(investigation_steps::taken_by)))
        .filter(investigation_steps::region_id.eq(&row.region_id))
        .filter(investigation_steps::investigation_id.eq(&row.id))
        .order((investigation_steps::taken_at, investigation_steps::id))
        .select((StepRow::as_select(), users::name))
        .load(conn)?;
    let findings: Vec<FindingRow> = investigation_findings::table
        .filter(investigation_findings::region_id.eq(&row.region_id))
        .filter(investigation_findings::investigation_id.eq(&row.id))
        .order(investigation_findings::norm)
        .select(FindingRow::as_select())
        .load(conn)?;
    let life = Rows { row: &row, steps: &steps, findings: &findings }.life()?;
    Ok(Kept { row, steps, life })
}

struct Rows<'a> {
    row: &'a InvestigationRow,
    steps: &'a [(StepRow, String)],
    findings: &'a [FindingRow],
}

impl Rows<'_> {
    fn bad(&self, what: &str) -> diesel::result::Error {
        BadRow { table: "investigations", id: self.row.id.clone(), what: what.to_owned() }.into()
    }

    fn life(&self) -> QueryResult<Investigation> {
        let plan = self.plan()?;
        Ok(match self.row.state.0 {
            State::Planned => Investigation::Planned(plan),
            State::Announced => Investigation::Announced(plan, self.step("announce")?),
            State::Visit => Investigation::Visit {
                plan,
                announced: self.step("announce").ok(),
                began: self.step("begin")?,
            },
            State::Draft => Investigation::Draft(plan, self.report()?),
            State::Hearing => Investigation::Hearing(plan, self.report()?, self.heard()?),
            State::Answered => Investigation::Answered(plan, self.report()?, self.heard()?, self.reply()?),
            State::Final => Investigation::Final(plan, self.finished()?),
            State::Published => Investigation::Published(plan, self.finished()?, self.step("publish")?),
            State::Closed => Investigation::Closed(plan, self.finished()?, self.step("close")?),
            State::Cancelled => {
                let row = self.last("cancel").ok_or_else(|| self.bad("who cancelled it"))?;
                let why = self.text(&row.why, "why it was cancelled")?;
                Investigation::Cancelled { plan, why, step: self.step("cancel")? }
            }
        })
    }

    fn last(&self, name: &str) -> Option<&StepRow> {
        self.steps.iter().map(|(row, _)| row).rfind(|row| row.step == name)
    }

    fn step(&self, name: &str) -> QueryResult<Step> {
        let row = self.last(name).ok_or_else(|| self.bad(name))?;
        Ok(Step { by: types::id("investigation_steps", &row.taken_by)?, at: instant(row.taken_at) })
    }

    fn text(&self, text: &str, what: &str) -> QueryResult<Motivation> {
        Motivation::parse(text).map_err(|_| self.bad(what))
    }

    fn norm(&self, code: &str) -> QueryResult<NormCode> {
        NormCode::parse(code).map_err(|_| self.bad("a norm"))
    }

    fn plan(&self) -> QueryResult<Plan> {
        let row = self.row;
        let norms: QueryResult<BTreeSet<NormCode>> =
            row.norms.split(' ').map(|code| self.norm(code)).collect();
        Ok(Plan {
            discipline: row.discipline.0,
            scope: self.scope(&row.locations, &row.products, &row.gemeenten)?,
            norms: norms?,
            visit_at: instant(row.visit_at),
        })
    }

    fn scope(&self, locations: &str, products: &str, gemeenten: &str) -> QueryResult<Scope> {
        let read = || {
            let locations: Option<BTreeSet<Location>> =
                locations.lines().map(|line| Location::parse(line).ok()).collect();
            let products: Option<BTreeSet<ProductCode>> =
                products.split(' ').map(|code| ProductCode::parse(code).ok()).collect();
            let gemeenten: Option<BTreeSet<GemeenteCode>> =
                gemeenten.split(' ').map(|code| GemeenteCode::parse(code).ok()).collect();
            Scope::new(locations?, products?, gemeenten?).ok()
        };
        read().ok_or_else(|| self.bad("its scope"))
    }

    fn report(&self) -> QueryResult<Report> {
        let mut findings = BTreeMap::new();
        for one in self.findings {
            let finding = Finding {
                outcome: one.outcome.0,
                text: self.text(&one.text, "a finding")?,
                scope: self.scope(&one.locations, &one.products, &one.gemeenten)?,
            };
            findings.insert(self.norm(&one.norm)?, finding);
        }
        Ok(Report { findings, written: self.step("draft")? })
    }

    fn heard(&self) -> QueryResult<Heard> {
        let until = self.row.answer_until.ok_or_else(|| self.bad("until when it can be answered"))?;
        Ok(Heard { asked: self.step("hear")?, until: instant(until) })
    }

    fn reply(&self) -> QueryResult<Reply> {
        let mut texts = BTreeMap::new();
        for one in self.findings.iter().filter(|one| !one.reply.is_empty()) {
            texts.insert(self.norm(&one.norm)?, self.text(&one.reply, "a reply")?);
        }
        Ok(Reply { texts, given: self.step("answer")? })
    }

    fn finished(&self) -> QueryResult<Finished> {
        let mut weighed = BTreeMap::new();
        for one in self.findings {
            if let Some(outcome) = one.weighed_outcome {
                let why = self.text(&one.weighing, "what was made of a reply")?;
                weighed.insert(self.norm(&one.norm)?, Weighing { why, outcome: outcome.0 });
            }
        }
        let reply = if self.last("answer").is_some() { Some(self.reply()?) } else { None };
        Ok(Finished { report: self.report()?, reply, weighed, laid_down: self.step("finish")? })
    }
}

/// What stands beside the row after a step: the findings, and the texts of both sides.
pub(super) fn write(conn: &mut DbConn, row: &InvestigationRow, next: &Investigation) -> QueryResult<()> {
    match next {
        Investigation::Draft(_, report) => {
            for (code, finding) in &report.findings {
                draft(conn, row, code, finding)?;
            }
        }
        Investigation::Answered(.., reply) => {
            for (code, text) in &reply.texts {
                diesel::update(investigation_findings::table.find((&row.id, code.as_str())))
                    .set(investigation_findings::reply.eq(text.as_str()))
                    .execute(conn)?;
            }
        }
        Investigation::Final(_, done) => {
            for (code, one) in &done.weighed {
                diesel::update(investigation_findings::table.find((&row.id, code.as_str())))
                    .set((
                        investigation_findings::weighing.eq(one.why.as_str()),
                        investigation_findings::weighed_outcome.eq(AsText(one.outcome)),
                    ))
                    .execute(conn)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn draft(conn: &mut DbConn, row: &InvestigationRow, code: &NormCode, finding: &Finding) -> QueryResult<()> {
    let (locations, products, gemeenten) = columns(&finding.scope);
    let changed = diesel::update(investigation_findings::table.find((&row.id, code.as_str())))
        .set((
            investigation_findings::outcome.eq(AsText(finding.outcome)),
            investigation_findings::text.eq(finding.text.as_str()),
            investigation_findings::locations.eq(&locations),
            investigation_findings::products.eq(&products),
            investigation_findings::gemeenten.eq(&gemeenten),
        ))
        .execute(conn)?;
    if changed == 0 {
        let new = FindingRow {
            investigation_id: row.id.clone(),
            norm: code.to_string(),
            region_id: row.region_id.clone(),
            outcome: AsText(finding.outcome),
            text: finding.text.as_str().to_owned(),
            locations,
            products,
            gemeenten,
            reply: String::new(),
            weighing: String::new(),
            weighed_outcome: None,
        };
        diesel::insert_into(investigation_findings::table).values(&new).execute(conn)?;
    }
    Ok(())
}
