//! The integration tests: one binary, so that they link once. `cfg(test)` tells clippy that helpers are test code too.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod admin;
#[cfg(test)]
mod admin_policy;
#[cfg(test)]
mod amend;
#[cfg(test)]
mod apply;
#[cfg(test)]
mod bibob;
#[cfg(test)]
mod boundaries;
#[cfg(test)]
mod close;
#[cfg(test)]
mod closing;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod commands_schemes;
#[cfg(test)]
mod confirmations;
#[cfg(test)]
mod decided_then;
#[cfg(test)]
mod deciding;
#[cfg(test)]
mod dekking;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod evidence_requests;
#[cfg(test)]
mod export;
#[cfg(test)]
mod failure;
#[cfg(test)]
mod health;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod house;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod inspect;
#[cfg(test)]
mod investigations;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod login;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod mail_texts;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod measures;
#[cfg(test)]
mod national;
#[cfg(test)]
mod national_days;
#[cfg(test)]
mod national_summers;
#[cfg(test)]
mod nota;
#[cfg(test)]
mod overview;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod public;
#[cfg(test)]
mod renewals;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod review;
#[cfg(test)]
mod rush;
#[cfg(test)]
mod signals;
#[cfg(test)]
mod stale_places;
#[cfg(test)]
mod storage;
#[cfg(test)]
mod supervision;
#[cfg(test)]
mod supply;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tlog;
#[cfg(test)]
mod uploads;
#[cfg(test)]
mod windows_plan;
#[cfg(test)]
mod year_plan;
