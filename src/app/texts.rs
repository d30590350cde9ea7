//! What the letters and mails of a region look like, before anybody gets one.
//! May import: app::{error, schemes}, domain, render, storage.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::error::{Error, Result};
use super::schemes;
use crate::domain::letter::RemedyTrack;
use crate::domain::words::catalogue;
use crate::render;
use crate::storage::{DbConn, RegionScope};

/// Names and dates to show a mail with.
const SAMPLES: &str = include_str!("../../data/mail_samples.json");

/// A mail as somebody would get it.
#[derive(Debug)]
pub struct Sample {
    /// Its first line.
    pub subject: String,
    /// The rest.
    pub body: String,
}

/// The sample of a kind of mail.
///
/// # Errors
/// [`Error::NotFound`] where there is no such mail; [`Error::Internal`] where the sample does not fit its template.
pub fn mail(kind: &str) -> Result<Sample> {
    if !catalogue::MAILS.iter().any(|(known, _)| *known == kind) {
        return Err(Error::NotFound);
    }
    let samples: Value = serde_json::from_str(SAMPLES).map_err(Error::internal)?;
    let fields = |value: Option<&Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
    let mut content: Map<String, Value> = fields(samples.get("common"));
    content.extend(fields(samples.get("mails").and_then(|own| own.get(kind))));
    let text = render::text(&format!("mail/{kind}.txt"), &content).map_err(Error::internal)?;
    let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
    Ok(Sample { subject: subject.to_owned(), body: body.to_owned() })
}

/// The tracks whose words the letters of a region use now; the civil one before any regeling is in force.
///
/// # Errors
/// What the database says.
pub fn tracks(conn: &mut DbConn, scope: &RegionScope, now: DateTime<Utc>) -> Result<BTreeSet<RemedyTrack>> {
    let all = schemes::all_in_force(conn, scope, now)?;
    let mut tracks: BTreeSet<RemedyTrack> = all.iter().map(|one| one.scheme.remedy().track.into()).collect();
    if tracks.is_empty() {
        tracks.insert(RemedyTrack::Civiel);
    }
    Ok(tracks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_stands_in_the_catalogue_and_has_a_sample_that_fits() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/mail");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|one| one.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        there.sort();
        let known: Vec<&str> = catalogue::MAILS.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(there, known);
        for kind in known {
            let sample = mail(kind).unwrap();
            assert!(!sample.subject.is_empty() && sample.body.len() > 40, "{kind}: {sample:?}");
            assert!(!sample.body.contains("{{") && !sample.body.contains("[object]"), "{kind}: {sample:?}");
        }
    }
}
