//! The files of a dossier while they are put together: each with its digest, what is left out and why, and the lists at the end.
//! May import: app, domain, render.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::opened::Opened;
use super::story::Story;
use crate::app::ctx::Place;
use crate::app::error::{Error, Result};
use crate::domain::class::Class;
use crate::domain::digest::Digest;
use crate::domain::export::{Audience, Content, Format, LeftOut, Manifest, MdtoDossier, MdtoFile, Paths};
use crate::domain::ids::ApplicationId;
use crate::domain::terms::local_day;
use crate::domain::text::harmless;
use crate::domain::words::export::{self as words, path};
use crate::render;

/// A file of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path in the zip.
    pub path: String,
    /// What it is.
    pub title: String,
    /// The name that people gave it, where they did.
    pub given: String,
    /// Media type.
    pub media_type: String,
    /// Whether we made it, fit for an archive; else it is as it was sent.
    pub archival: bool,
    /// Class.
    pub class: Class,
    /// Bytes.
    pub size: u64,
    /// Its digest.
    pub digest: Digest,
    /// Where its bytes are.
    pub source: Source,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Here: made for this dossier.
    Bytes(Vec<u8>),
    /// In the store, under its digest.
    Store,
}

/// Something that does not go along.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// Why.
    pub why: LeftOut,
    /// What; without what it says.
    pub what: String,
}

/// A dossier that is ready to leave.
#[derive(Debug, Clone)]
pub struct Export {
    /// The application.
    pub application: ApplicationId,
    /// Its number.
    pub number: String,
    /// For whom.
    pub audience: Audience,
    /// Whether who takes it out is the named officer.
    pub officer: bool,
    /// Its files, the list of digests last.
    pub entries: Vec<Entry>,
    /// What does not go along.
    pub left: Vec<Left>,
    /// The digests.
    pub manifest: Manifest,
    /// Where in the log it belongs.
    pub(super) place: Place,
}

/// A dossier while it is put together.
pub(super) struct Packing {
    audience: Audience,
    officer: bool,
    paths: Paths,
    entries: Vec<Entry>,
    left: Vec<Left>,
    /// The last moment that is told in it.
    stand: DateTime<Utc>,
}

/// What a file is, before it has its path.
pub(super) struct About<'a> {
    pub(super) title: String,
    pub(super) given: &'a str,
    pub(super) media_type: &'a str,
    pub(super) archival: bool,
    pub(super) class: Class,
}

#[derive(Serialize)]
struct Index<'a> {
    story: &'a Story,
    audience: &'static str,
    officer: bool,
    stand: String,
    files: Vec<Line<'a>>,
    left: Vec<(&'static str, Vec<&'a str>)>,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    title: &'a str,
    format: &'static str,
    archival: bool,
    class: &'static str,
    size: u64,
    sha256: String,
}

impl Packing {
    pub(super) fn of(opened: &Opened) -> Self {
        Self {
            audience: opened.audience,
            officer: opened.officer,
            paths: Paths::default(),
            entries: Vec::new(),
            left: Vec::new(),
            stand: opened.received,
        }
    }

    /// Whether something goes along; where not, it is noted as left out.
    pub(super) fn takes(&mut self, content: Content, class: Class, what: &str) -> bool {
        match self.audience.takes(content, class, self.officer) {
            Ok(()) => true,
            Err(why) => {
                self.leave(why, what);
                false
            }
        }
    }

    /// Note that something does not go along.
    pub(super) fn leave(&mut self, why: LeftOut, what: &str) {
        self.left.push(Left { why, what: what.to_owned() });
    }

    /// Something happened at this moment.
    pub(super) fn happened(&mut self, at: DateTime<Utc>) {
        self.stand = self.stand.max(at);
    }

    /// Put a file in that was made here; its path.
    pub(super) fn put(
        &mut self,
        folder: &str,
        name: &str,
        about: About<'_>,
        bytes: Vec<u8>,
    ) -> Result<String> {
        let (digest, size) = (Digest::of(&bytes), u64::try_from(bytes.len()).map_err(Error::internal)?);
        self.add(folder, name, about, (digest, size, Source::Bytes(bytes)))
    }

    /// Put a file in that is in the store under this address; its path.
    pub(super) fn put_stored(
        &mut self,
        folder: &str,
        name: &str,
        about: About<'_>,
        (sha256, size): (&str, i64),
    ) -> Result<String> {
        let digest = Digest::parse(&format!("sha256:{sha256}")).map_err(Error::internal)?;
        let size = u64::try_from(size).map_err(Error::internal)?;
        self.add(folder, name, about, (digest, size, Source::Store))
    }

    fn add(
        &mut self,
        folder: &str,
        name: &str,
        about: About<'_>,
        (digest, size, source): (Digest, u64, Source),
    ) -> Result<String> {
        let path = self.paths.give(folder, name).map_err(Error::internal)?;
        self.entries.push(Entry {
            path: path.clone(),
            title: about.title,
            given: about.given.to_owned(),
            media_type: about.media_type.to_owned(),
            archival: about.archival,
            class: about.class,
            size,
            digest,
            source,
        });
        Ok(path)
    }

