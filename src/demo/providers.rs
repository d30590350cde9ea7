//! The aanbieders of a region: who they are, where they are admitted, and how many places are free.
//! May import: app, domain, storage.

use std::collections::BTreeMap;

use super::DemoError;
use super::days::DemoDays;
use super::dice::Dice;
use super::evidence::Pieces;
use super::people::Registrar;
use super::region::Region;
use super::script::Case;
use super::teller::Teller;
use super::{known, lots};
use crate::app::admissions::{self, TakenOver};
use crate::app::fields::Mistakes;
use crate::app::people::accounts;
use crate::app::people::register::{ClaimFields, Claimed, claimed};
use crate::app::vault::{self, NewEvidence};
use crate::app::{access, claims, organisations, taken_over};
use crate::domain::access::{ProviderRole, Role, StaffRole};
use crate::domain::code::Code as _;
use crate::domain::identifiers::Rsin;
use crate::domain::ids::{EvidenceId, OrgId, UserId};
use crate::domain::organisation::{LegalForm, Seat};
use crate::domain::policy_code::EvidenceKindCode;
use crate::domain::scheme::Scheme;
use crate::domain::terms::local_day;
use crate::domain::text::fold_key;
use crate::domain::words::roles;
use crate::storage::lots::Choice;

/// An aanbieder.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Identifier.
    pub org: OrgId,
    /// The KvK number it gave.
    pub kvk: String,
    /// Name.
    pub name: String,
    /// Mail address of its tekenbevoegde.
    pub mail: String,
    /// Its people by role; every aanbieder has a tekenbevoegde.
    pub people: Vec<(ProviderRole, UserId)>,
}

impl Provider {
    /// Who has a role.
    #[must_use]
    pub fn with(&self, role: ProviderRole) -> Option<&UserId> {
        self.people.iter().find(|(held, _)| *held == role).map(|(_, user)| user)
    }
}

/// The bewijsstukken of one aanbieder by kind.
pub type Vault = BTreeMap<EvidenceKindCode, EvidenceId>;

/// What makes providers, one after the other.
pub struct Founder<'a, 'n> {
    /// Opens accounts.
    pub registrar: &'a mut Registrar<'n>,
    /// How many there are already, over all regions.
    pub made: usize,
    /// Chance.
    pub dice: Dice,
    /// Chance of what stands in the files of contracts.
    pub files: Dice,
}

