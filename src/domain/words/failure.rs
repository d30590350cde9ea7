//! What is said of a failure of the portal. May import: failure.

use crate::failure::Cause;

/// To who sends in at a node that does not know the time.
pub const CLOCK_UNKNOWN: &str = "Deze server weet nu niet precies hoe laat het is. Daarom neemt hij geen aanmeldingen aan. Probeer het over \
    een minuut opnieuw.";

/// Why the portal did not take what was sent in.
#[must_use]
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::TooLate => "De aanmelding kwam binnen na de sluiting.",
        Cause::ClockUnknown => "Het portaal wist niet precies hoe laat het was en nam daarom niets aan.",
        Cause::OutOfOrder => "Het portaal was niet beschikbaar.",
        Cause::Fault => "In het portaal ging iets mis.",
    }
}
