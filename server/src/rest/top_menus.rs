use super::{Answer, Api, Problem, Query, paging::Paging, query::At};
use axum::{Json, extract::State};
use domain::{Page, Refusal, ports::TopBy, views::TopItem};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Ranking {
    /// `orders` (as when left out) or `rating`.
    by: Option<String>,
}

/// The most that a ranking holds.
const LIMIT: u32 = 100;

/// Most ordered, or best rated; with a place, of the stores that deliver there.
#[utoipa::path(get, path = "/top-menus", tag = "Stores and menus", params(Ranking, At, Paging),
    responses((status = 200, body = Page<TopItem>)))]
pub(super) async fn ranking(
    State(api): State<Api>,
    Query(ranking): Query<Ranking>,
    Query(at): Query<At>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<TopItem>>> {
    let by = match ranking.by.as_deref() {
        None | Some("orders") => TopBy::Orders,
        Some("rating") => TopBy::Rating,
        Some(_) => return Err(Problem(Refusal::invalid("/by", "/by: must be orders or rating."))),
    };
    let items = api.queries.top_items(by, at.optional()?, LIMIT).await?;
    Ok(Json(paging.slice(items)?))
}
