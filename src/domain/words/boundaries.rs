//! What is said of a file with boundaries of gemeenten. May import: boundaries.

use crate::boundaries::{Flaw, NoShape};

/// No file was chosen.
pub const FILE_MISSING: &str = "Kies het bestand met de gemeentegrenzen.";
/// Something is wrong in it.
pub const FILE_WRONG: &str = "Er is niets ingelezen. Verbeter eerst wat hieronder staat.";
/// It is JSON of something else.
pub const NO_COLLECTION: &str =
    "Dit is geen GeoJSON met gemeenten. Kies een bestand dat begint met \"type\": \"FeatureCollection\".";
/// Nobody is named as its maker.
pub const SOURCE_MISSING: &str = "Vul in van wie deze grenzen zijn. Dat staat straks onder de kaart.";
/// Its maker, as most regions have it.
pub const USUAL_SOURCE: &str = "CBS en Kadaster, CC BY 4.0";

/// It is no JSON.
#[must_use]
pub fn no_json(line: usize) -> String {
    format!(
        "Dit bestand is geen GeoJSON: vanaf regel {line} kunnen wij het niet lezen. Download het opnieuw, en kies GeoJSON."
    )
}

/// One thing that is wrong, and what to do.
#[must_use]
pub fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoCode => {
            "Hier staat niet bij welke gemeente het is. Zet de CBS-code erbij als ‘statcode’, zoals GM0119."
                .to_owned()
        }
        Flaw::NotACode(text) => {
            format!("‘{text}’ is geen CBS-code van een gemeente. Schrijf die als GM0119 of 0119.")
        }
        Flaw::Twice(code, first) => format!("{code} staat ook al bij onderdeel {first}. Laat er één staan."),
        Flaw::NoShape(code, why) => format!("{code}: {}", no_shape(why)),
        Flaw::Missing(code, name) => {
            format!("{name} ({code}) staat niet in dit bestand. Voeg deze gemeente toe.")
        }
    }
}

fn no_shape(why: &NoShape) -> String {
    match why {
        NoShape::OtherKind(kind) => {
            format!("dit is een {kind}. Een gemeente is een Polygon of een MultiPolygon.")
        }
        NoShape::NotNumbers => {
            "een van de punten bestaat niet uit twee getallen: lengtegraad en breedtegraad.".to_owned()
        }
        NoShape::Metres => {
            "de punten zijn in meters (Rijksdriehoek). Kies bij het downloaden graden: WGS 84, EPSG:4326."
                .to_owned()
        }
        NoShape::Swapped => {
            "de breedtegraad staat voor de lengtegraad. Zet de lengtegraad eerst, zoals 6.19, 52.70."
                .to_owned()
        }
        NoShape::Outside => "een van de punten ligt niet in Nederland.".to_owned(),
        NoShape::NotClosed => {
            "een van de lijnen is niet gesloten. Het laatste punt moet gelijk zijn aan het eerste.".to_owned()
        }
        NoShape::Nothing => "er is geen gebied getekend.".to_owned(),
    }
}
