//! An application as it stands after sending, without the journey that leads there.

use diesel::prelude::*;
use openhuis::domain::ids::{OrgId, UserId, kind};
use openhuis::storage::schema::{applications, procedures, regions, scheme_versions, windows};
use openhuis::storage::types::stored;

use crate::support::app::TestApp;

impl TestApp {
    /// An application in this state, in a procedure of its own; its identifier.
    pub fn application(&self, slug: &str, org: &OrgId, user: &UserId, state: &str) -> String {
        let now = stored(self.clock.now());
        let id = || self.source.id::<kind::Application>(self.clock.now()).to_string();
        let (procedure, scheme, window, application) = (id(), id(), id(), id());
        let other = self.user(&format!("tweede-{application}@regio.example"));
        self.database(|conn| {
            let region: String =
                regions::table.filter(regions::slug.eq(slug)).select(regions::id).first(conn)?;
            let day = self.clock.now().date_naive();
            use procedures as p;
            diesel::insert_into(p::table)
                .values((
                    (
                        p::id.eq(&procedure),
                        p::region_id.eq(&region),
                        p::code.eq(&procedure),
                        p::title.eq("Procedure"),
                    ),
                    (p::track.eq("civiel"), p::starts_on.eq(day), p::ends_on.eq(day + chrono::Days::new(9))),
                    p::created_at.eq(now),
                ))
                .execute(conn)?;
            use scheme_versions as s;
            diesel::insert_into(s::table)
                .values((
                    (
                        s::id.eq(&scheme),
                        s::region_id.eq(&region),
                        s::procedure_id.eq(&procedure),
                        s::seq.eq(1),
                    ),
                    (s::sha256.eq("0".repeat(64)), s::source.eq(""), s::motivation.eq("")),
                    (s::published_by.eq(user.as_str()), s::confirmed_by.eq(other.as_str())),
                    (s::published_at.eq(now), s::effective_from.eq(now), s::assessors.eq(1)),
                ))
                .execute(conn)?;
            use windows as w;
            diesel::insert_into(w::table)
                .values((
                    (w::id.eq(&window), w::region_id.eq(&region), w::procedure_id.eq(&procedure)),
                    (
                        w::scheme_version_id.eq(&scheme),
                        w::kind.eq("annual"),
                        w::title.eq("Venster"),
                        w::motivation.eq("Elk jaar is er een venster."),
                        w::sealed.eq(false),
                    ),
                    (
                        w::published_at.eq(now),
                        w::questions_until.eq(now),
                        w::answers_at.eq(now),
                        w::opens_at.eq(now),
                    ),
                    (
                        w::closes_at.eq(now + chrono::TimeDelta::days(1)),
                        w::decisions_due_on.eq(day),
                        w::starts_on.eq(day),
                    ),
                    w::version.eq(1),
                ))
                .execute(conn)?;
            use applications as a;
            let sent = (state != "draft").then_some(now);
            diesel::insert_into(a::table)
                .values((
                    (a::id.eq(&application), a::region_id.eq(&region), a::procedure_id.eq(&procedure)),
                    (a::window_id.eq(&window), a::scheme_version_id.eq(&scheme), a::org_id.eq(org.as_str())),
                    (
                        a::org_name.eq("org"),
                        a::org_name_key.eq("org"),
                        a::number.eq(&application),
                        a::state.eq(state),
                    ),
                    (a::received_at.eq(sent), a::decision_due_on.eq(sent.map(|_| day)), a::due_key.eq("9")),
                    (
                        a::version.eq(1),
                        a::created_at.eq(now),
                        a::created_by.eq(user.as_str()),
                        a::updated_at.eq(now),
                    ),
                    (a::state_by.eq(user.as_str()), a::state_at.eq(now)),
                ))
                .execute(conn)
        });
        application
    }
}
