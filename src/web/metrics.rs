//! Figures per route for Prometheus: how often, how it ended, how long it took. No personal data, no paths with ids.
//! May import: std, actix http.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use actix_web::http::StatusCode;

/// Upper bounds in microseconds.
const BOUNDS: [u64; 8] = [1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000];

/// The figures of this process.
#[derive(Debug, Default)]
pub struct Metrics(Mutex<BTreeMap<(&'static str, u16), Figures>>);

#[derive(Debug, Default, Clone)]
struct Figures {
    count: u64,
    micros: u64,
    within: [u64; BOUNDS.len()],
}

/// A request under way.
#[derive(Debug)]
pub struct Timer {
    metrics: Arc<Metrics>,
    route: &'static str,
    begun: Instant,
}

impl Metrics {
    /// A request for a route begins.
    #[must_use]
    pub fn start(self: &Arc<Self>, route: &'static str) -> Timer {
        Timer { metrics: Arc::clone(self), route, begun: Instant::now() }
    }

    fn add(&self, route: &'static str, status: StatusCode, micros: u64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let figures = all.entry((route, status.as_u16())).or_default();
        figures.count += 1;
        figures.micros = figures.micros.saturating_add(micros);
        for (within, bound) in figures.within.iter_mut().zip(BOUNDS) {
            *within += u64::from(micros <= bound);
        }
    }

    /// In the text format of Prometheus, version 0.0.4.
    #[must_use]
    pub fn text(&self) -> String {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut text = String::from(
            "# HELP openhuis_request_seconds Time to answer, by route and status.\n# TYPE openhuis_request_seconds histogram\n",
        );
        for ((route, status), figures) in all {
            let labels = format!("route=\"{route}\",status=\"{status}\"");
            for (bound, within) in BOUNDS.iter().zip(figures.within) {
                let _ = writeln!(
                    text,
                    "openhuis_request_seconds_bucket{{{labels},le=\"{}\"}} {within}",
                    seconds(*bound)
                );
            }
            let _ =
                writeln!(text, "openhuis_request_seconds_bucket{{{labels},le=\"+Inf\"}} {}", figures.count);
            let _ = writeln!(text, "openhuis_request_seconds_sum{{{labels}}} {}", seconds(figures.micros));
            let _ = writeln!(text, "openhuis_request_seconds_count{{{labels}}} {}", figures.count);
        }
        text
    }
}

impl Timer {
    /// The request is answered.
    pub fn stop(self, status: StatusCode) {
        let micros = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.metrics.add(self.route, status, micros);
    }
}

/// Microseconds as decimal seconds, without floats.
fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_add_up_in_the_text_of_prometheus() {
        let metrics = Metrics::default();
        metrics.add("home", StatusCode::OK, 900);
        metrics.add("home", StatusCode::OK, 60_000);
        let text = metrics.text();
        assert!(
            text.contains(
                "openhuis_request_seconds_bucket{route=\"home\",status=\"200\",le=\"0.001000\"} 1\n"
            ),
            "{text}"
        );
        assert!(
            text.contains("le=\"0.100000\"} 2\n")
                && text.contains("_sum{route=\"home\",status=\"200\"} 0.060900\n"),
            "{text}"
        );
    }
}
