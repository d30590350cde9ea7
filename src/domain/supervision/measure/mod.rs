//! Measures against who is admitted: the ladder, and the life of one from advice to its closing (D101, D103). May import: code.

mod kind;

pub use kind::MeasureKind;
