use crate::rest::{Answer, Api, IdPath, Owner, Problem, Query, paging::Paging};
use axum::{Json, extract::State};
use domain::{Page, Refusal, StoreId, order::Status, views::OrderView};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct Filter {
    /// One status or several, separated by commas; all when left out.
    status: Option<String>,
}

/// The store's orders, oldest first; never one that is not paid.
#[utoipa::path(get, path = "/stores/{id}/orders", tag = "Orders, as the store", params(("id" = StoreId, Path), Filter, Paging),
    responses((status = 200, body = Page<OrderView>)), security(("session" = ["owner"])))]
pub(in crate::rest) async fn list(
    State(api): State<Api>,
    Owner(actor): Owner,
    IdPath(store): IdPath<StoreId>,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<OrderView>>> {
    let statuses = filter.statuses()?;
    Ok(Json(api.queries.store_orders(&actor, store, &statuses, paging.request()?).await?))
}

impl Filter {
    fn statuses(&self) -> Answer<Vec<Status>> {
        let names = self.status.iter().flat_map(|names| names.split(','));
        let unknown = |name| Problem(Refusal::invalid("/status", format!("/status: {name:?} is no status.")));
        names.map(|name| Status::parse(name).ok_or_else(|| unknown(name))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn statuses_are_read_or_refused(names in like(&["placed,accepted", "cooking", "placed,,ready"])) {
            match (Filter { status: Some(names.clone()) }).statuses() {
                Ok(statuses) => prop_assert_eq!(statuses.into_iter().map(Status::as_str).collect::<Vec<_>>().join(","), names),
                Err(Problem(refusal)) => prop_assert_eq!(refusal.http_status(), 422),
            }
        }
    }
}
