//! Who applied in the first window of a region and was admitted in part. Since then it renewed its bewijsstukken, and it may begin again today.
//! May import: auth, domain.

use super::cases::{FIRST_RETURNING, RETURNING};
use super::days::DemoDays;
use super::desk::Desk;
use super::evidence::Pieces;
use super::night::Night;
use super::play::{self, Play};
use super::providers::{Founder, Provider, fill_vault};
use super::region::Region;
use super::tale::Tale;
use super::teller::Teller;
use super::{DemoError, Ground};
use crate::domain::windows::WindowKind;
use crate::storage::lots::Choice;

/// What went along the first time was issued so many days before today: some of it is too old by now.
const FIRST: u64 = 200;
/// What it added since.
const RENEWED: u64 = 124;

/// An aanbieder that returns, with what it applied for.
pub struct Returning {
    /// Who.
    pub provider: Provider,
    /// The lots of the first window.
    pub lots: Vec<Choice>,
}

/// Tell the first window of each region, with one aanbieder in it, to its end.
///
/// # Errors
/// What the use cases refuse.
pub fn tell(
    ground: &Ground<'_>,
    founder: &mut Founder<'_, '_>,
    teller: &mut Teller<'_>,
    night: &Night,
    (regions, pieces): (&[Region], &[Pieces]),
    (days, tale): (&DemoDays, &Tale),
) -> Result<Vec<Returning>, DemoError> {
    founder.made = FIRST_RETURNING;
    let mut windows = Vec::new();
    let mut all = Vec::new();
    for region in regions {
        let phases = days.first(&region.scheme)?;
        windows.push(region.open_window(teller, WindowKind::Initial, phases, ground.portal)?);
        let provider = founder.register(teller, region, Some(days))?;
        all.push(Returning { lots: founder.choose(region, &RETURNING), provider });
    }
    let mut plays = Vec::new();
    for (place, (((region, window), one), pieces)) in
        regions.iter().zip(&windows).zip(&all).zip(pieces).enumerate()
    {
        plays.push(Play::new(Desk {
            ground,
            region,
            window,
            provider: &one.provider,
            beside: None,
            number: place,
            pieces,
            lots: &one.lots,
            case: &RETURNING,
            issued: FIRST,
            days,
            tale,
        }));
    }
    play::all(&mut plays, teller, night, days)?;
    for (place, (one, pieces)) in all.iter().zip(pieces).enumerate() {
        fill_vault(teller, &one.provider, pieces, place, (days, RENEWED))?;
    }
    Ok(all)
}
