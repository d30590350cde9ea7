//! Founding a procedure: its region and gemeenten where they are new, its regeling, and the state of every lot.
//! May import: app::{ctx, error, policy}, domain, storage.

use chrono::{DateTime, Utc};

use super::TwoPeople;
use crate::app::access;
use crate::app::ctx::{Ctx, Place};
use crate::app::error::{Error, Result};
use crate::domain::audit::{Event, Token};
use crate::domain::code::Code as _;
use crate::domain::decision::ReviewPlan;
use crate::domain::digest::Digest;
use crate::domain::ids::{ProcedureId, RegionId, SchemeVersionId};
use crate::domain::scheme::{CellState, Gemeente, ProductGroup, Scheme, Track};
use crate::domain::terms;
use crate::domain::text::fold_key;
use crate::domain::windows::LotState;
use crate::storage::calendar::{self, LotStateRow};
use crate::storage::regions::{self, GemeenteRow, ProcedureRow, RegionRow, SchemeVersionRow};
use crate::storage::types::{self, AsText, stored};
use crate::storage::{DbConn, RegionScope};

/// A regeling to found a procedure on.
#[derive(Debug)]
pub struct NewProcedure<'a> {
    /// The published text, byte for byte.
    pub source: &'a str,
    /// Who publishes and who confirms.
    pub people: &'a TwoPeople,
    /// Why.
    pub motivation: &'a str,
    /// From when it counts.
    pub effective_from: DateTime<Utc>,
}

/// What was founded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded {
    /// The region.
    pub region: RegionId,
    /// The procedure.
    pub procedure: ProcedureId,
    /// The first version of its regeling.
    pub scheme: SchemeVersionId,
}

/// Found a procedure. A broken regeling founds nothing.
///
/// # Errors
/// [`Error::Refused`] with every mistake in the regeling; [`Error::Stale`] when the procedure is there already.
pub fn found(conn: &mut DbConn, ctx: &Ctx, new: &NewProcedure<'_>) -> Result<Founded> {
    let scheme = Scheme::parse(new.source.as_bytes())
        .map_err(|mistakes| Error::refused(crate::domain::words::scheme::mistakes("regeling", &mistakes)))?;
    let region = region(conn, ctx, &scheme)?;
    let scope = access::for_system(region.clone());
    let procedure = procedure(conn, ctx, &scope, &scheme)?;
    let id: SchemeVersionId = ctx.id();
    regions::insert_scheme(
        conn,
        &SchemeVersionRow {
            id: id.to_string(),
            region_id: region.to_string(),
            procedure_id: procedure.to_string(),
            seq: 1,
            sha256: scheme.sha256().to_owned(),
            source: new.source.to_owned(),
            motivation: new.motivation.to_owned(),
            published_by: new.people.by().to_string(),
            confirmed_by: new.people.confirmed_by().to_string(),
            published_at: stored(ctx.now),
            effective_from: stored(new.effective_from),
            assessors: ReviewPlan::from(scheme.review_plan()).panel.assessors().into(),
        },
    )?;
    let digest = Digest::of(new.source.as_bytes());
    let place = Place::of_region(&region).procedure(&procedure).manifest(digest);
    let event = Event::SchemePublished {
        subject: id.clone(),
        digest,
        effective: terms::local_day(new.effective_from),
        approved_by: vec![new.people.by().clone(), new.people.confirmed_by().clone()],
    };
    ctx.record(conn, &place, event)?;
    let founded = Founded { region, procedure, scheme: id };
    let first = FirstStates {
        place: Place::of_region(&founded.region).procedure(&founded.procedure),
        scheme: &scheme,
        motivation: new.motivation,
        people: new.people,
        effective_from: new.effective_from,
    };
    first.lay_down(conn, ctx, &founded.procedure, scheme.groups())?;
    Ok(founded)
}

fn region(conn: &mut DbConn, ctx: &Ctx, scheme: &Scheme) -> Result<RegionId> {
    let def = scheme.region();
    if let Some(known) = regions::all(conn)?.into_iter().find(|row| row.code == def.code) {
        return Ok(types::id("regions", &known.id)?);
    }
    let id: RegionId = ctx.id();
    let contact = serde_json::json!({"name": def.desk.name, "mail": def.desk.mail, "phone": def.desk.phone});
    regions::insert(
        conn,
        &RegionRow {
            id: id.to_string(),
            slug: def.slug.clone(),
            code: def.code.clone(),
            name: def.name.clone(),
            theme_json: "{}".to_owned(),
            contact_json: contact.to_string(),
            last_number: 0,
            version: 1,
            created_at: stored(ctx.now),
        },
    )?;
    ctx.record(conn, &Place::of_region(&id), Event::RegionCreated { subject: id.clone() })?;
    for gemeente in scheme.gemeenten() {
        regions::insert_gemeente(conn, &gemeente_row(&id, gemeente, &def.desk.mail)?)?;
    }
    Ok(id)
}

