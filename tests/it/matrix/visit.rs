//! One line of the walk: how a route is used by somebody who may, and what it is to everybody else.

use super::prepared::PDF;
use crate::support::world::ZWD;

/// How a route is used.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Name of the route.
    pub route: &'static str,
    /// Name of the aanbieder for whom providers work; see `cases.rs`.
    pub of: &'static str,
    /// Which assessor comes.
    pub by: &'static str,
    /// What stands for each parameter of the path, in order, with `{names}`.
    pub at: Vec<&'static str>,
    /// What follows the path of a GET.
    pub query: &'static str,
    /// The page with the form, where one is needed for its hidden fields.
    pub page: Option<&'static str>,
    /// The answers in the form.
    pub answers: Vec<(&'static str, &'static str)>,
    /// Whether the walker has a second factor; who needs one has it always.
    pub second_factor: bool,
    /// A file that goes with the form.
    pub file: Option<Sent>,
    /// What it does.
    pub effect: Effect,
    /// What its owner sees there and nobody else, beside the names and numbers that are secret everywhere.
    pub shows: Option<&'static str>,
    /// What it is to another organisation, region or gemeente.
    pub abroad: Abroad,
    /// Parameters of which one belongs to something else: that is not there.
    pub crossed: Vec<Vec<&'static str>>,
    /// Roles that are admitted by the table and then sent on with 303 or refused with this status by the rule itself.
    pub except: Vec<(&'static str, u16)>,
}

/// A file that goes with a form.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    /// The field of the form.
    pub field: &'static str,
    /// The file's name.
    pub name: &'static str,
    /// What is in it.
    pub content: fn() -> String,
}

/// How we see that something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing is written at all.
    Nothing,
    /// The log has a leaf of this event.
    Leaf(&'static str),
    /// This query counts otherwise than before.
    Rows(&'static str),
    /// Something is written that leaves no trace we can ask for, with the reason.
    Unseen(&'static str),
}

/// What a route is to who has the role, but somewhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abroad {
    /// Not there: the same page as for an identifier of nothing.
    NotThere,
    /// It works, on what is theirs: nothing of ours is shown or touched.
    Theirs,
    /// The same, and the look or the draw of a colleague for another gemeente is noted in the log of the region in which both work.
    Noted,
    /// It shows nothing of anybody, so there is nothing to guard but the role.
    NothingOfAnybody,
}

/// A route as somebody uses it who may.
pub fn visit(route: &'static str, at: &[&'static str]) -> Visit {
    Visit {
        route,
        of: "full",
        by: "beoordelaar",
        at: at.to_vec(),
        query: "",
        page: None,
        answers: Vec::new(),
        second_factor: false,
        file: None,
        effect: Effect::Nothing,
        shows: None,
        abroad: if at.is_empty() { Abroad::Theirs } else { Abroad::NotThere },
        crossed: Vec::new(),
        except: Vec::new(),
    }
}

impl Sent {
    /// A small PDF.
    pub const PDF: Self = Self { field: "bestand", name: "stuk.pdf", content: || PDF.to_owned() };
}

impl Visit {
    pub fn of(self, of: &'static str) -> Self {
        Self { of, ..self }
    }

    pub fn by(self, by: &'static str) -> Self {
        Self { by, ..self }
    }

    pub fn query(self, query: &'static str) -> Self {
        Self { query, ..self }
    }

    /// The form as it stands on this page, with these answers.
    pub fn form(self, page: &'static str, answers: &[(&'static str, &'static str)]) -> Self {
        Self { page: Some(page), answers: answers.to_vec(), ..self }
    }

    /// Answers of which nothing need be read from a page.
    pub fn sends(self, answers: &[(&'static str, &'static str)]) -> Self {
        Self { answers: answers.to_vec(), ..self }
    }

    pub fn with_second_factor(self) -> Self {
        Self { second_factor: true, ..self }
    }

    pub fn file(self, field: &'static str) -> Self {
        Self { file: Some(Sent { field, ..Sent::PDF }), ..self }
    }

    /// A regeling as a file: that of the region with one number changed.
    pub fn regeling(self, field: &'static str) -> Self {
        let content = || ZWD.replace("aanbieders: 3", "aanbieders: 4");
        Self { file: Some(Sent { field, name: "regeling.yaml", content }), ..self }
    }

    /// A table as a file.
    pub fn table(self, field: &'static str, content: fn() -> String) -> Self {
        Self { file: Some(Sent { field, name: "tabel.csv", content }), ..self }
    }

    pub fn leaf(self, event: &'static str) -> Self {
        Self { effect: Effect::Leaf(event), ..self }
    }

    pub fn rows(self, query: &'static str) -> Self {
        Self { effect: Effect::Rows(query), ..self }
    }

    pub fn unseen(self, why: &'static str) -> Self {
        Self { effect: Effect::Unseen(why), ..self }
    }

    pub fn shows(self, text: &'static str) -> Self {
        Self { shows: Some(text), ..self }
    }

    pub fn abroad(self, abroad: Abroad) -> Self {
        Self { abroad, ..self }
    }

    pub fn crossed(mut self, at: &[&'static str]) -> Self {
        self.crossed.push(at.to_vec());
        self
    }

    /// This role gets in, and then the rule itself answers with this status.
    pub fn but(mut self, role: &'static str, status: u16) -> Self {
        self.except.push((role, status));
        self
    }
}
