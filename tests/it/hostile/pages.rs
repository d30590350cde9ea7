//! On every page a text stands as it was written, and nothing of it is markup.

use crate::support::client::Page;
use crate::support::{TestApp, on_both};

use super::story::{FILLER, logged_in};
use super::team::{Story, lived};
use super::*;

/// What a reader sees of a page: its text, without markup, each character as itself.
fn shown(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text += piece.split_once('>').map_or(piece, |(_, after)| after);
        text.push(' ');
    }
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2F;", "/"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    flat(&entities.iter().fold(text, |text, (entity, character)| text.replace(entity, character)))
}

/// Nothing that somebody typed is markup, an attribute, or turns the direction.
fn harmless(path: &str, page: &Page) {
    assert_eq!(page.status, 200, "{path}: {}", page.text);
    for live in ["<script>alert(", "<img src=x", "\" onmouseover=\"", "\u{202e}", "\u{1b}"] {
        assert!(!page.text.contains(live), "{path} holds {live:?}");
    }
}

/// Somebody reads these pages: what of these texts is on none of them, and which page does not have what it should.
async fn lacking(app: &TestApp, mail: &str, pages: &[(String, Vec<String>)]) -> Vec<String> {
    let client = logged_in(app, mail).await;
    let mut lacking = Vec::new();
    for (path, texts) in pages {
        let page = client.get(path).await;
        harmless(path, &page);
        let seen = shown(&page.text);
        let gone = texts.iter().filter(|text| !seen.contains(&flat(text)));
        lacking.extend(gone.map(|text| format!("{path}: {}", text.chars().take(40).collect::<String>())));
    }
    lacking
}

fn texts(fields: &[Field]) -> Vec<String> {
    fields.iter().map(|field| field.kept()).collect()
}

/// What the aanbieder reads, and where.
fn of_aanbieder(story: &Story<'_>) -> Vec<(String, Vec<String>)> {
    let base = format!("/aanbieder/aanmeldingen/{}", story.one.id);
    let own = [KEPT_NAME, KEPT_STREET].map(str::to_owned).to_vec();
    vec![
        ("/aanbieder/organisatie".to_owned(), own),
        ("/aanbieder/vragen".to_owned(), texts(&[QUESTION])),
        ("/aanbieder/bewijs".to_owned(), Vec::new()),
        ("/aanbieder/bewijs/soort/kvk_uittreksel".to_owned(), vec![KEPT_FILE.to_owned()]),
        (
            "/aanbieder/berichten".to_owned(),
            texts(&[PROVIDER_MESSAGE, TEAM_MESSAGE, REPAIR_ASKED, REPAIR_GIVEN, HEARD]),
        ),
        (
            format!("/aanbieder/inzendingen/{}", story.snapshot),
            [texts(&[ANSWER]), vec![KEPT_FILE.to_owned()]].concat(),
        ),
        (format!("{base}/volgen"), Vec::new()),
        (format!("{base}/verificatie/{}", story.verification), texts(&[PLACE, REPORT, REACTION])),
        (format!("{base}/zienswijze/{}", story.hearing), texts(&[HEARD, REFUSAL, DIFFERS])),
        (format!("{base}/geschillen/{}", story.dispute), texts(&[DISPUTE, RULING])),
        (
            format!("/aanbieder/brieven/{}", story.letter),
            [texts(&[REFUSAL]), vec![KEPT_NAME.to_owned()]].concat(),
        ),
    ]
}

/// What the team reads, and where.
fn of_team(story: &Story<'_>) -> Vec<(String, Vec<String>)> {
    let base = format!("/beoordeling/aanmeldingen/{}", story.one.id);
    vec![
        ("/beoordeling".to_owned(), Vec::new()),
        ("/beoordeling/aanbieders".to_owned(), vec![KEPT_NAME.to_owned()]),
        (format!("/beoordeling/aanbieders/{}", story.one.world.org), vec![KEPT_NAME.to_owned()]),
        (
            base.clone(),
            [texts(&[PROVIDER_MESSAGE, TEAM_MESSAGE, EXTENSION, HEARD, WEIGHED]), vec![KEPT_NAME.to_owned()]]
                .concat(),
        ),
        (format!("{base}/eisen/{}", story.refused), texts(&[REFUSAL, NOTE])),
        (format!("{base}/verificatie/{}", story.verification), texts(&[PLACE, REPORT, REACTION])),
        (format!("{base}/geschillen/{}", story.dispute), texts(&[DISPUTE, RULING])),
        ("/beoordeling/gelijke-gevallen".to_owned(), texts(&[EQUAL])),
        (format!("/beoordeling/medelezen/{}", story.decision), texts(&[REFUSAL, ADVICE])),
        (format!("/beoordeling/brieven/{}", story.letter), texts(&[BOUNCED, REFUSAL])),
        ("/beoordeling/brieven".to_owned(), Vec::new()),
        ("/beoordeling/geschillen".to_owned(), Vec::new()),
        ("/beoordeling/overzicht".to_owned(), Vec::new()),
    ]
}

#[actix_web::test]
async fn what_people_typed_stands_on_every_page_whole_and_as_text() {
    on_both(async |app| {
        let world = app.world();
        let story = lived(app, &world).await;
        let nota = format!("/regio/{}/vensters/{}/nota", world.slug, world.window);
        let public = [(nota, texts(&[NOTA_QUESTION, NOTA_ANSWER]))];
        let mut gone = lacking(app, FILLER, &public).await;
        gone.extend(lacking(app, FILLER, &of_aanbieder(&story)).await);
        gone.extend(lacking(app, "beoordelaar@zwd.test", &of_team(&story)).await);
        assert!(gone.is_empty(), "{gone:#?}");
    })
    .await;
}
