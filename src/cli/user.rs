//! `openhuis user`: how the first people of an installation get in, and how somebody who lost everything gets in again.
//! May import: app, auth, clock, config, domain, cli.

use clap::Subcommand;

use super::{Installation, Outcome, Unusable, installation, output};
use crate::app::admin::{self, NewUser};
use crate::app::people::second_factor;
use crate::app::{Ctx, Database, Error};
use crate::auth::passwords::hash_now;
use crate::auth::policy;
use crate::auth::random::Source;
use crate::clock::Clock;
use crate::config::Settings;
use crate::domain::access::{Actor, StaffRole, Via};
use crate::domain::code::Code as _;
use crate::domain::identifiers::EmailAddress;
use crate::domain::supervision::Discipline;
use crate::storage;

/// What to do with people.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an account that is active at once. The password is the first line on stdin.
    Add {
        /// Mail address.
        #[arg(long, value_parser = mail)]
        mail: EmailAddress,
        /// Name as colleagues see it.
        #[arg(long)]
        name: String,
        /// The region's place in addresses, for a role in its team.
        #[arg(long, requires = "role")]
        region: Option<String>,
        /// The role there: assessor, decision_maker, contract_manager, supervisor, policy_editor or region_admin.
        #[arg(long, requires = "region", value_parser = role)]
        role: Option<StaffRole>,
        /// What a supervisor watches over: quality or lawfulness.
        #[arg(long, requires = "role", value_parser = discipline)]
        discipline: Option<Discipline>,
        #[command(flatten)]
        installation: Installation,
    },
    /// Take the second factor of an account away, for who lost telephone and recovery codes and has no colleague who can do it.
    ResetSecondFactor {
        /// Mail address.
        #[arg(long, value_parser = mail)]
        mail: EmailAddress,
        #[command(flatten)]
        installation: Installation,
    },
}

fn mail(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|_| "write a mail address, such as name@example.nl".to_owned())
}

fn role(code: &str) -> Result<StaffRole, String> {
    let known = || StaffRole::ALL.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
    StaffRole::from_code(code).ok_or_else(|| format!("choose one of: {}", known()))
}

fn discipline(code: &str) -> Result<Discipline, String> {
    Discipline::from_code(code).ok_or_else(|| "choose one of: quality, lawfulness".to_owned())
}

/// Do it; for a new account, print its identifier.
///
/// # Errors
/// A weak password, a mail address that has an account or none, a region that is not there, or what the database says.
pub fn run(command: &Command) -> Result<Outcome, Unusable> {
    match command {
        Command::Add { mail, name, region, role, discipline, installation } => {
            let settings = installation::settings(installation)?;
            add(&settings, mail, name, (region.clone().zip(*role), *discipline))
        }
        Command::ResetSecondFactor { mail, installation } => {
            reset(&installation::settings(installation)?, mail)
        }
    }
}

fn reset(settings: &Settings, mail: &EmailAddress) -> Result<Outcome, Unusable> {
    let database = Database::new(storage::pool(&installation::database_url(settings)?, 1));
    let ctx = Ctx::new(Clock::system().now(), Actor::system(Via::Cli), Source::system());
    let done = database.write(|conn| second_factor::by_operator(conn, &ctx, &settings.public_url, mail));
    done.map_err(|error| match error {
        Error::NotFound => Unusable("no account has that mail address".to_owned()),
        Error::Refused(_) => Unusable("this account has no second factor".to_owned()),
        other => Unusable::because(other),
    })?;
    Ok(Outcome::Good)
}

fn add(
    settings: &Settings,
    mail: &EmailAddress,
    name: &str,
    (team, discipline): (Option<(String, StaffRole)>, Option<Discipline>),
) -> Result<Outcome, Unusable> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(Unusable::because)?;
    let password = line.trim_end_matches(['\r', '\n']);
    policy::check(password, mail.as_str())
        .map_err(|weak| Unusable(format!("the password on stdin is {weak}; use at least 12 characters")))?;
    let source = Source::system();
    let new = NewUser {
        mail: mail.clone(),
        name: name.to_owned(),
        password_hash: hash_now(password, &source.bytes()).map_err(Unusable::because)?,
        team,
        discipline,
    };
    let database = Database::new(storage::pool(&installation::database_url(settings)?, 1));
    let ctx = Ctx::new(Clock::system().now(), Actor::system(Via::Cli), source);
    let made = database.write(|conn| admin::add_user(conn, &ctx, &new));
    let id = made.map_err(|error| match error {
        Error::Invalid(mistakes) => {
            Unusable(mistakes.into_iter().map(|one| one.message).collect::<Vec<_>>().join("\n"))
        }
        Error::NotFound => Unusable("no region has that place in addresses".to_owned()),
        other => Unusable::because(other),
    })?;
    output::say(id.as_str());
    Ok(Outcome::Good)
}
