//! Keys of a toetsingskader: by theme and criterion the norms that a toezichthouder looks at.
//! May import: scheme::keys.

use super::{FRAMEWORK_FORMAT, Kind, Names, SPAN, Shape, must};

/// The themes of toezicht in the Wmo (domain.md D102).
pub(crate) const THEMES: &[&str] = &["veilig", "doeltreffend", "clientgericht", "rechtmatig"];
/// Which toezichthouders look at a norm.
pub(crate) const DISCIPLINES: &[&str] = &["kwaliteit", "rechtmatigheid"];

pub(crate) static FRAMEWORK: Shape = Shape {
    keys: &[
        must("formaat", Kind::Format(FRAMEWORK_FORMAT)),
        must("titel", Kind::Text),
        must("regio", Kind::Scalar(crate::scheme::problem::ScalarForm::Slug)),
        must("bron", Kind::Text),
        must("wederhoor", SPAN),
        must("themas", Kind::List(&Kind::Map(&THEME))),
    ],
};

static THEME: Shape = Shape {
    keys: &[must("thema", Kind::Word(THEMES)), must("criteria", Kind::List(&Kind::Map(&CRITERION)))],
};

static CRITERION: Shape =
    Shape { keys: &[must("criterium", Kind::Text), must("normen", Kind::List(&Kind::Map(&NORM)))] };

static NORM: Shape = Shape {
    keys: &[
        must("code", Kind::Code(Names::Norm)),
        must("norm", Kind::Text),
        must("toezicht", Kind::Word(DISCIPLINES)),
        must("bewijs", Kind::Text),
        must("frequentie", Kind::Text),
        must("meting", Kind::Text),
    ],
};
