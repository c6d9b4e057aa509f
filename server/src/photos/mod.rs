//! Photos of food: taken in as an owner's camera made them, kept small, served for ever.

mod picture;

pub use picture::prepared;

use async_trait::async_trait;
use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Refusal, ports::Answer, store::MAX_PHOTO};
use std::sync::Arc;
use uuid::Uuid;

/// Where prepared pictures are kept.
#[async_trait]
pub trait Photos: Send + Sync {
    async fn photo(&self, id: Uuid) -> Answer<Option<Vec<u8>>>;
}

pub fn photo_url(id: Uuid) -> String {
    format!("/photos/{id}")
}

/// `GET /photos/{id}`
pub fn routes(photos: Arc<dyn Photos>) -> Router {
    Router::new().route("/photos/{id}", get(photo)).with_state(photos)
}

/// A new photo gets a new id, so what was fetched once never changes.
async fn photo(State(photos): State<Arc<dyn Photos>>, Path(id): Path<String>) -> Response {
    let Ok(id) = Uuid::parse_str(&id) else { return StatusCode::NOT_FOUND.into_response() };
    match photos.photo(id).await {
        Ok(Some(image)) => {
            let headers = [
                (header::CONTENT_TYPE, picture::content_type(&image)),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, image).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(refusal) => StatusCode::from_u16(refusal.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}

/// [`Refusal::TooLarge`] before anything is looked at.
pub fn fits(image: &[u8]) -> Answer<()> {
    if image.len() <= MAX_PHOTO { Ok(()) } else { Err(Refusal::TooLarge) }
}
