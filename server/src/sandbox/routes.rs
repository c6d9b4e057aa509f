//! Every path of the sandbox.

use super::{Sandbox, access, cancellation, charging, faults, listing, lookup, messages, page, refusal::Refusal, transactions};
use axum::{
    Router, middleware,
    routing::{get, post},
};
use std::sync::Arc;

pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/", get(page::show))
        .route("/faults", get(faults::show).put(faults::switch).post(faults::switch_by_form))
        .route("/ledger/payments", get(listing::payments))
        .route("/ledger/messages", get(listing::messages))
        .route("/catalogue", get(faults::catalogue))
        .nest("/v1", gateway(&sandbox))
        .nest("/alimtalk/v2", vendor(&sandbox))
        .with_state(sandbox)
}

/// What the real gateway has too. Faults come before the key is looked at: a gateway that is down knows nobody.
fn gateway(sandbox: &Arc<Sandbox>) -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/billing/{billing_key}", post(charging::with_saved_card))
        .route("/payments/confirm", post(charging::confirm))
        .route("/payments/{payment_key}", get(lookup::by_payment_key))
        .route("/payments/{payment_key}/cancel", post(cancellation::cancel))
        .route("/payments/orders/{order_id}", get(lookup::by_order))
        .route("/transactions", get(transactions::list))
        .fallback(async || Refusal::NotFound)
        .layer(middleware::from_fn(access::test_keys_only))
        .layer(middleware::from_fn_with_state(sandbox.clone(), faults::befall_payment))
}

/// What the real vendor has too.
fn vendor(sandbox: &Arc<Sandbox>) -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/services/{service_id}/messages", post(messages::accept).get(messages::list))
        .route("/services/{service_id}/messages/{message_id}", get(messages::show))
        .layer(middleware::from_fn(messages::signed_calls_only))
        .layer(middleware::from_fn_with_state(sandbox.clone(), faults::befall_message))
}
