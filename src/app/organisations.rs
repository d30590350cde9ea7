//! What an organisation says about itself: reading the form, showing, changing.
//! May import: domain, storage, app.

use super::ctx::{Ctx, Place};
use super::error::{Error, Result};
use super::fields::{Mistakes, choice, identifier, line, optional};
use crate::domain::audit::{Event, Token};
use crate::domain::organisation::profile::Contact;
use crate::domain::organisation::{LegalForm, Profile};
use crate::domain::words::accounts as words;
use crate::domain::words::refusals::InDutch as _;
use crate::storage::organisations::{self, OrganisationRow, ProfileColumns};
use crate::storage::{DbConn, OrgScope};

/// A profile as typed; the fields are named in the comments as the form names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// `kvk`
    pub kvk: String,
    /// `organisatie`
    pub name: String,
    /// `rechtsvorm`
    pub legal_form: String,
    /// `rsin`
    pub rsin: String,
    /// `tekenen`
    pub signing: String,
    /// `straat`
    pub street: String,
    /// `postcode`
    pub postcode: String,
    /// `plaats`
    pub town: String,
    /// `organisatie_mail`
    pub email: String,
    /// `telefoon`
    pub phone: String,
    /// `website`
    pub website: String,
    /// `agb`
    pub agb: String,
}

impl Fields {
    /// The profile, or every mistake beside its field, in the order of the form.
    pub fn read(&self, mistakes: &mut Mistakes) -> Option<Profile> {
        let kvk = mistakes.take("kvk", identifier(&self.kvk));
        let name = mistakes.take("organisatie", line(&self.name, 200, words::ORGANISATION_MISSING));
        let form: Option<LegalForm> =
            mistakes.take("rechtsvorm", choice(&self.legal_form, words::LEGAL_FORM_MISSING));
        let rsin = mistakes.take("rsin", optional(&self.rsin));
        let personal =
            rsin.as_ref().is_some_and(Option::is_some) && form.is_some_and(|form| !form.may_give_rsin());
        if personal {
            mistakes.note("rsin", words::RSIN_OF_PERSON);
        }
        let signing = mistakes.take("tekenen", choice(&self.signing, words::SIGNING_MISSING));
        let contact = self.contact(mistakes);
        let agb = mistakes.take("agb", optional(&self.agb));
        if personal {
            return None;
        }
        Some(Profile {
            kvk: kvk?,
            name: name?,
            legal_form: form?,
            rsin: rsin?,
            signing: signing?,
            contact: contact?,
            agb: agb?,
        })
    }

    fn contact(&self, mistakes: &mut Mistakes) -> Option<Contact> {
        let street = mistakes.take("straat", line(&self.street, 200, words::STREET_MISSING));
        let postcode = mistakes.take("postcode", identifier(&self.postcode));
        let town = mistakes.take("plaats", line(&self.town, 100, words::TOWN_MISSING));
        let email = mistakes.take("organisatie_mail", identifier(&self.email));
        let phone = mistakes.take("telefoon", identifier(&self.phone));
        let website = mistakes.take("website", website(&self.website));
        Some(Contact {
            street: street?,
            postcode: postcode?,
            town: town?,
            email: email?,
            phone: phone?,
            website: website?,
        })
    }
}

impl From<&OrganisationRow> for Fields {
    fn from(row: &OrganisationRow) -> Self {
        use crate::domain::code::Code as _;
        Self {
            kvk: row.kvk.clone(),
            name: row.name.clone(),
            legal_form: row.legal_form.0.code().to_owned(),
            rsin: row.rsin.clone(),
            signing: row.signing.0.code().to_owned(),
            street: row.street.clone(),
            postcode: row.postcode.clone(),
            town: row.town.clone(),
            email: row.email.clone(),
            phone: row.phone.clone(),
            website: row.website.clone(),
            agb: row.agb.clone(),
        }
    }
}

/// A website is shown as text, never followed by us; it only has to look like one.
fn website(text: &str) -> Result<String, String> {
    let text = text.trim();
    let host = text.trim_start_matches("https://").trim_start_matches("http://");
    let fits = text.len() <= 200
        && text.is_ascii()
        && host.contains('.')
        && host.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"'@ ".contains(&byte));
    if text.is_empty() || fits { Ok(text.to_owned()) } else { Err(words::WEBSITE_WRONG.to_owned()) }
}

/// The organisation.
///
/// # Errors
/// What the database says.
pub fn show(conn: &mut DbConn, scope: &OrgScope) -> Result<OrganisationRow> {
    Ok(organisations::find(conn, scope)?)
}

/// Change the profile.
///
/// # Errors
/// [`Error::Invalid`] with every mistake; [`Error::Refused`] for what was compared with the trade register;
/// [`Error::Stale`] when somebody changed it since `seen`.
pub fn change(conn: &mut DbConn, ctx: &Ctx, scope: &OrgScope, seen: i64, fields: &Fields) -> Result<()> {
    let mut mistakes = Mistakes::default();
    let read = fields.read(&mut mistakes);
    let to = mistakes.done(read)?;
    let row = organisations::find(conn, scope)?;
    if row.version != seen {
        return Err(Error::Stale);
    }
    let old = row.profile().map_err(diesel::result::Error::from)?;
    let to = old.change(to, row.state.0).map_err(|why| Error::refused(why.in_dutch()))?;
    let changed = changed(&old, &to)?;
    if changed.is_empty() {
        return Ok(());
    }
    if !organisations::set_profile(conn, scope, seen, &ProfileColumns::from(&to))? {
        return Err(Error::Stale);
    }
    let event = Event::OrganisationProfileChanged { subject: scope.org().clone(), fields: changed };
    Ok(ctx.record(conn, &Place::of_org(scope.org()), event)?)
}

/// Which parts differ, as codes: never what they say.
pub(super) fn changed(old: &Profile, new: &Profile) -> Result<Vec<Token>> {
    let differs = [
        ("kvk", old.kvk != new.kvk),
        ("name", old.name != new.name),
        ("legal_form", old.legal_form != new.legal_form),
        ("rsin", old.rsin != new.rsin),
        ("signing", old.signing != new.signing),
        ("contact", old.contact != new.contact),
        ("agb", old.agb != new.agb),
    ];
    differs
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(field, _)| Token::parse(field).map_err(Error::internal))
        .collect()
}
