//! Bewijsstukken for tests: in the store, in the vault of an aanbieder, and along with what it sends in.

use openhuis::app::apply;
use openhuis::app::vault::{self, NewEvidence};
use openhuis::domain::access::ProviderRole;
use openhuis::domain::class::Class;
use openhuis::domain::digest::Digest;
use openhuis::domain::ids::EvidenceId;
use openhuis::domain::policy_code::PolicyCode;
use openhuis::domain::rules::Offered;
use openhuis::files::Limits;

use super::app::TestApp;
use super::applying::Applicant;
use super::world::World;

/// What kind of bewijsstuk it is: one that every regeling asks for.
const KIND: &str = "kvk_uittreksel";

impl TestApp {
    /// A PDF in the vault of the aanbieder, with its bytes in the store.
    pub fn piece(&self, world: &World, pdf: &str, file_name: &str) -> EvidenceId {
        let mut upload = self.store().begin(Limits { max_bytes: 1 << 20 }).unwrap();
        upload.write(pdf.as_bytes()).unwrap();
        upload.finish().unwrap();
        let new = NewEvidence {
            kind: KIND.to_owned(),
            class: Class::Bedrijfsvertrouwelijk,
            digest: Digest::of(pdf.as_bytes()),
            size: u64::try_from(pdf.len()).unwrap(),
            media_type: "application/pdf",
            file_name: file_name.to_owned(),
            issued_on: None,
            expires_on: None,
        };
        let ctx = self.as_provider(ProviderRole::Invuller);
        self.database.write(|conn| vault::add(conn, &ctx, &world.org_scope(), &new)).unwrap()
    }
}

impl Applicant<'_> {
    /// The same, along with the draft.
    pub fn along(&self, pdf: &str, file_name: &str) -> EvidenceId {
        let piece = self.app.piece(self.world, pdf, file_name);
        let (ctx, scope) = (self.app.as_provider(ProviderRole::Invuller), self.world.org_scope());
        let offered = (&PolicyCode::parse(KIND).unwrap(), Offered::AsAsked);
        self.app.database.write(|conn| apply::link(conn, &ctx, &scope, &self.id, &piece, offered)).unwrap();
        piece
    }
}
