use super::{
    Answer, Api, Problem, accounts, deliveries, docs, me, menu_items, notifications, orders, photo, rider, sessions, stores,
    top_menus,
};
use crate::idempotency::{Once, answer_once};
use axum::{Router, middleware::from_fn_with_state};
use domain::Refusal;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Everything below `/api/v1`, its OpenAPI document, and the page to try it at. `live` are the event streams, which are below it as well.
pub fn router(api: Api, once: Once, live: OpenApiRouter) -> Router {
    let all = table(once).with_state(api).merge(live);
    let (routes, document) = OpenApiRouter::new().nest("/api/v1", all).split_for_parts();
    routes.method_not_allowed_fallback(not_this_way).merge(docs::page(document))
}

fn table(once: Once) -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(accounts::sign_up))
        .routes(routes!(sessions::sign_in))
        .routes(routes!(sessions::sign_out))
        .routes(routes!(me::me))
        .routes(routes!(rider::move_to))
        .routes(routes!(rider::switch))
        .routes(routes!(stores::nearby::list, stores::opening::open))
        .routes(routes!(stores::store::get, stores::changes::change))
        .routes(routes!(stores::menu_items::add))
        .routes(routes!(stores::orders::list))
        .routes(routes!(menu_items::change))
        .routes(routes!(photo::put))
        .routes(routes!(top_menus::ranking))
        .routes(routes!(orders::list::list, orders::placing::place))
        .routes(routes!(orders::order::get))
        .routes(routes!(orders::events::list))
        .routes(routes!(orders::payment::pay))
        .routes(routes!(orders::cancellation::cancel))
        .routes(routes!(orders::receipt::confirm))
        .routes(routes!(orders::acceptance::accept))
        .routes(routes!(orders::rejection::reject))
        .routes(routes!(orders::cooking::start))
        .routes(routes!(orders::cooking::finish))
        .routes(routes!(orders::collection::report))
        .routes(routes!(orders::packing::start))
        .routes(routes!(orders::shipment::ship))
        .routes(routes!(orders::drop_off::report))
        .routes(routes!(deliveries::nearby::list))
        .routes(routes!(deliveries::mine::list))
        .routes(routes!(deliveries::claim::claim))
        .routes(routes!(deliveries::pickup::pick_up))
        .routes(routes!(deliveries::drop_off::drop_off))
        .routes(routes!(notifications::list))
        .layer(from_fn_with_state(once, answer_once))
        .fallback(nothing_here)
}

async fn nothing_here() -> Answer<()> {
    Err(Problem(Refusal::NotFound))
}

async fn not_this_way() -> Answer<()> {
    Err(Problem(Refusal::MethodNotAllowed))
}
