//! One region of the demo: founded on its shipped regeling, with its team, its documents and an open window.
//! May import: app, auth, documents, domain, files, serde, storage.

use chrono::Datelike as _;
use serde::Deserialize;

use super::days::DemoDays;
use super::paper::Texts;
use super::people::{Crew, Registrar};
use super::tale::Tale;
use super::teller::Teller;
use super::{DemoError, shelf};
use crate::app::policy::{self, NewDocument, NewProcedure, NewWindow, TwoPeople};
use crate::app::{access, laid_down, national};
use crate::auth::origin::PublicUrl;
use crate::documents;
use crate::domain::access::{Role, StaffRole};
use crate::domain::ids::{ProcedureId, SchemeVersionId, WindowId};
use crate::domain::laid_down::LaidDown;
use crate::domain::money::Cents;
use crate::domain::motivation::Motivation;
use crate::domain::scheme::{Scheme, WntYear};
use crate::domain::terms::local_day;
use crate::domain::windows::{Minimums, Phases, Sealing, WindowKind};
use crate::files::Store;
use crate::storage::RegionScope;

/// A region with its team.
pub struct Region {
    /// Leave to look into it.
    pub scope: RegionScope,
    /// Its regeling.
    pub scheme: Scheme,
    /// Its procedure.
    pub procedure: ProcedureId,
    /// The version in force.
    pub version: SchemeVersionId,
    /// Its team.
    pub crew: Crew,
    words: Words,
}

#[derive(Debug, Deserialize)]
struct Words {
    #[serde(rename = "eerste")]
    initial: WindowWords,
    #[serde(rename = "jaarlijks")]
    annual: WindowWords,
    #[serde(rename = "schaarste")]
    scarcity: WindowWords,
    #[serde(rename = "motivering")]
    motivation: String,
}

#[derive(Debug, Deserialize)]
struct WindowWords {
    #[serde(rename = "naam")]
    title: String,
    #[serde(rename = "waarom")]
    why: String,
}

#[derive(Debug, Deserialize)]
struct Wnt {
    #[serde(rename = "bron")]
    source: String,
    /// In euros, in the order of the classes.
    maxima: [i64; 6],
}

impl Region {
    /// Found a region on its regeling, with its team and its mandates.
    ///
    /// # Errors
    /// What the use cases refuse.
    pub fn found(
        teller: &mut Teller<'_>,
        registrar: &mut Registrar<'_>,
        source: &str,
        days: &DemoDays,
        tale: &Tale,
    ) -> Result<Self, DemoError> {
        let scheme = Scheme::parse(source.as_bytes())
            .map_err(|_| DemoError::Data("schemes", "a shipped regeling has mistakes".to_owned()))?;
        let words: Words = serde_json::from_str(include_str!("../../data/demo/vensters.json"))
            .map_err(|error| DemoError::Data("vensters.json", error.to_string()))?;
        let crew = Crew::open(teller, registrar, &scheme, tale)?;
        let people = TwoPeople::new(crew.member("beleid")?.clone(), crew.member("beheer")?.clone())?;
        let effective_from = days.founded()?;
        let founded = teller.system(|conn, ctx| {
            let motivation = &words.motivation;
            policy::found(conn, ctx, &NewProcedure { source, people: &people, motivation, effective_from })
        })?;
        let scope = access::for_system(founded.region);
        crew.appoint(teller, &scope, &scheme, registrar.names)?;
        Ok(Self { scope, scheme, procedure: founded.procedure, version: founded.scheme, crew, words })
    }

    /// Two people lay down made up maxima of the WNT for the years that a window needs and the portal does not have.
    fn lay_down_wnt(
        &self,
        teller: &mut Teller<'_>,
        new: &NewWindow<'_>,
        portal: &PublicUrl,
    ) -> Result<(), DemoError> {
        let wnt: Wnt = serde_json::from_str(include_str!("../../data/demo/wnt.json"))
            .map_err(|error| DemoError::Data("wnt.json", error.to_string()))?;
        let maxima = wnt.maxima.map(|euros| Cents::new(euros.saturating_mul(100)));
        for year in policy::wnt_years_of(&self.scheme, &new.phases) {
            if !teller.look(|conn| national::of_region(conn, &self.scope))?.lacks(year) {
                continue;
            }
            let year = WntYear::new(year, maxima, wnt.source.as_str())
                .map_err(|why| DemoError::Data("wnt.json", format!("{why:?}")))?;
            let year = LaidDown::WntYear(year);
            let editor = Role::Staff(StaffRole::PolicyEditor);
            let id = teller.person(new.people.by(), editor, None, |conn, ctx| {
                laid_down::enter(conn, ctx, &self.scope, &year)
            })?;
            teller.person(new.people.confirmed_by(), editor, None, |conn, ctx| {
                laid_down::confirm(conn, ctx, &self.scope, &id, portal)
            })?;
        }
        Ok(())
    }

    /// Draw and publish its documents.
    ///
    /// # Errors
    /// What the store and the use cases refuse.
    pub fn publish(
        &self,
        teller: &mut Teller<'_>,
        store: &Store,
        portal: &PublicUrl,
    ) -> Result<(), DemoError> {
        let texts = Texts::read()?;
        let by = self.crew.member("beleid")?;
        for def in self.scheme.documents() {
            let content = texts.document(&self.scheme, def, local_day(teller.now()))?;
            let bytes = documents::render(&content)
                .map_err(|error| DemoError::File(def.title.clone(), error.to_string()))?;
            let file_name = format!("{}-{}.pdf", self.scheme.region().slug, def.code);
            let file = shelf::put(store, &bytes, &file_name)?;
            let new = NewDocument {
                procedure: &self.procedure,
                kind: def.code.as_str(),
                title: &def.title,
                version: &texts.version,
                digest: file.digest,
                size: file.size,
                media_type: file.media.mime(),
                file_name: &file_name,
                by,
            };
            teller.person(by, Role::Staff(StaffRole::PolicyEditor), None, |conn, ctx| {
                policy::publish_document(conn, ctx, &self.scope, &new, portal)
            })?;
        }
        Ok(())
    }

    /// Publish a window on the first day of its phases.
    ///
    /// # Errors
    /// What the use case refuses.
    pub fn open_window(
        &self,
        teller: &mut Teller<'_>,
        kind: WindowKind,
        (phases, least): (Phases, Minimums),
        portal: &PublicUrl,
    ) -> Result<WindowId, DemoError> {
        let people =
            TwoPeople::new(self.crew.member("beleid")?.clone(), self.crew.member("beheer")?.clone())?;
        let sealed = self.scheme.windows().sealed_until_close;
        let words = match kind {
            WindowKind::Initial => &self.words.initial,
            WindowKind::Annual => &self.words.annual,
            WindowKind::Scarcity => &self.words.scarcity,
        };
        let title = words.title.replace("{jaar}", &phases.starts_on.year().to_string());
        let motivation =
            Motivation::parse(&words.why).map_err(|why| DemoError::Data("vensters.json", why.to_string()))?;
        let new = NewWindow {
            procedure: &self.procedure,
            scheme: &self.version,
            kind,
            title: &title,
            motivation: &motivation,
            sealing: if sealed { Sealing::UntilClose } else { Sealing::Unsealed },
            phases,
            least,
            people: &people,
        };
        teller.skip_to(phases.publication);
        self.lay_down_wnt(teller, &new, portal)?;
        let by = self.crew.member("beleid")?;
        teller.person(by, Role::Staff(StaffRole::PolicyEditor), None, |conn, ctx| {
            policy::publish_window(conn, ctx, &self.scope, &new, portal)
        })
    }
}
