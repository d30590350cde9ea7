//! People, organisations and claims, by the pages that people use.

mod advisers;
mod claims;
mod invitations;
mod passwords;
mod profile;
mod registration;
mod second_factor;
mod seed;
mod vault;

use crate::support::app::TestApp;
use diesel::prelude::*;
use openhuis::storage::schema::mails;

/// A right answer to every question of the registration form.
pub const ANSWERS: &[(&str, &str)] = &[
    ("naam", "Anna de Vries"),
    ("mail", "anna@zorg.example"),
    ("wachtwoord", "vier losse groene woorden"),
    ("kvk", "90001354"),
    ("organisatie", "Stichting De Linde"),
    ("rechtsvorm", "stichting"),
    ("tekenen", "alone"),
    ("straat", "Dorpsstraat 1"),
    ("postcode", "7900 AA"),
    ("plaats", "Hoogeveen"),
    ("organisatie_mail", "info@delinde.example"),
    ("telefoon", "0528123456"),
    ("digitaal", "ja"),
];

/// Those answers with some given otherwise.
pub fn answers<'a>(otherwise: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = ANSWERS.iter().filter(|(name, _)| otherwise.iter().all(|(other, _)| other != name));
    kept.copied().chain(otherwise.iter().copied()).collect()
}

/// A mail in the outbox.
pub struct Mail {
    pub kind: String,
    pub body: String,
}

impl Mail {
    /// The path of the link to `under` in it.
    pub fn link(&self, under: &str) -> String {
        let place = self.body.find(under).unwrap_or_else(|| panic!("no {under} in {}", self.body));
        self.body[place..].split_whitespace().next().unwrap().to_owned()
    }
}

impl TestApp {
    /// The mails to an address, oldest first.
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        let rows: Vec<(String, String)> = self.database(|conn| {
            mails::table
                .filter(mails::recipient.eq(address))
                .order((mails::created_at, mails::id))
                .select((mails::kind, mails::body))
                .load(conn)
        });
        rows.into_iter().map(|(kind, body)| Mail { kind, body }).collect()
    }

    /// The last mail to an address.
    pub fn last_mail_to(&self, address: &str) -> Mail {
        self.mails_to(address).pop().unwrap_or_else(|| panic!("no mail to {address}"))
    }
}
