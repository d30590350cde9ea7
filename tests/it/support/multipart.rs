//! Sending a form with files, as a browser does.

use crate::support::client::{Client, Page, PageForm};

/// A whole file, small.
pub const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

const EDGE: &str = "----edge-of-a-part";

/// What a browser sends for a form as it stands, with files under the name `bestand`: the type of the body, and the body.
pub fn body(form: &PageForm, files: &[(&str, &str)]) -> (String, String) {
    let mut body = String::new();
    for (name, value) in &form.fields {
        body += &format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let none: &[(&str, &str)] = &[("", "")];
    for (name, content) in if files.is_empty() { none } else { files } {
        body += &format!(
            "--{EDGE}\r\ncontent-disposition: form-data; name=\"bestand\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n{content}\r\n"
        );
    }
    body += &format!("--{EDGE}--\r\n");
    (format!("multipart/form-data; boundary={EDGE}"), body)
}

/// Send a form as it stands, with files under the name `bestand`.
pub async fn send(client: &Client, form: &PageForm, files: &[(&str, &str)], accept: &str) -> Page {
    let (kind, body) = body(form, files);
    client.send("POST", &form.action, &[("accept", accept), ("content-type", &kind)], &body).await
}
