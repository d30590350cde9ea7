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
        Self::Snapshot,
        Self::Evidence,
        Self::Letter,
        Self::Agreement,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Organisation => "organisation.viewed",
            Self::Application => "dossier.viewed",
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
            (code.ends_with(".viewed") || code.ends_with(".downloaded")) && code != "export.downloaded"
        };
        let mut events: Vec<_> =
            EventCode::ALL.iter().filter(|one| looks(one)).map(|one| one.code()).collect();
        let mut own: Vec<_> = Look::ALL.iter().map(|one| one.code()).collect();
        events.sort_unstable();
        own.sort_unstable();
        assert_eq!(events, own);
    }
}
