//! Organisations: claims to be one, until the team has verified them.
//! May import: diesel, domain.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::db::DbConn;
use super::schema::organisations;
use super::scope::OrgScope;
use super::types::{AsText, BadRow, stored};
use crate::domain::identifiers::{Identifier, Rule};
use crate::domain::ids::{OrgId, UserId};
use crate::domain::organisation::claim::State;
use crate::domain::organisation::profile::Contact;
use crate::domain::organisation::{LegalForm, Profile, Signing};
use crate::domain::text::fold_key;

/// A claim to be an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = organisations)]
pub struct OrganisationRow {
    /// Identifier.
    pub id: String,
    /// KvK number; other claims may have the same one.
    pub kvk: String,
    /// Name.
    pub name: String,
    /// Name, folded for search and order.
    pub name_key: String,
    /// Rechtsvorm.
    pub legal_form: AsText<LegalForm>,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Website, or empty.
    pub website: String,
    /// RSIN, or empty.
    pub rsin: String,
    /// AGB-code, or empty.
    pub agb: String,
    /// How it is bound.
    pub signing: AsText<Signing>,
    /// Where the claim is.
    pub state: AsText<State>,
    /// Who verified or rejected it.
    pub state_by: Option<String>,
    /// When.
    pub state_at: Option<NaiveDateTime>,
    /// How it was verified, or why it was rejected.
    pub state_reason: String,
    /// Since when it takes notices electronically; none while nobody said so for it.
    pub consent_electronic_at: Option<NaiveDateTime>,
    /// For optimistic locking.
    pub version: i64,
    /// When it was registered.
    pub created_at: NaiveDateTime,
}

/// The columns that follow from a profile.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = organisations)]
pub struct ProfileColumns {
    /// KvK number.
    pub kvk: String,
    /// Name.
    pub name: String,
    /// Name, folded.
    pub name_key: String,
    /// Rechtsvorm.
    pub legal_form: AsText<LegalForm>,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Website.
    pub website: String,
    /// RSIN, or empty.
    pub rsin: String,
    /// AGB-code, or empty.
    pub agb: String,
    /// How it is bound.
    pub signing: AsText<Signing>,
}

impl From<&Profile> for ProfileColumns {
    fn from(profile: &Profile) -> Self {
        let contact = &profile.contact;
        Self {
            kvk: profile.kvk.as_str().to_owned(),
            name: profile.name.clone(),
            name_key: fold_key(&profile.name),
            legal_form: AsText(profile.legal_form),
            street: contact.street.clone(),
            postcode: contact.postcode.as_str().to_owned(),
            town: contact.town.clone(),
            email: contact.email.as_str().to_owned(),
            phone: contact.phone.as_str().to_owned(),
            website: contact.website.clone(),
            rsin: profile.rsin.as_ref().map_or_else(String::new, |rsin| rsin.as_str().to_owned()),
            agb: profile.agb.as_ref().map_or_else(String::new, |agb| agb.as_str().to_owned()),
            signing: AsText(profile.signing),
        }
    }
}

impl OrganisationRow {
    /// A fresh claim with this profile.
    #[must_use]
    pub fn claim(id: &OrgId, profile: &Profile, now: DateTime<Utc>) -> Self {
        let columns = ProfileColumns::from(profile);
        Self {
            id: id.to_string(),
            kvk: columns.kvk,
            name: columns.name,
            name_key: columns.name_key,
            legal_form: columns.legal_form,
            street: columns.street,
            postcode: columns.postcode,
            town: columns.town,
            email: columns.email,
            phone: columns.phone,
            website: columns.website,
            rsin: columns.rsin,
            agb: columns.agb,
            signing: columns.signing,
            state: AsText(State::Unverified),
            state_by: None,
            state_at: None,
            state_reason: String::new(),
            consent_electronic_at: Some(stored(now)),
            version: 1,
            created_at: stored(now),
        }
    }

    /// The same of an organisation whose contracts a region takes over: nobody who works there said anything yet.
    #[must_use]
    pub fn taken_over(id: &OrgId, profile: &Profile, now: DateTime<Utc>) -> Self {
        Self { consent_electronic_at: None, ..Self::claim(id, profile, now) }
    }

