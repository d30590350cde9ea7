//! Icons as inline svg, always hidden from readers: an icon never stands without words.
//! May import: render::assets.

use super::assets;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ICONS: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| assets::icons().into_iter().map(|(name, shapes)| (name, element(&shapes))).collect());

/// The svg element of an icon named in `frontend/icons.txt`.
pub(super) fn svg(name: &str) -> Option<&'static str> {
    ICONS.get(name).map(String::as_str)
}

fn element(shapes: &str) -> String {
    format!(
        r#"<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{shapes}</svg>"#
    )
}
