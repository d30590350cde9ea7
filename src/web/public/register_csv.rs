//! The register as a table for a spreadsheet: one row per aanbieder and lot, streamed.
//!
//! It is for people; programs use `/api/v1`. May import: app::public, domain::words, storage::views, web.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Bytes;
use futures_util::stream;

use super::frame;
use super::register::{self, Names};
use crate::domain::words::public as words;
use crate::storage::RegionScope;
use crate::storage::views::register::{self as view, Entry, Filter, From, Lot, Mark, Provider};
use crate::web::call::{Answer, Call};
use crate::web::error::AppError;
use crate::web::sheet;
use crate::web::site::Site;

/// Aanbieders per chunk: what is in memory at once.
const CHUNK: usize = 100;

struct Table {
    site: Arc<Site>,
    scope: RegionScope,
    filter: Filter,
    names: Names,
    from: Option<From>,
    head: bool,
}

/// `GET /regio/{slug}/register.csv`
///
/// # Errors
/// [`AppError::NotFound`] for an unknown region; what the database says.
pub async fn file(call: Call) -> Answer {
    let region = frame::region(&call).await?;
    let names = Names::of(&region);
    let table = Table {
        site: Arc::clone(&call.site),
        scope: region.scope.clone(),
        filter: register::filter(&call.query(), &names),
        names,
        from: Some(From::Start),
        head: true,
    };
    let body = stream::unfold(Some(table), |table| async {
        let mut table = table?;
        match table.chunk().await {
            Ok(Some(bytes)) => Some((Ok(bytes), Some(table))),
            Ok(None) => None,
            Err(error) => Some((Err(actix_web::error::ErrorInternalServerError(error.to_string())), None)),
        }
    });
    let name = format!("attachment; filename=\"register-{}-{}.csv\"", region.slug, call.today());
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .streaming(Box::pin(body)))
}

impl Table {
    async fn chunk(&mut self) -> Result<Option<Bytes>, AppError> {
        let Some(from) = self.from.take() else { return Ok(None) };
        let (scope, filter) = (self.scope.clone(), self.filter.clone());
        let limit = i64::try_from(CHUNK).unwrap_or(i64::MAX);
        let (entries, providers, lots) = self
            .site
            .blocking(move |database| {
                database.read(|conn| {
                    let entries = view::page(conn, &scope, &filter, &from, limit)?;
                    let orgs: Vec<String> = entries.iter().map(|entry| entry.org.clone()).collect();
                    let lots = view::lots(conn, &scope, &filter, &orgs)?;
                    Ok((entries, view::providers(conn, &orgs)?, lots))
                })
            })
            .await?;
        if entries.len() == CHUNK {
            let last = entries.last();
            self.from =
                last.map(|last| From::After(Mark { name_key: last.name_key.clone(), org: last.org.clone() }));
        }
        let bytes = self.rows(&entries, &providers, &lots);
        bytes.map(Some).map_err(|error| AppError::Internal(error.to_string()))
    }

    fn rows(&mut self, entries: &[Entry], providers: &[Provider], lots: &[Lot]) -> csv::Result<Bytes> {
        let mut writer = sheet::writer(self.head);
        if std::mem::take(&mut self.head) {
            writer.write_record(words::REGISTER_COLUMNS)?;
        }
        for entry in entries {
            let Some(provider) = providers.iter().find(|one| one.id == entry.org) else { continue };
            for lot in lots.iter().filter(|lot| lot.org == entry.org) {
                writer.write_record(self.row(provider, lot).map(|cell| sheet::harmless(&cell)))?;
            }
        }
        let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok(Bytes::from(bytes))
    }

    fn row(&self, provider: &Provider, lot: &Lot) -> [String; 14] {
        let names = &self.names;
        let joined = |codes: &[String], name: &dyn Fn(&str) -> String| {
            codes.iter().map(|code| name(code)).collect::<Vec<_>>().join(", ")
        };
        [
            provider.name.clone(),
            provider.kvk.clone(),
            provider.town.clone(),
            lot.gemeente.clone(),
            names.gemeente(&lot.gemeente),
            lot.group.clone(),
            names.group(&lot.group),
            joined(&lot.products, &|code| names.product(code)),
            joined(&lot.targets, &|code| names.target(code)),
            lot.since.to_string(),
            if lot.takes_clients { words::YES } else { words::NO }.to_owned(),
            provider.email.clone(),
            provider.phone.clone(),
            provider.website.clone(),
        ]
    }
}
