//! Metadata for the archive as MDTO-XML 1.0.1 (Nationaal Archief): one file about the dossier, one about each file in it.
//! May import: chrono, digest.

use chrono::{DateTime, NaiveDate, Utc};

use crate::digest::Digest;

/// The most characters of a name.
const NAME: usize = 80;
/// Who gives our identifiers.
const SOURCE: &str = "Openhuis";

/// The dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// Our number of it.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub description: String,
    /// First day it is about.
    pub from: NaiveDate,
    /// When it was received.
    pub received: DateTime<Utc>,
    /// Who made the archive it belongs to: name and code of each gemeente.
    pub makers: Vec<(String, String)>,
    /// Who sent it in: name and KvK number.
    pub sender: (String, String),
    /// What it was for.
    pub activity: String,
    /// What may be done with it.
    pub restriction: String,
}

/// What a file is, in the register of formats PRONOM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Its name.
    pub label: &'static str,
    /// Its code; none where the register has no one code for it.
    pub code: Option<&'static str>,
}

impl Format {
    /// Of a media type; of our own PDFs it is known to be PDF/A-2a.
    #[must_use]
    pub fn of(media_type: &str, archival: bool) -> Self {
        let known = |label, code| Self { label, code: Some(code) };
        match media_type {
            "application/pdf" if archival => known("Acrobat PDF/A - Portable Document Format 2a", "fmt/476"),
            "application/pdf" => Self { label: "Portable Document Format", code: None },
            "image/jpeg" => Self { label: "JPEG File Interchange Format", code: None },
            "image/png" => Self { label: "Portable Network Graphics", code: None },
            "application/json" => known("JSON Data Interchange Format", "fmt/817"),
            "application/x-ndjson" => Self { label: "JSON Lines", code: None },
            "application/xml" => known("Extensible Markup Language", "fmt/101"),
            "text/html" => known("Hypertext Markup Language 5", "fmt/471"),
            "text/csv" => known("Comma Separated Values", "x-fmt/18"),
            "application/yaml" => known("YAML", "fmt/818"),
            "text/plain" => known("Plain Text File", "x-fmt/111"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => {
                known("Microsoft Word for Windows 2007 onwards", "fmt/412")
            }
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => {
                known("Microsoft Excel for Windows 2007 onwards", "fmt/214")
            }
            _ => Self { label: "Onbekend", code: None },
        }
    }
}

/// A file of the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path in the dossier.
    pub path: String,
    /// What it is called.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// What it is.
    pub format: Format,
    /// Its digest.
    pub digest: Digest,
}

impl Dossier {
    /// The metadata of the dossier.
    #[must_use]
    pub fn xml(&self, files: &[File]) -> String {
        let mut xml = Xml::begin("informatieobject");
        xml.identified(&self.number);
        xml.text("naam", &short(&self.name));
        xml.term("aggregatieniveau", ("Dossier", None), "Begrippenlijst Aggregatieniveaus MDTO");
        xml.text("omschrijving", &self.description);
        xml.within("dekkingInTijd", |xml| {
            xml.term("dekkingInTijdType", ("Aanmelding", None), SOURCE);
            xml.text("dekkingInTijdBegindatum", &self.from.format("%Y-%m-%d").to_string());
        });
        xml.text("taal", "nl");
        xml.within("event", |xml| {
            xml.term("eventType", ("Ontvangst", None), "Begrippenlijst EventTypeLijst MDTO");
            xml.text("eventTijd", &moment(self.received));
        });
        // The selectielijst tells per outcome how long; what is lasting, a person decides at the overbrenging.
        xml.term("waardering", ("Nader te bepalen", Some("N")), "Begrippenlijst Waarderingen MDTO");
        for file in files {
            xml.within("heeftRepresentatie", |xml| xml.reference(&short(&file.name), Some(&file.path)));
        }
        for (name, code) in &self.makers {
            xml.within("archiefvormer", |xml| xml.reference_of(name, code, "CBS-gemeentecode"));
        }
        xml.within("betrokkene", |xml| {
            xml.term(
                "betrokkeneTypeRelatie",
                ("Indiener", None),
                "Begrippenlijst Relatietypen (betrokkene) MDTO",
            );
            let (name, kvk) = &self.sender;
            xml.within("betrokkeneActor", |xml| xml.reference_of(name, kvk, "KvK-nummer"));
        });
        xml.within("activiteit", |xml| xml.reference(&self.activity, None));
        xml.within("beperkingGebruik", |xml| {
            xml.term(
                "beperkingGebruikType",
                ("Overig", None),
                "Begrippenlijst BeperkingGebruikTypeLijst MDTO",
            );
            xml.text("beperkingGebruikNadereBeschrijving", &self.restriction);
        });
        xml.end("informatieobject")
    }
}

