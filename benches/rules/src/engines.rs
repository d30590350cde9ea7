//! The engines: each says of every aanbieder which of the twelve requirements fail, as bits.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

use datalogic_rs::{Engine as JsonLogic, Logic, ParsedData};
use openhuis_domain::policy_code::RequirementCode;
use openhuis_domain::rules::{Population, Shared, Table};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{CompiledPolicy, Value};

use crate::facts::{Row, lot};
use crate::regeling::{Op, RULES};

/// One bit per requirement that fails.
pub type Mask = u16;

fn bit(number: usize) -> Mask {
    1 << number
}

/// The least work: a loop over a table of rules, by hand.
pub struct Loop {
    rules: Vec<(usize, Op, i64)>,
}

impl Loop {
    pub fn new() -> Self {
        let rules = RULES.iter().enumerate().map(|(field, rule)| (field, rule.op, rule.threshold)).collect();
        Self { rules }
    }

    pub fn masks(&self, rows: &[Row]) -> Vec<Mask> {
        rows.iter().map(|row| self.mask(row)).collect()
    }

    #[inline(never)]
    fn mask(&self, row: &Row) -> Mask {
        let mut mask = 0;
        for (number, (field, op, threshold)) in self.rules.iter().enumerate() {
            let fails = match op {
                Op::AtLeast => row[*field] < *threshold,
                Op::AtMost => row[*field] > *threshold,
            };
            mask |= Mask::from(fails) << number;
        }
        mask
    }
}

/// What the engine of the product found, for comparison with the others.
pub fn masks(table: &Table<'_>, people: usize) -> Vec<Mask> {
    let codes: BTreeMap<String, Mask> =
        (0..RULES.len()).map(|one| (format!("E-{one:02}"), bit(one))).collect();
    let of = |code: &RequirementCode| codes[code.as_str()];
    (0..people).map(|number| table.failing(&lot(0, 0), number).iter().map(of).sum()).collect()
}

/// The engine of the product over everybody.
pub fn evaluated<'a>(population: &'a Population<'a>, shared: &Shared<'a>) -> Table<'a> {
    black_box(population.before(shared))
}

/// The answers as JSON, for the engines that read it.
fn json(row: &Row) -> String {
    let fields: serde_json::Map<String, serde_json::Value> =
        RULES.iter().zip(row).map(|(rule, answer)| (rule.fact.to_owned(), (*answer).into())).collect();
    serde_json::Value::Object(fields).to_string()
}

/// datalogic-rs: one compiled expression, input parsed beforehand.
pub struct Datalogic {
    engine: JsonLogic,
    logic: Logic,
    inputs: Vec<ParsedData>,
}

impl Datalogic {
    pub fn new(rows: &[Row]) -> Self {
        let part = |(number, rule): (usize, &crate::regeling::Rule)| {
            let op = match rule.op {
                Op::AtLeast => "<",
                Op::AtMost => ">",
            };
            format!(
                r#"{{"if":[{{"{op}":[{{"var":"{}"}},{}]}},{},0]}}"#,
                rule.fact,
                rule.threshold,
                bit(number)
            )
        };
        let parts: Vec<String> = RULES.iter().enumerate().map(part).collect();
        let engine = JsonLogic::new();
        let logic =
            engine.compile(format!(r#"{{"+":[{}]}}"#, parts.join(",")).as_str()).expect("an expression");
        let whole = |row: &Row| ParsedData::from_json(&json(row)).expect("an input");
        let inputs = rows.iter().map(whole).collect();
        Self { engine, logic, inputs }
    }

    pub fn masks(&self) -> Vec<Mask> {
        let mut session = self.engine.session();
        let mut masks = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            let found =
                session.eval_borrowed(&self.logic, input).expect("a result").as_i64().expect("a number");
            masks.push(Mask::try_from(found).expect("a mask"));
            session.reset();
        }
        masks
    }
}

/// regorus: the compiled policy, and its byte code; inputs parsed beforehand.
pub struct Regorus {
    policy: CompiledPolicy,
    machine: RegoVM,
    inputs: Vec<Value>,
}

impl Regorus {
    pub fn new(rows: &[Row]) -> Self {
        let mut text = String::from("package oh\nimport rego.v1\n");
        for (number, rule) in RULES.iter().enumerate() {
            let op = match rule.op {
                Op::AtLeast => "<",
                Op::AtMost => ">",
            };
            text +=
                &format!("fails contains {} if input.{} {op} {}\n", bit(number), rule.fact, rule.threshold);
        }
        text += "mask := sum(fails)\n";
        let mut engine = regorus::Engine::new();
        engine.add_policy("oh.rego".into(), text).expect("a policy");
        let policy = engine.compile_with_entrypoint(&"data.oh.mask".into()).expect("a compiled policy");
        let program = Compiler::compile_from_policy(&policy, &["data.oh.mask"]).expect("a program");
        let mut machine = RegoVM::new();
        machine.load_program(Arc::clone(&program));
        let inputs = rows.iter().map(|row| Value::from_json_str(&json(row)).expect("an input")).collect();
        Self { policy, machine, inputs }
    }

    pub fn interpreted(&self) -> Vec<Mask> {
        self.inputs
            .iter()
            .map(|input| mask(&self.policy.eval_with_input(input.clone()).expect("a result")))
            .collect()
    }

    pub fn byte_code(&mut self) -> Vec<Mask> {
        let mut masks = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            self.machine.set_input(input.clone());
            masks.push(mask(&self.machine.execute().expect("a result")));
        }
        masks
    }
}

fn mask(value: &Value) -> Mask {
    Mask::try_from(value.as_i64().expect("a number")).expect("a mask")
}
