//! The receipt of a submission: its content, put together from the snapshot, and the note that it was made.
//! May import: app, domain, storage.

use crate::app::access;
use crate::app::ctx::Ctx;
use crate::app::error::{Error, Result};
use crate::app::{schemes, tlog};
use crate::domain::application::Snapshot;
use crate::domain::application::snapshot::MemberMark;
use crate::domain::digest::Digest;
use crate::domain::ids::SnapshotId;
use crate::domain::letter::{
    Addressee, Envelope, LetterContent, LotName, ReceiptLetter, ReceivedFile, ReceivedMember, RemedyTrack,
    Sender,
};
use crate::domain::rules::LotChoice;
use crate::domain::scheme::{Scheme, Track};
use crate::domain::terms::local_day;
use crate::storage::organisations::OrganisationRow;
use crate::storage::regions::{self, GemeenteRow, RegionRow};
use crate::storage::snapshots;
use crate::storage::types;
use crate::storage::{DbConn, applications, blobs, evidence, organisations};

/// The content of the receipt for a submission; `None` when the receipt was made before.
///
/// # Errors
/// [`Error::NotFound`] when there is no such submission.
pub fn letter(conn: &mut DbConn, id: &SnapshotId) -> Result<Option<LetterContent>> {
    let (row, org) = snapshots::for_receipt(conn, id)?;
    if row.receipt_sha256.is_some() {
        return Ok(None);
    }
    let snapshot = Snapshot::read(&row.content).map_err(Error::internal)?;
    let scope = access::for_system_org(types::id("applications", &org)?);
    let region = access::for_system(types::id("application_snapshots", &row.region_id)?);
    let version = schemes::of_version(conn, &region, &snapshot.scheme.version)?;
    let application = applications::find(conn, &scope, &snapshot.application)?;
    let mut files = Vec::new();
    for piece in &snapshot.contents.evidence {
        let (known, _) = evidence::find(conn, &scope, &piece.id)?;
        files.push(ReceivedFile { name: known.file_name, sha256: known.sha256 });
    }
    let parties = Parties {
        org: organisations::find(conn, &scope)?,
        region: regions::find(conn, &region)?,
        gemeenten: regions::gemeenten_of(conn, &region)?,
    };
    let receipt = ReceiptLetter {
        envelope: parties.envelope(&version.scheme, &snapshot),
        received_at: snapshot.received_at,
        lots: snapshot.contents.lots.iter().map(|lot| lot_name(&version.scheme, lot)).collect(),
        files,
        members: snapshot.members.iter().map(member).collect(),
        scheme_version: version.seq.to_string(),
        scheme_sha256: snapshot.scheme.sha256.clone(),
        decision_due: application.decision_due_on,
        log_key: tlog::keys(conn)?.last().map(ToString::to_string),
    };
    receipt.compose().map(Some).map_err(Error::internal)
}

/// Who sends and who receives.
struct Parties {
    org: OrganisationRow,
    region: RegionRow,
    gemeenten: Vec<GemeenteRow>,
}

impl Parties {
    fn envelope(self, scheme: &Scheme, snapshot: &Snapshot) -> Envelope {
        let desk = &scheme.region().desk;
        let gemeente = self.gemeenten.into_iter().next();
        let (legal_person, address) =
            gemeente.map_or_else(Default::default, |one| (one.legal_person, one.address));
        let address = address.split(", ").map(str::to_owned).collect();
        Envelope {
            number: format!("{}-{}", snapshot.number, snapshot.seq),
            date: local_day(snapshot.received_at),
            sender: Sender {
                region: self.region.name,
                gemeente: legal_person,
                address,
                contact: [Some(desk.mail.clone()), desk.phone.clone()].into_iter().flatten().collect(),
            },
            addressee: Addressee {
                organisation: self.org.name,
                attention: None,
                address: vec![self.org.street, format!("{} {}", self.org.postcode, self.org.town)],
            },
            procedure: scheme.title().to_owned(),
            application: Some(snapshot.number.clone()),
            track: match scheme.remedy().track {
                Track::Civil => RemedyTrack::Civiel,
                Track::Awb => RemedyTrack::Awb,
            },
        }
    }
}

fn member(mark: &MemberMark) -> ReceivedMember {
    ReceivedMember {
        name: mark.named.name.clone(),
        role: mark.named.task.role(),
        signed_at: mark.signature.as_ref().map(|signed| signed.at),
    }
}

/// A lot as people call it.
fn lot_name(scheme: &Scheme, choice: &LotChoice) -> LotName {
    let group = scheme.group(&choice.lot.group);
    let product = |code| scheme.product(code).map(|(_, product)| product.title.clone());
    LotName {
        product_group: group.map_or_else(|| choice.lot.group.to_string(), |group| group.title.clone()),
        products: choice.products.iter().filter_map(product).collect(),
        gemeente: scheme
            .gemeente(&choice.lot.gemeente)
            .map_or_else(|| choice.lot.gemeente.as_str().to_owned(), |one| one.name.clone()),
    }
}

/// Note that the receipt is durable in the store.
///
/// # Errors
/// What the database says.
pub fn rendered(conn: &mut DbConn, ctx: &Ctx, id: &SnapshotId, digest: &Digest, size: u64) -> Result<()> {
    let size = i64::try_from(size).map_err(Error::internal)?;
    blobs::know(conn, &digest.hex(), size, "application/pdf", true, ctx.now)?;
    Ok(snapshots::set_receipt(conn, id, &digest.hex())?)
}
