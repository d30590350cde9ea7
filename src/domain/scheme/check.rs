//! The tree against the key table: unknown and missing keys, types of scalars, codes given twice and codes that nothing has.
//! May import: policy_code, scheme.

use std::collections::BTreeMap;

use super::keys::{FORMS, Kind, Names, OPERAND, Shape};
use super::problem::{ConditionProblem, Mistake, ParameterProblem, Place, Problem, ScalarForm};
use super::scalar;
use super::tree::{Member, Node, Value};

/// States of a product in a gemeente, as written in a matrix.
pub(crate) const CELL_STATES: &[&str] =
    &["in_gebruik", "later", "niet", "lokaal_ingekocht", "nog_te_bepalen"];

/// Check a whole tree.
pub(crate) fn check(root: &Node, shape: &'static Shape) -> Vec<Mistake> {
    let mut checker = Checker::default();
    checker.mapping(root, shape);
    checker.links();
    checker.mistakes
}

#[derive(Default)]
struct Checker {
    mistakes: Vec<Mistake>,
    given: BTreeMap<(Names, String), Place>,
    used: Vec<(Names, String, Place)>,
    rows: Vec<(Place, Vec<String>)>,
}

impl Checker {
    fn add(&mut self, place: Place, problem: Problem) {
        self.mistakes.push(Mistake { place, problem });
    }

    fn mapping(&mut self, node: &Node, shape: &'static Shape) {
        let Value::Map(members) = &node.value else {
            return self.add(node.place, Problem::NotAMap);
        };
        for member in members {
            match shape.keys.iter().find(|key| key.name == member.key) {
                Some(key) => self.value(&member.node, key.kind, member.place),
                None => {
                    let known = shape.keys.iter().map(|key| key.name).collect();
                    self.add(member.place, Problem::UnknownKey { key: member.key.clone(), known });
                }
            }
        }
        for key in shape.keys.iter().filter(|key| key.required && node.get(key.name).is_none()) {
            let problem = match (key.name, key.kind) {
                ("toetspunten", _) => Problem::Condition(ConditionProblem::NoTestPoints),
                (_, Kind::Format(known)) => Problem::UnknownFormat { known },
                (name, _) => Problem::MissingKey { key: name },
            };
            self.add(node.place, problem);
        }
        self.source(node, shape);
    }

    /// What is decided names its source; what is only proposed need not.
    fn source(&mut self, node: &Node, shape: &'static Shape) {
        let has_status = shape.keys.iter().any(|key| key.name == "status" && !key.required);
        let decided = node.text_of("status").unwrap_or("vastgesteld") == "vastgesteld";
        if has_status && decided && node.get("bron").is_none() {
            self.add(node.place, Problem::NoSource);
        }
    }

    fn value(&mut self, node: &Node, kind: Kind, key: Place) {
        if matches!(node.value, Value::Scalar { empty: true, .. }) {
            return self.add(key, Problem::NoValue);
        }
        match kind {
            Kind::Map(shape) => self.mapping(node, shape),
            Kind::List(item) => self.list(node, *item),
            Kind::Cells => self.cells(node),
            Kind::Free(inner) => self.free(node, *inner),
            Kind::OneOrMore => match &node.value {
                Value::List(_) => self.list(node, Kind::Text),
                _ => self.value(node, Kind::Text, key),
            },
            Kind::Condition => self.condition(node),
            Kind::WordOr(_, shape) if matches!(node.value, Value::Map(_)) => self.mapping(node, shape),
            Kind::Operand if matches!(node.value, Value::Map(_)) => self.named_operand(node),
            _ => match node.text() {
                Some(text) => self.scalar(node.place, text, kind),
                None => self.add(node.place, Problem::NotAScalar),
            },
        }
    }

    fn scalar(&mut self, place: Place, text: &str, kind: Kind) {
        let problem = match kind {
            Kind::Format(known) => (text != known).then_some(Problem::UnknownFormat { known }),
            Kind::Code(names) => return self.give(place, text, names),
            Kind::Ref(names) => {
                self.used.push((names, text.to_owned(), place));
                None
            }
            Kind::Scalar(form) => (!fits(text, form)).then_some(Problem::NotA(form)),
            Kind::Word(words) | Kind::WordOr(words, _) => {
                (!words.contains(&text)).then(|| Problem::NotOneOf(words.to_vec()))
            }
            Kind::Text | Kind::Operand | Kind::Literal => None,
            Kind::Map(_)
            | Kind::List(_)
            | Kind::Cells
            | Kind::Free(_)
            | Kind::OneOrMore
            | Kind::Condition => None,
        };
        if let Some(problem) = problem {
            self.add(place, problem);
        }
    }

