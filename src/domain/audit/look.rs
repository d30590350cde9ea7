//! The events that mean somebody looked into the dossier of an aanbieder.
//! May import: code.

use crate::code::Code;

/// A way to look into a dossier. Its code is the code of the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// Opened the page of the organisation.
    Organisation,
    /// Opened an aanmelding.
    Application,
    /// Took a whole aanmelding out.
    Dossier,
    /// Downloaded what was sent in.
    Snapshot,
    /// Downloaded a bewijsstuk.
    Evidence,
    /// Downloaded a letter.
    Letter,
    /// Downloaded a signed overeenkomst.
    Agreement,
}

impl Code for Look {
    const ALL: &'static [Self] = &[
        Self::Organisation,
        Self::Application,
        Self::Dossier,
        Self::Snapshot,
        Self::Evidence,
        Self::Letter,
        Self::Agreement,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Organisation => "organisation.viewed",
            Self::Application => "dossier.viewed",
            Self::Dossier => "dossier.exported",
            Self::Snapshot => "snapshot.downloaded",
            Self::Evidence => "evidence.downloaded",
            Self::Letter => "letter.downloaded",
            Self::Agreement => "agreement.downloaded",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::EventCode;

    #[test]
    fn every_view_and_download_of_the_log_that_concerns_a_dossier_is_a_look() {
        let looks = |code: &EventCode| {
            let code = code.code();
            // An export holds many dossiers, and is about none.
            [".viewed", ".downloaded", ".exported"].iter().any(|end| code.ends_with(end))
                && code != "export.downloaded"
        };
        let mut events: Vec<_> =
            EventCode::ALL.iter().filter(|one| looks(one)).map(|one| one.code()).collect();
        let mut own: Vec<_> = Look::ALL.iter().map(|one| one.code()).collect();
        events.sort_unstable();
        own.sort_unstable();
        assert_eq!(events, own);
    }
}
