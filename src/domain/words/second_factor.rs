//! What is said about a second factor that is not right yet.
//! May import: nothing.

/// No code.
pub const CODE_MISSING: &str = "Vul de code in.";
/// Neither a code of the app nor a recovery code.
pub const CODE_WRONG: &str = "Deze code klopt niet. Vul de code in die de app nu laat zien, of een herstelcode die u nog niet hebt gebruikt.";
/// The code of a new app is not right.
pub const NEW_CODE_WRONG: &str = "Deze code klopt niet. Vul de code in die de app nu laat zien bij Openhuis. Klopt de klok van uw telefoon?";
/// A code that was used.
pub const CODE_USED: &str =
    "Deze code is al gebruikt. Wacht op de volgende code in de app, hooguit 30 seconden.";
/// There is nothing to turn off.
pub const OFF: &str = "De tweede stap staat uit.";
/// A role asks it.
pub const ASKED: &str =
    "Met uw rol kunt u de tweede stap niet uitzetten. U kunt wel een andere telefoon instellen.";
/// One's own.
pub const OWN_RESET: &str = "U kunt dit niet voor uzelf doen. Vraag een andere beheerder van uw regio.";
