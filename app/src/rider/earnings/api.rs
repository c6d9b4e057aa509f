use crate::failure::Failure;
use domain::views::RiderDay;
use leptos::prelude::*;

/// The rider's own day, midnight to midnight in Seoul. For riders.
#[server(prefix = "/api/screens", endpoint = "rider/earnings")]
pub async fn load_day() -> Result<RiderDay, Failure> {
    use crate::backend::{backend, signed_in_as};

    let rider = signed_in_as(domain::Role::Rider)?;
    Ok(backend()?.queries.rider_day(&rider).await?)
}
