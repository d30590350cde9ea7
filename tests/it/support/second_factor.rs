//! Second factors of people, and the codes that their telephones show.

use openhuis::auth::second_factor::{STEP_SECONDS, SecondFactors};
use openhuis::auth::secret::Key;
use openhuis::domain::ids::{SecondFactorId, UserId};
use openhuis::storage::second_factors::{self, SecondFactorRow};
use openhuis::storage::types::stored;

use super::app::{KEY, TestApp};

impl TestApp {
    /// Give somebody a second factor, with its recovery codes on the page where they are shown.
    pub fn second_factor(&self, user: &UserId) {
        let id: SecondFactorId = self.source.id(self.clock.now());
        let row = SecondFactorRow {
            user_id: user.to_string(),
            secret_id: id.to_string(),
            last_step: 1,
            set_up_at: stored(self.clock.now()),
            codes: "to_show".to_owned(),
        };
        self.database(|conn| {
            second_factors::insert(conn, &row)?;
            second_factors::insert_code(conn, &self.source.id(self.clock.now()), user)
        });
    }

    /// What the app on somebody's telephone shows now; nothing without a second factor.
    pub fn code(&self, user: &UserId) -> String {
        let row = self.database(|conn| second_factors::of(conn, user));
        row.map(|row| self.code_of(user, &row.secret_id)).unwrap_or_default()
    }

    /// What an app shows now that has the secret of a page.
    pub fn code_of(&self, user: &UserId, secret: &str) -> String {
        let factors = SecondFactors::new(&Key::from_text(KEY).unwrap());
        let secret = factors.secret(user, &SecondFactorId::parse(secret).unwrap());
        secret.code(self.clock.now().timestamp() / STEP_SECONDS)
    }
}
