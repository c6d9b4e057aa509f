use crate::{photos, rest::Problem};
use axum::{
    body::Body,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::Refusal;
use futures::StreamExt;
use http_body_util::Limited;
use std::time::Duration;

const WORDS: usize = 1024 * 1024;
/// A form's own words around a photo.
const WRAPPING: usize = 64 * 1024;
const HEARD_OUT: usize = 64 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

/// 1 MiB of words, 8 MiB of a photo. What says beforehand that it is larger is not kept at all; what does not is cut off.
pub(super) async fn limit_the_body(request: Request, next: Next) -> Response {
    let limit = if carries_a_photo(request.headers()) { photos::MAX_BYTES + WRAPPING } else { WORDS };
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        hear_out(request.into_body()).await;
        return Problem(Refusal::TooLarge).into_response();
    }
    let mut request = request.map(|body| Body::new(Limited::new(body, limit)));
    // Axum's own limit of 2 MB would be in the way of photos.
    DefaultBodyLimit::max(limit).apply(&mut request);
    next.run(request).await
}

/// Lets somebody finish who is still sending: most clients read the answer only then. What comes is dropped, and it ends in any case.
async fn hear_out(body: Body) {
    let mut left = HEARD_OUT;
    let mut pieces = body.into_data_stream();
    let listen = async {
        while let Some(Ok(piece)) = pieces.next().await {
            left = left.saturating_sub(piece.len());
            if left == 0 {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(PATIENCE, listen).await;
}

fn carries_a_photo(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("image/") || kind.starts_with("multipart/form-data")
}
