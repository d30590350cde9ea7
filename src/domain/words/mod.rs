//! The Dutch of the portal that is not in a template: B1 level, one file per subject.
//! May import: the rest of the domain.

pub mod accounts;
pub mod admin;
pub mod amendment;
pub mod amounts;
pub mod apply;
pub mod audit;
pub mod changes;
pub mod comparison;
pub mod contracts;
pub mod dates;
pub mod decide;
pub mod difference;
pub mod field;
pub mod format;
pub mod holidays;
pub mod identifiers;
pub mod letters;
pub mod login;
pub mod members;
pub mod national;
pub mod numbers;
pub mod organisations;
pub mod policy;
pub mod public;
pub mod refusals;
pub mod requirement;
pub mod review;
pub mod roles;
pub mod scheme;
pub mod screens;
pub mod supervision;
pub mod supply;
pub mod terms;
pub mod vault;
pub mod verdict;