impl File {
    /// The metadata of the file, which belongs to the dossier with this number and name; its digest was taken at a moment.
    #[must_use]
    pub fn xml(&self, (number, name): (&str, &str), at: DateTime<Utc>) -> String {
        let mut xml = Xml::begin("bestand");
        xml.identified(&format!("{number}/{}", self.path));
        xml.text("naam", &short(&self.name));
        xml.text("omvang", &self.size.to_string());
        xml.term("bestandsformaat", (self.format.label, self.format.code), "PRONOM-register");
        xml.within("checksum", |xml| {
            xml.term("checksumAlgoritme", ("SHA-256", None), "Begrippenlijst ChecksumAlgoritme MDTO");
            xml.text("checksumWaarde", &self.digest.hex());
            xml.text("checksumDatum", &moment(at));
        });
        xml.within("isRepresentatieVan", |xml| xml.reference(&short(name), Some(number)));
        xml.end("bestand")
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn short(name: &str) -> String {
    name.chars().take(NAME).collect()
}

/// XML while it is written.
struct Xml(String);

impl Xml {
    fn begin(root: &str) -> Self {
        Self(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MDTO xmlns=\"https://www.nationaalarchief.nl/mdto\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"https://www.nationaalarchief.nl/mdto \
             https://www.nationaalarchief.nl/mdto/MDTO-XML1.0.1.xsd\">\n<{root}>\n"
        ))
    }

    fn end(mut self, root: &str) -> String {
        self.0 += &format!("</{root}>\n</MDTO>\n");
        self.0
    }

    fn text(&mut self, name: &str, text: &str) {
        self.0 += &format!("<{name}>{}</{name}>\n", escaped(text));
    }

    fn within(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.0 += &format!("<{name}>\n");
        inside(self);
        self.0 += &format!("</{name}>\n");
    }

    fn identified(&mut self, mark: &str) {
        self.within("identificatie", |xml| {
            xml.text("identificatieKenmerk", mark);
            xml.text("identificatieBron", SOURCE);
        });
    }

    fn term(&mut self, name: &str, (label, code): (&str, Option<&str>), list: &str) {
        self.within(name, |xml| {
            xml.text("begripLabel", label);
            if let Some(code) = code {
                xml.text("begripCode", code);
            }
            xml.within("begripBegrippenlijst", |xml| xml.text("verwijzingNaam", list));
        });
    }

    fn reference(&mut self, name: &str, mark: Option<&str>) {
        match mark {
            Some(mark) => self.reference_of(name, mark, SOURCE),
            None => self.text("verwijzingNaam", name),
        }
    }

    fn reference_of(&mut self, name: &str, mark: &str, source: &str) {
        self.text("verwijzingNaam", name);
        self.within("verwijzingIdentificatie", |xml| {
            xml.text("identificatieKenmerk", mark);
            xml.text("identificatieBron", source);
        });
    }
}

/// Text as XML holds it; what XML 1.0 cannot hold stands there by its number.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '\t' | '\n' => safe.push(one),
            '\r' => safe += "&#13;",
            '\u{fffe}' | '\u{ffff}' => safe += &format!("[U+{:04X}]", u32::from(one)),
            _ if one < ' ' => safe += &format!("[U+{:04X}]", u32::from(one)),
            _ => safe.push(one),
        }
    }
    safe
}