    /// The profile in this row.
    ///
    /// # Errors
    /// [`BadRow`] where an identifier is none.
    pub fn profile(&self) -> Result<Profile, BadRow> {
        Ok(Profile {
            kvk: self.identifier(&self.kvk)?,
            name: self.name.clone(),
            legal_form: self.legal_form.0,
            rsin: self.optional(&self.rsin)?,
            signing: self.signing.0,
            contact: Contact {
                street: self.street.clone(),
                postcode: self.identifier(&self.postcode)?,
                town: self.town.clone(),
                email: self.identifier(&self.email)?,
                phone: self.identifier(&self.phone)?,
                website: self.website.clone(),
            },
            agb: self.optional(&self.agb)?,
        })
    }

    fn identifier<K: Rule>(&self, text: &str) -> Result<Identifier<K>, BadRow> {
        Identifier::parse(text).map_err(|flaw| BadRow {
            table: "organisations",
            id: self.id.clone(),
            what: flaw.to_string(),
        })
    }

    fn optional<K: Rule>(&self, text: &str) -> Result<Option<Identifier<K>>, BadRow> {
        if text.is_empty() { Ok(None) } else { self.identifier(text).map(Some) }
    }
}

/// Add a claim.
///
/// # Errors
/// What the database says.
pub fn insert(conn: &mut DbConn, row: &OrganisationRow) -> QueryResult<()> {
    diesel::insert_into(organisations::table).values(row).execute(conn).map(drop)
}

/// The organisation of a scope.
///
/// # Errors
/// `NotFound`, or what the database says.
pub fn find(conn: &mut DbConn, scope: &OrgScope) -> QueryResult<OrganisationRow> {
    organisations::table.find(scope.key()).select(OrganisationRow::as_select()).first(conn)
}

/// The verified claim to a KvK number, if there is one.
///
/// # Errors
/// What the database says.
pub fn verified(conn: &mut DbConn, kvk: &str) -> QueryResult<Option<OrganisationRow>> {
    organisations::table
        .filter(organisations::kvk.eq(kvk))
        .filter(organisations::state.eq(AsText(State::Verified)))
        .select(OrganisationRow::as_select())
        .first(conn)
        .optional()
}

/// From now on an organisation takes notices electronically.
///
/// # Errors
/// What the database says.
pub fn consent(conn: &mut DbConn, scope: &OrgScope, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(organisations::table.find(scope.key()))
        .set(organisations::consent_electronic_at.eq(Some(stored(now))))
        .execute(conn)
        .map(drop)
}

/// Change a profile; `false` when somebody changed it since `seen`.
///
/// # Errors
/// What the database says.
pub fn set_profile(conn: &mut DbConn, scope: &OrgScope, seen: i64, to: &ProfileColumns) -> QueryResult<bool> {
    diesel::update(organisations::table.find(scope.key()).filter(organisations::version.eq(seen)))
        .set((to, organisations::version.eq(seen + 1)))
        .execute(conn)
        .map(|rows| rows == 1)
}

/// Where the other claims to a KvK number are.
///
/// # Errors
/// What the database says.
pub fn other_claims(conn: &mut DbConn, kvk: &str, but: &OrgId) -> QueryResult<Vec<State>> {
    let states: Vec<AsText<State>> = organisations::table
        .filter(organisations::kvk.eq(kvk))
        .filter(organisations::id.ne(but.as_str()))
        .order(organisations::id)
        .select(organisations::state)
        .load(conn)?;
    Ok(states.into_iter().map(|AsText(state)| state).collect())
}

/// What became of a claim.
#[derive(Debug, Clone, Copy)]
pub struct Settled<'a> {
    /// Where it is now.
    pub state: State,
    /// Who settled it.
    pub by: &'a UserId,
    /// How it was verified, or why it was rejected.
    pub reason: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// Settle a claim; `false` when it changed since `seen`.
///
/// # Errors
/// A unique violation where another claim to the KvK number is verified.
pub fn settle(conn: &mut DbConn, id: &OrgId, seen: i64, settled: Settled<'_>) -> QueryResult<bool> {
    diesel::update(
        organisations::table
            .find(id.as_str())
            .filter(organisations::version.eq(seen))
            .filter(organisations::state.eq(AsText(State::Unverified))),
    )
    .set((
        organisations::state.eq(AsText(settled.state)),
        organisations::state_by.eq(Some(settled.by.as_str())),
        organisations::state_at.eq(Some(stored(settled.at))),
        organisations::state_reason.eq(settled.reason),
        organisations::version.eq(seen + 1),
    ))
    .execute(conn)
    .map(|rows| rows == 1)
}
