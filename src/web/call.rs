//! One request as a handler sees it, and the answers it can give.
//! May import: app, auth, render, domain, web.

use std::cell::OnceCell;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Amsterdam;
use serde::Serialize;

use super::cookies;
use super::error::AppError;
use super::forms::{Form, FormView};
use super::route::Route;
use super::routes::ROUTES;
use super::site::Site;
use crate::app::{Acting, Ctx, DbConn, Halfway, Once, Visitor, policy};
use crate::auth::csrf::Holder;
use crate::domain::access::{Role, Via};
use crate::domain::colour::Colour;
use crate::domain::ids::{Id, UserId};
use crate::domain::words::roles;
use crate::render::{self, Chrome, RegionMark, UserMark};

const HTML: &str = "text/html; charset=utf-8";

/// What a handler gives back.
pub type Answer = Result<HttpResponse, AppError>;

/// One admitted request.
pub struct Call {
    /// What all requests share.
    pub site: Arc<Site>,
    /// Who asks.
    pub visitor: Visitor,
    /// In what role.
    pub role: Role,
    /// When the last byte of it had arrived.
    pub now: DateTime<Utc>,
    /// What the page sent; empty for a GET.
    pub form: Form,
    /// The entry of the table.
    pub route: &'static Route,
    /// The request itself.
    pub http: HttpRequest,
    /// The body, for routes that take files; drained for all others.
    pub payload: Payload,
    /// The region whose look the page has, where the visitor is not in its team: set by [`Self::stand_in`].
    pub region: OnceCell<RegionMark>,
}

impl Call {
    /// A parameter of the path.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the path has none of this name.
    pub fn param(&self, name: &str) -> Result<&str, AppError> {
        self.http.match_info().get(name).ok_or(AppError::NotFound)
    }

