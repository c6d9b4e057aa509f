use super::session::is_a_file;
use axum::{
    http::{HeaderValue, Method, StatusCode, header},
    response::Response,
};
use domain::Refusal;
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit};

/// How many requests may be under way at once. Beyond what can be done in time, saying so at once is kinder than making everybody wait;
/// and those who only look around make room for those who order, cook, ride or sign in.
#[derive(Clone)]
pub struct Room {
    all: Arc<Semaphore>,
    browsing: Arc<Semaphore>,
    /// Of those who look around, so many are served at once and the others wait: whoever orders waits at each step for those before them,
    /// and a page more at once makes none of them faster.
    seats: Arc<Semaphore>,
    /// The same for those who want a file, or a page that is there already, so that they never wait for one that has to be rendered.
    turns: Arc<Semaphore>,
}

/// Seats for each core: one page is rendered while others wait for the database.
const SEATS: usize = 4;

impl Room {
    /// `browsing` is a part of `all`.
    pub fn new(all: usize, browsing: usize) -> Room {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let room = |places| Arc::new(Semaphore::new(places));
        Room { all: room(all), browsing: room(browsing), seats: room(SEATS * cores), turns: room(SEATS * cores) }
    }

    /// A place for this request, for as long as it is worked on; or it is too much.
    pub(super) async fn place_for(&self, method: &Method, path: &str) -> Result<Place<'_>, Refusal> {
        let mut place = Place { _of_all: self.all.try_acquire().map_err(|_| turned_away("all"))?, _in_line: None, _seat: None };
        if is_a_file(path) {
            // What a page consists of: without it the page that somebody was let in for is broken.
            place._seat = self.turns.acquire().await.ok();
        } else if is_browsing(method, path) {
            place._in_line = Some(self.browsing.try_acquire().map_err(|_| turned_away("browsing"))?);
            place._seat = self.seats.acquire().await.ok();
        }
        Ok(place)
    }

    /// For what costs next to nothing: nobody is turned away, but a crowd waits in line, and whoever is next lets others go first.
    pub(super) async fn turn(&self) {
        let _turn = self.turns.acquire().await;
        tokio::task::yield_now().await;
    }
}

/// Given back when it is dropped.
pub(super) struct Place<'a> {
    _of_all: SemaphorePermit<'a>,
    _in_line: Option<SemaphorePermit<'a>>,
    _seat: Option<SemaphorePermit<'a>>,
}

fn turned_away(from: &'static str) -> Refusal {
    metrics::counter!("hansang_requests_shed_total", "from" => from).increment(1);
    Refusal::Overloaded { retry_after: 1 }
}

/// Every 503 says when to come back, that of a screen's server function as well.
pub(super) fn say_when_to_come_back(answer: &mut Response) {
    if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
        answer.headers_mut().entry(header::RETRY_AFTER).or_insert(HeaderValue::from_static("2"));
    }
}

/// Looking at stores, menus and pages around them. Whatever changes something is not; nor is what somebody in the middle of an order, at
/// a stove or on a bike looks at.
fn is_browsing(method: &Method, path: &str) -> bool {
    // What pages load arrives by POST.
    const LOOKS: [&str; 3] = ["/api/screens/customer/home", "/api/screens/customer/store", "/api/screens/customer/inbox"];
    const NEEDED: [&str; 11] = [
        "/api/v1/me",
        "/api/v1/orders",
        "/api/v1/deliveries",
        "/address",
        "/cart",
        "/checkout",
        "/orders",
        "/rider",
        "/sign-in",
        "/sign-up",
        // The owner's board; a store's own page is `/stores/…`.
        "/store/",
    ];
    if LOOKS.contains(&path) {
        return true;
    }
    let of_a_store = path.starts_with("/api/v1/stores/") && (path.ends_with("/orders") || path.ends_with("/live"));
    let needed = of_a_store || path == "/store" || NEEDED.iter().any(|needed| path.starts_with(needed));
    matches!(*method, Method::GET | Method::HEAD) && !needed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_orders_cooks_or_rides_comes_before_who_looks_around() {
        for path in ["/", "/stores/7", "/api/v1/stores", "/api/v1/stores/7", "/api/v1/top-menus"] {
            assert!(is_browsing(&Method::GET, path), "{path}");
        }
        for path in [
            "/cart",
            "/checkout",
            "/orders",
            "/orders/7",
            "/store",
            "/store/menu",
            "/rider",
            "/sign-in",
            "/api/v1/orders/7",
            "/api/v1/stores/7/live",
        ] {
            assert!(!is_browsing(&Method::GET, path), "{path}");
        }
        assert!(is_browsing(&Method::POST, "/api/screens/customer/home"));
        for path in ["/api/v1/orders", "/api/v1/sessions", "/api/screens/customer/checkout/order", "/api/screens/store/board"] {
            assert!(!is_browsing(&Method::POST, path), "{path}");
        }
    }
}
