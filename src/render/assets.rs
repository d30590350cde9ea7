//! The files that `make assets` builds: found by plain name, served under a name with their hash.
//! May import: rust-embed, serde_json.

use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Path under which the web serves these files.
pub const PREFIX: &str = "/static/";

#[derive(RustEmbed)]
#[folder = "frontend/dist/web/"]
#[allow_missing = true]
struct Dist;

static MANIFEST: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Dist::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

/// One built file with what a response needs.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The bytes, in the encoding below.
    pub bytes: Cow<'static, [u8]>,
    /// Media type with charset.
    pub media_type: &'static str,
    /// Value of `Content-Encoding`; none when the bytes are plain.
    pub encoding: Option<&'static str>,
}

/// Address of an asset by its plain name (`app.css`); none when `make assets` was not run or there is no such file.
#[must_use]
pub fn href(logical: &str) -> Option<String> {
    MANIFEST.get(logical).map(|file| format!("{PREFIX}{file}"))
}

/// A file by its name with hash, in the best encoding that the `Accept-Encoding` header allows.
/// These bytes never change under this name, so they may be cached for ever.
#[must_use]
pub fn file(name: &str, accept_encoding: &str) -> Option<Asset> {
    if !MANIFEST.values().any(|known| known == name) {
        return None;
    }
    let media_type = media_type(name);
    for (token, suffix) in [("br", "br"), ("gzip", "gz")] {
        if accepts(accept_encoding, token)
            && let Some(packed) = Dist::get(&format!("{name}.{suffix}"))
        {
            return Some(Asset { bytes: packed.data, media_type, encoding: Some(token) });
        }
    }
    Dist::get(name).map(|plain| Asset { bytes: plain.data, media_type, encoding: None })
}

pub(super) fn icons() -> BTreeMap<String, String> {
    Dist::get("icons.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
}

/// Listed, and not with a quality of zero.
fn accepts(header: &str, token: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts.next() == Some(token)
            && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_is_served_packed_to_who_can_unpack_it() {
        let address = href("app.css").expect("run `make assets` first");
        let name = address.strip_prefix(PREFIX).unwrap();
        assert_eq!(file(name, "gzip, deflate, br").unwrap().encoding, Some("br"));
        assert_eq!(file(name, "gzip;q=1.0, br;q=0").unwrap().encoding, Some("gzip"));
        let plain = file(name, "").unwrap();
        assert_eq!((plain.encoding, plain.media_type), (None, "text/css; charset=utf-8"));
    }

    #[test]
    fn only_files_of_the_manifest_are_served() {
        assert!(file("manifest.json", "").is_none());
        assert!(file("icons.json", "").is_none());
        assert!(file("../Cargo.toml", "").is_none());
    }
}
