//! The YAML of a regeling as our own tree: every scalar still text, every node with its line and column.
//! May import: scheme::problem.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::problem::{Mistake, Place, Problem};

/// Deeper than this no regeling goes; it keeps recursive readers safe.
const DEEPEST: usize = 24;

/// A node with the place where it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) value: Value,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Text; `empty` when nothing at all was written.
    Scalar { text: String, empty: bool },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file, each key once.
    Map(Vec<Member>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) key: String,
    pub(crate) place: Place,
    pub(crate) node: Node,
}

impl Node {
    /// The text of a scalar that is not empty.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, empty: false } => Some(text),
            _ => None,
        }
    }

    /// The members of a mapping; none for anything else.
    pub(crate) fn members(&self) -> &[Member] {
        match &self.value {
            Value::Map(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.members().iter().find(|member| member.key == key).map(|member| &member.node)
    }

    /// The text of a key's scalar.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// The items of a key's list.
    pub(crate) fn items_of(&self, key: &str) -> &[Node] {
        self.get(key).map_or(&[], Node::items)
    }
}

/// Read the text of a file into a tree, with everything that is wrong with its form.
pub(crate) fn read(text: &str) -> (Option<Node>, Vec<Mistake>) {
    let mut builder = Builder::default();
    for (line, content) in (1..).zip(text.lines()) {
        if let Some(column) = content.chars().position(|one| one == '\t') {
            builder.add(Place { line, column: column.saturating_add(1) }, Problem::Tab);
        }
    }
    if builder.mistakes.is_empty() {
        for event in Parser::new_from_str(text) {
            match event {
                Ok((event, span)) => builder.event(event, at(span.start)),
                Err(error) => {
                    builder.add(at(*error.marker()), Problem::NotYaml(error.info().to_owned()));
                    builder.root = None;
                    break;
                }
            }
        }
        if builder.root.is_none() && builder.mistakes.is_empty() {
            builder.add(Place { line: 1, column: 1 }, Problem::Empty);
        }
    }
    (builder.root, builder.mistakes)
}

fn at(marker: saphyr_parser::Marker) -> Place {
    Place { line: marker.line(), column: marker.col().saturating_add(1) }
}

/// A list or mapping that is still open.
enum Open {
    List(Place, Vec<Node>),
    Map(Place, Vec<Member>, Option<(String, Place)>),
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    too_deep: bool,
    mistakes: Vec<Mistake>,
}

impl Builder {
    fn add(&mut self, place: Place, problem: Problem) {
        self.mistakes.push(Mistake { place, problem });
    }

    fn event(&mut self, event: Event<'_>, place: Place) {
        match event {
            Event::DocumentStart(_) => {
                self.documents = self.documents.saturating_add(1);
                if self.documents == 2 {
                    self.add(place, Problem::SecondDocument);
                }
            }
            Event::Alias(_) => {
                self.add(place, Problem::Alias);
                self.put(Node { place, value: Value::Scalar { text: String::new(), empty: true } });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.plain_only(place, anchor, tag.is_some());
                let empty = text.is_empty() && style == ScalarStyle::Plain;
                self.put(Node { place, value: Value::Scalar { text: text.into_owned(), empty } });
            }
            Event::SequenceStart(anchor, tag) => {
                self.plain_only(place, anchor, tag.is_some());
                self.push(place, Open::List(place, Vec::new()));
            }
            Event::MappingStart(anchor, tag) => {
                self.plain_only(place, anchor, tag.is_some());
                self.push(place, Open::Map(place, Vec::new(), None));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }

    fn plain_only(&mut self, place: Place, anchor: usize, tagged: bool) {
        if anchor > 0 {
            self.add(place, Problem::Anchor);
        }
        if tagged {
            self.add(place, Problem::Tag);
        }
    }

    fn push(&mut self, place: Place, open: Open) {
        self.open.push(open);
        if self.open.len() > DEEPEST && !self.too_deep {
            self.too_deep = true;
            self.add(place, Problem::TooDeep);
        }
    }

    fn close(&mut self) {
        let deeper = self.open.len() > DEEPEST;
        let node = match self.open.pop() {
            Some(Open::List(place, items)) => Node { place, value: Value::List(items) },
            Some(Open::Map(place, members, _)) => Node { place, value: Value::Map(members) },
            None => return,
        };
        let value = if deeper { Value::Scalar { text: String::new(), empty: true } } else { node.value };
        self.put(Node { place: node.place, value });
    }

    fn put(&mut self, node: Node) {
        let wrong = match self.open.last_mut() {
            None => {
                if self.root.is_none() {
                    self.root = Some(node);
                }
                None
            }
            Some(Open::List(_, items)) => {
                items.push(node);
                None
            }
            Some(Open::Map(_, members, waiting)) => match waiting.take() {
                Some((key, place)) => {
                    let first = members.iter().find(|member| member.key == key).map(|member| member.place);
                    match first {
                        Some(first) => Some((place, Problem::DuplicateKey { key, first })),
                        None => {
                            members.push(Member { key, place, node });
                            None
                        }
                    }
                }
                None => {
                    let text = node.text().map(str::to_owned);
                    let wrong = text.is_none().then_some((node.place, Problem::KeyNotText));
                    *waiting = Some((text.unwrap_or_default(), node.place));
                    wrong
                }
            },
        };
        if let Some((place, problem)) = wrong {
            self.add(place, problem);
        }
    }
}