    /// An identifier in the path; what is no identifier is not there.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub fn id<K>(&self, name: &str) -> Result<Id<K>, AppError> {
        Id::parse(self.param(name)?).map_err(|_| AppError::NotFound)
    }

    /// The fields of the query.
    #[must_use]
    pub fn query(&self) -> Form {
        Form::parse(self.http.query_string().as_bytes()).unwrap_or_default()
    }

    /// The circumstances for a use case.
    #[must_use]
    pub fn ctx(&self) -> Ctx {
        Ctx::new(self.now, self.visitor.actor(self.role, Via::Web), self.site.source.clone())
    }

    /// The mark of this sending of the form.
    ///
    /// # Errors
    /// [`AppError::BadRequest`] when it carries none: then it is no form of ours.
    pub fn once(&self) -> Result<Once, AppError> {
        let key = self.form.once();
        let fits = (16..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        if !fits {
            return Err(AppError::BadRequest);
        }
        Ok(Once { route: self.route.name, key: key.to_owned(), body_hash: self.form.digest().hex() })
    }

    /// Whether the route with this permanent name is for this visitor: a page offers only what one may do.
    #[must_use]
    pub fn may(&self, name: &str) -> bool {
        let roles = self.visitor.roles();
        ROUTES.iter().any(|route| route.name == name && roles.iter().any(|role| route.who.admits(*role)))
    }

    /// Read from the database, off the event loop.
    ///
    /// # Errors
    /// What `work` refuses.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut DbConn) -> crate::app::Result<T> + Send + 'static,
    ) -> Result<T, AppError> {
        self.site.blocking(move |database| database.read(work)).await
    }

    /// Run a use case once for this form and send the visitor where it says. The audit leaf, the jobs and the memory of
    /// this form are in the same transaction.
    ///
    /// # Errors
    /// What `work` refuses.
    pub async fn change(
        &self,
        work: impl FnOnce(&mut DbConn, &Ctx) -> crate::app::Result<String> + Send + 'static,
    ) -> Answer {
        let (ctx, once, clock) = (self.ctx(), self.once()?, self.site.clock.clone());
        let work = move |conn: &mut DbConn, ctx: &Ctx| {
            policy::still_fresh(ctx.now, clock.now())?;
            work(conn, ctx)
        };
        let to =
            self.site.blocking(move |database| database.once(&ctx, &once, |conn| work(conn, &ctx))).await?;
        Ok(see_other(&to))
    }

    /// Today in the Netherlands.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&Amsterdam).date_naive()
    }

    /// Show this request's pages in the look of a region, such as that of the application they are about.
    pub fn stand_in(&self, name: &str, slug: &str, accent: Option<Colour>) {
        self.region.get_or_init(|| RegionMark::new(name, slug, accent));
    }

    /// The frame of a page for this visitor.
    #[must_use]
    pub fn chrome(&self) -> Chrome {
        let mut chrome = Chrome::anonymous(self.today());
        mark_user(&mut chrome, &self.site, &self.visitor);
        if let Some(region) = self.region.get() {
            chrome.region = Some(region.clone());
        }
        chrome.nav = super::nav::entries(&self.visitor, self.http.path());
        chrome.once = self.site.source.id::<Call>(self.now).to_string();
        chrome
    }

    /// A page.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the template does not fit.
    pub fn page(&self, template: &str, content: &impl Serialize) -> Answer {
        html(HttpResponse::Ok(), template, &self.chrome(), content)
    }

    /// A page with a form that visitors without a login can send too: binds the form to a random cookie.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the template does not fit.
    pub fn form_page(&self, template: &str, content: &impl Serialize) -> Answer {
        self.form_in(HttpResponse::Ok(), self.chrome(), template, content)
    }

    /// Who is logged in.
    #[must_use]
    pub fn me(&self) -> Option<&UserId> {
        self.visitor.login.as_ref().map(|login| &login.user)
    }

    /// What became of a form; or its page again, with each mistake beside its field.
    ///
    /// # Errors
    /// Whatever else went wrong.
    pub async fn or_again<P: Serialize>(
        &self,
        done: Answer,
        template: &str,
        page: impl AsyncFnOnce(FormView) -> Result<P, AppError>,
    ) -> Answer {
        match done {
            Err(AppError::Invalid(mistakes)) => {
                let page = page(FormView::new(&self.form, mistakes)).await?;
                self.refused_form(template, &page)
            }
            done => done,
        }
    }

    /// The form of [`Self::form_page`] or of a page with login again, with what must be corrected.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the template does not fit.
    pub fn refused_form(&self, template: &str, content: &impl Serialize) -> Answer {
        let chrome = Chrome { error: true, ..self.chrome() };
        self.form_in(HttpResponse::UnprocessableEntity(), chrome, template, content)
    }

    /// A page with a form in a frame of the handler's own, such as a region's.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the template does not fit.
    pub fn form_in(
        &self,
        response: HttpResponseBuilder,
        mut chrome: Chrome,
        template: &str,
        content: &impl Serialize,
    ) -> Answer {
        if self.visitor.login.is_some() {
            return html(response, template, &chrome, content);
        }
        let known = cookies::visitor(&self.http);
        let value = known.clone().unwrap_or_else(|| self.site.source.one_time_token().shown);
        chrome.csrf = self.site.forms.token(Holder::Visitor(&value));
        let mut answer = html(response, template, &chrome, content)?;
        if known.is_none() {
            answer
                .add_cookie(&cookies::set_visitor(value))
                .map_err(|error| AppError::Internal(error.to_string()))?;
        }
        Ok(answer)
    }
}

/// Put who is logged in into a frame, with the form token of the session.
pub(super) fn mark_user(chrome: &mut Chrome, site: &Site, visitor: &Visitor) {
    let Some(login) = &visitor.login else { return };
    let organisation = match &visitor.acting {
        Acting::Organisation { name, .. } => Some(name.clone()),
        _ => None,
    };
    let role = match &visitor.acting {
        Acting::Organisation { role, .. } => Role::Provider(*role),
        Acting::Region { roles, .. } => roles.first().map_or(Role::Account, |role| Role::Staff(*role)),
        Acting::Halfway(Halfway::Enrol) => Role::Enrolling,
        Acting::Halfway(Halfway::Prove) => Role::Proving,
        Acting::Account | Acting::Nobody => Role::Account,
    };
    let role = roles::role(role);
    chrome.user = Some(UserMark { name: login.name.clone(), role, organisation });
    if let Acting::Region { name, slug, accent, .. } = &visitor.acting {
        chrome.region = Some(RegionMark::new(name, slug, *accent));
    }
    chrome.csrf = site.forms.token(Holder::Session(login.session.as_str()));
}

/// Go on with a GET there.
#[must_use]
pub fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish()
}

/// A page in its frame.
///
/// # Errors
/// [`AppError::Internal`] when the template does not fit.
pub fn html(
    mut response: HttpResponseBuilder,
    template: &str,
    chrome: &Chrome,
    content: &impl Serialize,
) -> Answer {
    match render::page(template, chrome, content) {
        Ok(text) => Ok(response.content_type(HTML).body(text)),
        Err(error) => Err(AppError::Internal(error.to_string())),
    }
}