impl Founder<'_, '_> {
    /// Register the next aanbieder in a region; `shown` ones have people in every role, who stand on the screen.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn register(
        &mut self,
        teller: &mut Teller<'_>,
        region: &Region,
        shown: Option<&DemoDays>,
    ) -> Result<Provider, DemoError> {
        let number = self.made;
        self.founded(teller, region, &kvk(number), shown)
    }

    /// Register somebody who claims to be an organisation that is registered already.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn rival(
        &mut self,
        teller: &mut Teller<'_>,
        region: &Region,
        of: &Provider,
    ) -> Result<Provider, DemoError> {
        self.founded(teller, region, &of.kvk, None)
    }

    fn founded(
        &mut self,
        teller: &mut Teller<'_>,
        region: &Region,
        kvk: &str,
        shown: Option<&DemoDays>,
    ) -> Result<Provider, DemoError> {
        let number = self.made;
        self.made += 1;
        let name = self.registrar.names.organisation(number);
        let host = format!("{}-{}.example", slug(&name), number + 1);
        let mail = format!("tekenbevoegde@{host}");
        let claimed = self.claim((&name, &host, kvk), number, &region.scheme)?;
        let signer = self.registrar.account(teller, &mail)?;
        let org = teller.system(|conn, ctx| accounts::claim(conn, ctx, &signer, &claimed))?;
        let mut people = vec![(ProviderRole::Tekenbevoegde, signer)];
        if let Some(days) = shown {
            let scope = access::for_system_org(org.clone());
            let until = days.after_today(300)?;
            let adviser = Seat::Gemachtigde { procedure: None, until };
            for seat in [Seat::Beheerder, Seat::Invuller, Seat::Lezer, adviser] {
                let role = seat.role();
                let mail = format!("{}@{host}", role.code());
                let user = self.registrar.account(teller, &mail)?;
                teller.system(|conn, ctx| accounts::join(conn, ctx, &scope, &user, &seat))?;
                self.registrar.tell(&name, &mail, roles::provider_role(role), "");
                people.push((role, user));
            }
        }
        Ok(Provider { org, kvk: kvk.to_owned(), name, mail, people })
    }

    fn claim(
        &mut self,
        (name, host, kvk): (&str, &str, &str),
        number: usize,
        scheme: &Scheme,
    ) -> Result<Claimed, DemoError> {
        let forms = [
            LegalForm::Stichting,
            LegalForm::Bv,
            LegalForm::Cooperatie,
            LegalForm::Eenmanszaak,
            LegalForm::Vof,
        ];
        let form = self.dice.one_of(&forms).copied().unwrap_or(LegalForm::Stichting);
        let town = self.dice.one_of(scheme.gemeenten()).map(|one| one.name.clone()).unwrap_or_default();
        let rsin = if form.may_give_rsin() { rsin(number) } else { String::new() };
        let profile = organisations::Fields {
            kvk: kvk.to_owned(),
            name: name.to_owned(),
            legal_form: form.code().to_owned(),
            rsin,
            signing: "alone".to_owned(),
            street: self.registrar.names.street(&mut self.dice),
            postcode: format!("9{:03} ZX", number % 1000),
            town,
            email: format!("info@{host}"),
            phone: format!("085000{:04}", number % 10_000),
            website: format!("www.{host}"),
            agb: String::new(),
        };
        let fields = ClaimFields { profile, may_sign: true, electronic: true };
        let mut mistakes = Mistakes::default();
        let read = claimed(&fields, &mut mistakes);
        Ok(mistakes.done(read)?)
    }

    /// The lots that somebody applies for.
    pub fn choose(&mut self, region: &Region, case: &Case) -> Vec<Choice> {
        match case.lots {
            None => lots::some(&region.scheme, &mut self.dice),
            Some((groups, gemeenten)) => lots::judged(&region.scheme, &mut self.dice, groups, gemeenten),
        }
    }

    /// Take over the running contracts of an aanbieder in a region; it has none for what it applies for now.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn admit(
        &mut self,
        teller: &mut Teller<'_>,
        region: &Region,
        provider: &Provider,
        days: &DemoDays,
        applies: &[Choice],
    ) -> Result<(), DemoError> {
        let manager = region.crew.member("contract")?.clone();
        let since = days.contracts_since(&region.scheme)?;
        let mut lots = lots::some(&region.scheme, &mut self.dice);
        let new = |lot: &Choice| {
            applies
                .iter()
                .all(|one| (&one.product_group, &one.gemeente) != (&lot.product_group, &lot.gemeente))
        };
        lots.retain(new);
        let as_of = local_day(teller.now());
        let has_clients = !self.dice.percent(25);
        let contracts: Vec<TakenOver> = lots
            .into_iter()
            .map(|choice| {
                let free =
                    |places: i32, dice: &mut Dice| if has_clients { dice.between(0, places) } else { 0 };
                let occupied = choice
                    .capacity
                    .iter()
                    .map(|(group, places)| (group.clone(), free(*places, &mut self.dice)));
                TakenOver {
                    procedure: region.procedure.clone(),
                    org: provider.org.clone(),
                    org_name: provider.name.clone(),
                    occupied: occupied.collect(),
                    as_of,
                    choice,
                    since,
                }
            })
            .collect();
        let known = known::of_somebody(&region.scheme, &mut self.files);
        teller.person(&manager, Role::Staff(StaffRole::ContractManager), None, |conn, ctx| {
            claims::verify_contractor(conn, ctx, &region.scope, &provider.org)?;
            let mut first = None;
            for contract in contracts {
                let admission = admissions::take_over(conn, ctx, &region.scope, contract)?;
                first = first.or(Some(admission));
            }
            match first {
                Some(first) => {
                    let about = (&region.scheme, since);
                    taken_over::note(conn, ctx, &region.scope, &first, about, &known)
                }
                None => Ok(()),
            }
        })
    }
}

/// Put a bewijsstuk of every kind in the vault of an aanbieder, issued so many days before today.
///
/// # Errors
/// What the use case refuses.
pub fn fill_vault(
    teller: &mut Teller<'_>,
    provider: &Provider,
    pieces: &Pieces,
    number: usize,
    (days, issued): (&DemoDays, u64),
) -> Result<Vault, DemoError> {
    let user = provider.with(ProviderRole::Tekenbevoegde).ok_or(DemoError::Nobody("tekenbevoegde"))?;
    let role = Role::Provider(ProviderRole::Tekenbevoegde);
    let scope = access::for_system_org(provider.org.clone());
    let (issued_on, expires_on) = (Some(days.before_today(issued)?), Some(days.after_today(500)?));
    teller.person(user, role, Some(&provider.org), |conn, ctx| {
        let mut filled = Vault::new();
        for (kind, files) in pieces {
            let place = number.checked_rem(files.len()).unwrap_or(0);
            let Some(piece) = files.get(place) else { continue };
            let new = NewEvidence {
                kind: kind.to_string(),
                class: piece.class,
                digest: piece.file.digest,
                size: piece.file.size,
                media_type: piece.file.media.mime(),
                file_name: piece.name.clone(),
                issued_on,
                expires_on,
            };
            filled.insert(kind.clone(), vault::add(conn, ctx, &scope, &new)?);
        }
        Ok(filled)
    })
}

/// The `number`th KvK number; none of them is given out.
fn kvk(number: usize) -> String {
    format!("900{number:05}")
}

/// The last two words of a name as they could stand in an address.
fn slug(name: &str) -> String {
    let letters = fold_key(name);
    let words = letters.split(|one: char| !one.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    words.iter().skip(words.len().saturating_sub(2)).copied().collect::<Vec<_>>().join("-")
}

/// The `number`th of the numbers from 820000000 that pass the test of an RSIN.
fn rsin(number: usize) -> String {
    let start = 820_000_000_usize.saturating_add(number.saturating_mul(11));
    (start..start.saturating_add(11))
        .map(|candidate| candidate.to_string())
        .find(|candidate| Rsin::parse(candidate).is_ok())
        .unwrap_or_default()
}