    /// A value as JSON that a person can read too.
    pub(super) fn put_json(
        &mut self,
        folder: &str,
        name: &str,
        title: &str,
        value: &impl Serialize,
    ) -> Result<()> {
        let mut bytes = serde_json::to_vec_pretty(value).map_err(Error::internal)?;
        bytes.push(b'\n');
        let class = Class::Bedrijfsvertrouwelijk;
        let about = About {
            title: title.to_owned(),
            given: "",
            media_type: "application/json",
            archival: false,
            class,
        };
        self.put(folder, name, about, bytes).map(drop)
    }

    /// Write what tells of the whole, and the lists.
    pub(super) fn finish(mut self, opened: &Opened, story: &Story) -> Result<Export> {
        for ((name, title), value) in words::DATA.iter().zip(story.data()?) {
            self.put_json("", name, title, &value)?;
        }
        self.metadata(opened)?;
        self.left.sort();
        self.left.dedup();
        let index = self.index(story)?;
        self.put("", path::INDEX, plain(words::INDEX, "text/html"), index.into_bytes())?;
        let table = self.table()?;
        self.put("", path::TABLE, plain(words::TABLE, "text/csv"), table)?;
        let mut manifest = Manifest::default();
        for entry in &self.entries {
            manifest.add(&entry.digest, &entry.path);
        }
        let list = manifest.text().as_bytes().to_vec();
        self.put("", path::MANIFEST, plain(path::MANIFEST, "text/plain"), list)?;
        Ok(Export {
            application: opened.id.clone(),
            number: opened.row.number.clone(),
            audience: self.audience,
            officer: self.officer,
            entries: self.entries,
            left: self.left,
            manifest,
            place: opened.place()?,
        })
    }

    /// Metadata of the dossier and of each file in it.
    fn metadata(&mut self, opened: &Opened) -> Result<()> {
        let dossier = MdtoDossier {
            number: opened.row.number.clone(),
            name: words::dossier(&opened.row.number, &opened.row.org_name),
            description: words::about(
                opened.scheme.title(),
                &opened.window.title,
                local_day(opened.received),
            ),
            from: local_day(opened.received),
            received: opened.received,
            makers: opened.gemeenten.iter().map(|one| (one.legal_person.clone(), one.code.clone())).collect(),
            sender: (opened.row.org_name.clone(), opened.organisation.kvk.clone()),
            activity: opened.scheme.title().to_owned(),
            restriction: words::RESTRICTION.to_owned(),
        };
        let file = |one: &Entry| MdtoFile {
            path: one.path.clone(),
            name: if one.given.is_empty() { one.title.clone() } else { one.given.clone() },
            size: one.size,
            format: Format::of(&one.media_type, one.archival),
            digest: one.digest,
        };
        let files: Vec<MdtoFile> = self.entries.iter().map(file).collect();
        let xml = dossier.xml(&files);
        let about = || plain(words::METADATA, "application/xml");
        self.put(path::METADATA, path::METADATA_DOSSIER, about(), xml.into_bytes())?;
        for file in files {
            let xml = file.xml((&dossier.number, &dossier.name), self.stand);
            let name = format!("{}.mdto.xml", file.path.replace('/', "-"));
            self.put(
                path::METADATA,
                &name,
                plain(words::METADATA_FILE, "application/xml"),
                xml.into_bytes(),
            )?;
        }
        Ok(())
    }

    fn index(&self, story: &Story) -> Result<String> {
        let lines = self.entries.iter().filter(|one| !one.path.starts_with(path::METADATA)).map(|one| Line {
            path: &one.path,
            title: &one.title,
            format: Format::of(&one.media_type, one.archival).label,
            archival: one.archival,
            class: words::class(one.class),
            size: one.size,
            sha256: one.digest.hex(),
        });
        let mut left: Vec<(&'static str, Vec<&str>)> = Vec::new();
        for one in &self.left {
            let why = words::why(one.why);
            match left.last_mut().filter(|(last, _)| *last == why) {
                Some((_, what)) => what.push(&one.what),
                None => left.push((why, vec![&one.what])),
            }
        }
        let index = Index {
            story,
            audience: words::audience(self.audience),
            officer: self.officer,
            stand: self.stand.to_rfc3339(),
            files: lines.collect(),
            left,
        };
        render::text("export/index.html", &index).map_err(Error::internal)
    }

    /// The files as a table for a spreadsheet.
    fn table(&self) -> Result<Vec<u8>> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(words::COLUMNS).map_err(Error::internal)?;
        for one in &self.entries {
            let (digest, size, class) = (one.digest.hex(), one.size.to_string(), words::class(one.class));
            let cells =
                [&one.path, &one.title, &digest, &size, one.media_type.as_str(), class, one.given.as_str()];
            writer.write_record(cells.map(harmless)).map_err(Error::internal)?;
        }
        writer.into_inner().map_err(|error| Error::internal(error.to_string()))
    }
}

/// A file that tells of the others.
fn plain(title: &str, media_type: &'static str) -> About<'static> {
    About { title: title.to_owned(), given: "", media_type, archival: false, class: Class::Intern }
}