    fn give(&mut self, place: Place, text: &str, names: Names) {
        let form = if names == Names::Gemeente { ScalarForm::GemeenteCode } else { ScalarForm::Code };
        if !fits(text, form) {
            return self.add(place, Problem::NotA(form));
        }
        if names == Names::Local {
            return;
        }
        let first = self.given.get(&(names, text.to_owned())).copied();
        match first {
            Some(first) => self.add(place, Problem::DuplicateCode { code: text.to_owned(), first }),
            None => {
                self.given.insert((names, text.to_owned()), place);
            }
        }
    }

    fn list(&mut self, node: &Node, item: Kind) {
        let Value::List(items) = &node.value else {
            return self.add(node.place, Problem::NotAList);
        };
        if items.is_empty() {
            self.add(node.place, Problem::EmptyList);
        }
        for one in items {
            self.value(one, item, one.place);
        }
        let local = matches!(item, Kind::Map(shape) if shape.keys.iter().any(|key| matches!(key.kind, Kind::Code(Names::Local))));
        if local {
            self.once_each(items);
        }
    }

    fn once_each(&mut self, items: &[Node]) {
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        for code in items.iter().filter_map(|item| item.get("code")) {
            let Some(text) = code.text() else { continue };
            match seen.get(text) {
                Some(first) => {
                    self.add(code.place, Problem::DuplicateCode { code: text.to_owned(), first: *first })
                }
                None => {
                    seen.insert(text, code.place);
                }
            }
        }
    }

    fn cells(&mut self, node: &Node) {
        let Value::Map(members) = &node.value else {
            return self.add(node.place, Problem::NotAMap);
        };
        for Member { key, place, node } in members {
            self.used.push((Names::Gemeente, key.clone(), *place));
            self.value(node, Kind::Word(CELL_STATES), *place);
        }
        self.rows.push((node.place, members.iter().map(|member| member.key.clone()).collect()));
    }

    fn free(&mut self, node: &Node, inner: Kind) {
        let Value::Map(members) = &node.value else {
            return self.add(node.place, Problem::NotAMap);
        };
        for member in members {
            self.value(&member.node, inner, member.place);
        }
    }

    fn named_operand(&mut self, node: &Node) {
        self.mapping(node, &OPERAND);
        if node.get("gegeven").is_some() == node.get("parameter").is_some() {
            self.add(node.place, Problem::Parameter(ParameterProblem::NotOne));
        }
    }

    fn condition(&mut self, node: &Node) {
        let Value::Map(_) = &node.value else {
            return self.add(node.place, Problem::NotAMap);
        };
        match form_of(node) {
            Some(shape) => self.mapping(node, shape),
            None => self.add(node.place, Problem::Condition(ConditionProblem::NoForm)),
        }
    }

    fn links(&mut self) {
        for (names, code, place) in std::mem::take(&mut self.used) {
            if !self.given.contains_key(&(names, code.clone())) {
                self.add(place, Problem::UnknownCode { names, code });
            }
        }
        let gemeenten: Vec<String> = self
            .given
            .keys()
            .filter(|(names, _)| *names == Names::Gemeente)
            .map(|(_, code)| code.clone())
            .collect();
        for (place, cells) in std::mem::take(&mut self.rows) {
            for gemeente in gemeenten.iter().filter(|code| !cells.contains(code)) {
                self.add(place, Problem::NoCell { gemeente: gemeente.clone() });
            }
        }
    }
}

/// The shape of the form that a condition has.
pub(crate) fn form_of(node: &Node) -> Option<&'static Shape> {
    FORMS.iter().find(|shape| shape.keys.first().is_some_and(|key| node.get(key.name).is_some()))
}

fn fits(text: &str, form: ScalarForm) -> bool {
    match form {
        ScalarForm::Code => scalar::code(text),
        ScalarForm::GemeenteCode => scalar::gemeente_code(text),
        ScalarForm::YesNo => scalar::yes_no(text).is_some(),
        ScalarForm::Number => scalar::number(text).is_some(),
        ScalarForm::Money => scalar::money(text).is_some(),
        ScalarForm::Percent => scalar::percent(text).is_some(),
        ScalarForm::Date => scalar::date(text).is_some(),
        ScalarForm::Span => scalar::span(text).is_some(),
        ScalarForm::Category => scalar::category(text),
        ScalarForm::ProductCode => scalar::product_code(text),
        ScalarForm::Slug => scalar::slug(text),
    }
}
