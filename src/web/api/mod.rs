//! The public JSON interface, by the NL API Design Rules. Errors are problem+json (`web::answer`).
//! May import: app::public, storage::views, web.

pub mod openapi;
pub mod register;

/// Version of the interface, told with every answer (API design rule /core/version-header).
pub const VERSION: &str = "1.0.0";