fn gemeente_row(region: &RegionId, gemeente: &Gemeente, complaints: &str) -> Result<GemeenteRow> {
    Ok(GemeenteRow {
        region_id: region.to_string(),
        code: gemeente.code.as_str().to_owned(),
        name: gemeente.name.clone(),
        name_key: fold_key(&gemeente.name),
        legal_person: gemeente.legal_person.clone(),
        college: gemeente.college.clone(),
        address: gemeente.address.clone(),
        complaints_email: complaints.to_owned(),
        court: gemeente.court.clone(),
        tile_column: i32::try_from(gemeente.column).map_err(Error::internal)?,
        tile_row: i32::try_from(gemeente.row).map_err(Error::internal)?,
        version: 1,
    })
}

fn procedure(conn: &mut DbConn, ctx: &Ctx, scope: &RegionScope, scheme: &Scheme) -> Result<ProcedureId> {
    let id: ProcedureId = ctx.id();
    let track = match scheme.remedy().track {
        Track::Civil => "civiel",
        Track::Awb => "awb",
    };
    regions::insert_procedure(
        conn,
        &ProcedureRow {
            id: id.to_string(),
            region_id: scope.key().to_owned(),
            code: scheme.code().to_owned(),
            title: scheme.title().to_owned(),
            track: track.to_owned(),
            starts_on: scheme.term().from,
            ends_on: scheme.term().until,
            created_at: stored(ctx.now),
        },
    )?;
    let place = Place::of_region(scope.region()).procedure(&id);
    ctx.record(conn, &place, Event::ProcedureCreated { subject: id.clone() })?;
    Ok(id)
}

/// What the first state of lots rests on.
pub(in crate::app) struct FirstStates<'a> {
    /// Region and procedure.
    pub(in crate::app) place: Place,
    /// The version that brings them.
    pub(in crate::app) scheme: &'a Scheme,
    /// Why.
    pub(in crate::app) motivation: &'a str,
    /// By whom.
    pub(in crate::app) people: &'a TwoPeople,
    /// From when on.
    pub(in crate::app) effective_from: DateTime<Utc>,
}

impl FirstStates<'_> {
    /// Lay down the state of every lot of these product groups.
    ///
    /// # Errors
    /// What the database says.
    pub(in crate::app) fn lay_down(
        &self,
        conn: &mut DbConn,
        ctx: &Ctx,
        procedure: &ProcedureId,
        groups: &[ProductGroup],
    ) -> Result<()> {
        for group in groups {
            for gemeente in self.scheme.gemeenten() {
                let state = first_state(self.scheme, group, gemeente);
                calendar::insert_lot_state(
                    conn,
                    &LotStateRow {
                        id: ctx.id::<LotStateRow>().to_string(),
                        region_id: self.place.region.as_ref().map(ToString::to_string).unwrap_or_default(),
                        procedure_id: procedure.to_string(),
                        product_group: group.code.as_str().to_owned(),
                        gemeente: gemeente.code.as_str().to_owned(),
                        state: AsText(state),
                        effective_from: stored(self.effective_from),
                        motivation: self.motivation.to_owned(),
                        review_on: None,
                        figures_json: None,
                        decided_by: self.people.by().to_string(),
                        confirmed_by: self.people.confirmed_by().to_string(),
                        decided_at: stored(ctx.now),
                    },
                )?;
                let lot =
                    Token::parse(&format!("{}/{}", group.code, gemeente.code)).map_err(Error::internal)?;
                let state = Token::parse(state.code()).map_err(Error::internal)?;
                let (subject, effective) = (procedure.clone(), self.effective_from);
                ctx.record(conn, &self.place, Event::LotStateChanged { subject, lot, state, effective })?;
            }
        }
        Ok(())
    }
}

/// A lot starts open when one of its products is in use there; else with the first state that promises most.
fn first_state(scheme: &Scheme, group: &ProductGroup, gemeente: &Gemeente) -> LotState {
    let cells: Vec<CellState> =
        group.products.iter().filter_map(|product| scheme.cell(&product.code, &gemeente.code)).collect();
    let order = [
        (CellState::InUse, LotState::Open),
        (CellState::Later, LotState::Later),
        (CellState::Undecided, LotState::ToBeDetermined),
        (CellState::Local, LotState::Local),
    ];
    let found = order.into_iter().find(|(cell, _)| cells.contains(cell));
    found.map_or(LotState::NotBought, |(_, state)| state)
}
