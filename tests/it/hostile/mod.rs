//! Whatever people type reaches everybody unharmed: pages, tables, mail, JSON, the zip and the letters.
//!
//! One application is lived through with a hostile text of its own in every field that a person can write in; each text says which field
//! it came from. Then every outlet is read as its readers read it, and the text must be there, whole, and nothing but text.

mod letters;
mod limits;
mod mails;
mod pages;
mod story;
mod tables;
mod team;
mod zips;

/// A field of several lines, and how many characters fit in it.
#[derive(Debug, Clone, Copy)]
pub struct Field(&'static str, usize);

pub const QUESTION: Field = Field("vraag", 5_000);
pub const NOTA_QUESTION: Field = Field("nota-vraag", 10_000);
pub const NOTA_ANSWER: Field = Field("nota-antwoord", 10_000);
/// An answer of the kind *tekst* in the application.
pub const ANSWER: Field = Field("antwoord", 2_000);
pub const PROVIDER_MESSAGE: Field = Field("bericht-aanbieder", 10_000);
pub const TEAM_MESSAGE: Field = Field("bericht-team", 10_000);
pub const PLACE: Field = Field("plaats", 10_000);
pub const REPORT: Field = Field("verslag", 10_000);
pub const REACTION: Field = Field("reactie", 10_000);
pub const EXTENSION: Field = Field("verdagen", 10_000);
pub const REPAIR_ASKED: Field = Field("herstelvraag", 10_000);
pub const REPAIR_GIVEN: Field = Field("herstelantwoord", 10_000);
pub const MOTIVATION: Field = Field("motivering", 10_000);
pub const NOTE: Field = Field("notitie", 10_000);
pub const REFUSAL: Field = Field("afwijzing", 10_000);
pub const DIFFERS: Field = Field("afwijking", 10_000);
pub const EQUAL: Field = Field("gelijk-geval", 10_000);
pub const ADVICE: Field = Field("voorstel", 10_000);
pub const HEARD: Field = Field("zienswijze", 10_000);
pub const WEIGHED: Field = Field("weging", 10_000);
pub const BOUNCED: Field = Field("teruggekomen", 10_000);
pub const DISPUTE: Field = Field("klacht", 10_000);
pub const RULING: Field = Field("uitkomst", 10_000);
pub const REVISION: Field = Field("herziening", 10_000);

/// The organisation as its people type it on its page: its name, street and town.
pub const NAME: &str = "=cmd|'/c calc'!A1 ) Tj <script>alert(1)</script>\r\nBcc: dief@elders.test & \"\u{1f600}\" \u{202e}groz\u{202c}";
pub const KEPT_NAME: &str =
    "=cmd|'/c calc'!A1 ) Tj <script>alert(1)</script> Bcc: dief@elders.test & \"\u{1f600}\" groz";
pub const STREET: &str = "@SUM(A1) ) Tj\r\n<img src=x onerror=alert(1)> \u{1f600}\u{202e} 1";
pub const KEPT_STREET: &str = "@SUM(A1) ) Tj <img src=x onerror=alert(1)> \u{1f600} 1";
/// A bewijsstuk as it is called on the disk of who sends it.
pub const FILE: &str = "..\\=1+1) Tj <script>alert(1) & \u{1f600}\u{202e}fdp.pdf";
pub const KEPT_FILE: &str = "=1+1) Tj <script>alert(1) & \u{1f600}fdp.pdf";

impl Field {
    /// What somebody types: markup, the end of a text in PDF, the head of a mail, a formula, other directions, controls.
    pub fn typed(self) -> String {
        let name = self.0;
        format!(
            "={name}) Tj ET <script>alert('{name}')</script> & \" onmouseover=\"alert(1)\" \u{1f600}\u{7}\u{1b}[31m \
             \u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{202c}\r\nBcc: dief@elders.test\r\n\r\n.\r\n{}\r\nEinde van {name}.",
            self.padding()
        )
    }

    /// What there is to read of it: without controls and without what turns the direction, with one kind of line end.
    pub fn kept(self) -> String {
        format!("{}\n{}\n{}", self.head(), self.padding(), self.end())
    }

    /// The hostile part of what there is to read.
    pub fn head(self) -> String {
        let name = self.0;
        format!(
            "={name}) Tj ET <script>alert('{name}')</script> & \" onmouseover=\"alert(1)\" \u{1f600}[31m \
             \u{5e9}\u{5dc}\u{5d5}\u{5dd}\nBcc: dief@elders.test\n\n."
        )
    }

    /// Its last line.
    pub fn end(self) -> String {
        format!("Einde van {}.", self.0)
    }

    /// As much as makes the text exactly as long as the field is.
    fn padding(self) -> String {
        let others = self.head().chars().count() + self.end().chars().count() + 2;
        "zin \u{e9}\u{e9}n ".chars().cycle().take(self.1 - others - 1).chain(['x']).collect()
    }

    /// One character more than fits.
    pub fn too_long(self) -> String {
        self.kept() + "x"
    }
}

/// The words of a text, whatever white space stands between them.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_texts_are_as_long_as_their_fields_and_as_hostile_as_they_say() {
    for field in [QUESTION, ANSWER, REFUSAL] {
        assert_eq!((field.kept().chars().count(), field.too_long().chars().count()), (field.1, field.1 + 1));
        assert!(field.typed().contains("\r\n.\r\n") && field.typed().contains('\u{202e}'));
        let cleaned = openhuis::domain::text::multi_line(&field.typed(), field.1).unwrap();
        assert_eq!(cleaned, field.kept());
    }
}
