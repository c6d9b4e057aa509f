use super::{Answer, Api, Json, Rider};
use axum::{extract::State, http::StatusCode};
use domain::Position;
use serde::Deserialize;
use utoipa::ToSchema;

/// Tell where one is.
#[utoipa::path(put, path = "/rider/position", tag = "Deliveries", request_body = Position, responses((status = 204)),
    security(("session" = ["rider"])))]
pub(super) async fn move_to(State(api): State<Api>, Rider(actor): Rider, Json(at): Json<Position>) -> Answer<StatusCode> {
    api.riders.set_position(&actor, at).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, ToSchema)]
pub(super) struct Availability {
    online: bool,
}

/// Tell whether one wants work.
#[utoipa::path(put, path = "/rider/availability", tag = "Deliveries", request_body = Availability, responses((status = 204)),
    security(("session" = ["rider"])))]
pub(super) async fn switch(State(api): State<Api>, Rider(actor): Rider, Json(form): Json<Availability>) -> Answer<StatusCode> {
    api.riders.set_availability(&actor, form.online).await?;
    Ok(StatusCode::NO_CONTENT)
}
