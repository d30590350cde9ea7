//! Who gets through: the entry of the table against the visitor. One pure function, so that the matrix test can walk it.
//! May import: app (visitor), domain::access, web::route.

use super::route::{Route, Scope, Who};
use crate::app::{Acting, Halfway, Visitor};
use crate::domain::access::Role;

/// Why a visitor does not get through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Log in first.
    Login,
    /// Do first what is still asked of who logs in.
    GoOn(Halfway),
    /// Choose first for whom you work.
    Choose,
    /// This side of the portal is known to the visitor, but this is for another role.
    Forbidden,
    /// The other side of the portal: it is not there.
    Unknown,
}

/// The role in which the visitor uses the route.
///
/// # Errors
/// [`Refusal`] when there is none.
pub fn admit(route: &Route, visitor: &Visitor) -> Result<Role, Refusal> {
    let roles = visitor.roles();
    if let Some(role) = roles.iter().copied().find(|role| route.who.admits(*role)) {
        return Ok(role);
    }
    match (&visitor.acting, route.scope) {
        // Logged in for a region in which every role has just ended.
        (Acting::Region { .. }, _) if matches!(route.who, Who::Everyone | Who::LoggedIn | Who::Unseen) => {
            Ok(Role::Account)
        }
        (Acting::Nobody, _) => Err(Refusal::Login),
        (Acting::Halfway(step), _) => Err(Refusal::GoOn(*step)),
        (Acting::Account, _) => Err(Refusal::Choose),
        (Acting::Organisation { .. }, Scope::Organisation)
        | (Acting::Region { .. }, Scope::Region | Scope::Gemeente) => Err(Refusal::Forbidden),
        (Acting::Organisation { .. } | Acting::Region { .. }, _) => Err(Refusal::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::{ProviderRole, StaffRole};
    use crate::domain::code::Code as _;
    use crate::domain::ids::Id;
    use crate::web::route::{Action, Handler, Method};

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn route(who: Who, scope: Scope) -> Route {
        let handler: Handler = |_| Box::pin(async { Err(crate::web::error::AppError::NotFound) });
        Route { method: Method::Get, path: "/x", name: "x", who, scope, action: Action::Read, handler }
    }

    fn as_(acting: Acting) -> Visitor {
        Visitor { login: None, acting, unread: 0 }
    }

    fn provider(role: ProviderRole) -> Visitor {
        as_(Acting::Organisation { org: Id::parse(ID).unwrap(), name: "Zorg".into(), role, procedure: None })
    }

    fn staff(roles: &[StaffRole]) -> Visitor {
        as_(Acting::Region {
            region: Id::parse(ID).unwrap(),
            name: "Regio".into(),
            slug: "regio".into(),
            accent: None,
            roles: roles.to_vec(),
            gemeenten: Vec::new(),
            watches: std::collections::BTreeMap::new(),
        })
    }

    #[test]
    fn a_protected_page_asks_first_who_you_are_and_then_for_whom() {
        let page = route(Who::Only(&[Role::Staff(StaffRole::Assessor)]), Scope::Region);
        assert_eq!(admit(&page, &Visitor::anonymous()), Err(Refusal::Login));
        assert_eq!(admit(&page, &as_(Acting::Account)), Err(Refusal::Choose));
    }

    #[test]
    fn another_role_on_your_own_side_is_forbidden_and_the_other_side_is_not_there() {
        let page = route(Who::Only(&[Role::Staff(StaffRole::Assessor)]), Scope::Region);
        assert_eq!(admit(&page, &staff(&[StaffRole::Supervisor])), Err(Refusal::Forbidden));
        assert_eq!(admit(&page, &provider(ProviderRole::Beheerder)), Err(Refusal::Unknown));
        let own = route(Who::Only(&[Role::Provider(ProviderRole::Tekenbevoegde)]), Scope::Organisation);
        assert_eq!(admit(&own, &provider(ProviderRole::Lezer)), Err(Refusal::Forbidden));
        assert_eq!(admit(&own, &staff(StaffRole::ALL)), Err(Refusal::Unknown));
    }

    #[test]
    fn who_has_several_roles_uses_the_one_that_fits() {
        let page = route(Who::Only(&[Role::Staff(StaffRole::Assessor)]), Scope::Region);
        let both = staff(&[StaffRole::RegionAdmin, StaffRole::Assessor]);
        assert_eq!(admit(&page, &both), Ok(Role::Staff(StaffRole::Assessor)));
    }

    #[test]
    fn public_pages_are_for_everyone() {
        let page = route(Who::Everyone, Scope::None);
        for visitor in [
            Visitor::anonymous(),
            as_(Acting::Account),
            provider(ProviderRole::Lezer),
            staff(&[StaffRole::Supervisor]),
        ] {
            assert!(admit(&page, &visitor).is_ok());
        }
    }
}
