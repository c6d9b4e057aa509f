use axum::{
    body::{Body, HttpBody},
    extract::{DefaultBodyLimit, Request},
    http::header,
};
use domain::{Refusal, store::MAX_PHOTO};
use futures::StreamExt;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::time::Duration;
use tokio::{sync::Semaphore, time::timeout};

const WORDS: usize = 1024 * 1024;
/// A form's own words around a photo.
const WRAPPING: usize = 64 * 1024;
const HEARD_OUT: usize = 64 * 1024 * 1024;
/// How long words may take to arrive, and a photo.
const PATIENCE: Duration = Duration::from_secs(10);
const PATIENCE_WITH_A_PHOTO: Duration = Duration::from_secs(60);

/// How many bodies may be on their way in at once. They are heard out before a request takes a place among those that are worked on: so
/// whoever dawdles, or never finishes, keeps nobody else from theirs.
pub(super) struct Listening {
    words: Semaphore,
    photos: Semaphore,
}

impl Default for Listening {
    fn default() -> Listening {
        Listening { words: Semaphore::new(1_024), photos: Semaphore::new(16) }
    }
}

impl Listening {
    /// The request with its body: 1 MiB of words, 8 MiB where a photo is expected. What says beforehand that it is larger is not kept at
    /// all; what does not is cut off.
    pub(super) async fn hear_out(&self, request: Request) -> Result<Request, Refusal> {
        let (limit, patience, room) = match carries_a_photo(&request) {
            true => (MAX_PHOTO + WRAPPING, PATIENCE_WITH_A_PHOTO, &self.photos),
            false => (WORDS, PATIENCE, &self.words),
        };
        let announced =
            request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > limit) {
            let_finish(request.into_body()).await;
            return Err(Refusal::TooLarge);
        }
        if request.body().is_end_stream() {
            return Ok(request);
        }
        let _place = room.try_acquire().map_err(|_| Refusal::Overloaded { retry_after: 1 })?;
        let (parts, body) = request.into_parts();
        let body = match timeout(patience, Limited::new(body, limit).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<LengthLimitError>() => return Err(Refusal::TooLarge),
            Ok(Err(_)) => return Err(Refusal::Malformed("The body could not be read.".to_owned())),
            Err(_) => return Err(Refusal::Malformed("The body did not come in time.".to_owned())),
        };
        let mut request = Request::from_parts(parts, Body::from(body));
        // Axum's own limit of 2 MB would be in the way of photos.
        DefaultBodyLimit::max(limit).apply(&mut request);
        Ok(request)
    }
}

/// Lets somebody finish who is still sending: most clients read the answer only then. What comes is dropped, and it ends in any case.
async fn let_finish(body: Body) {
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
    let _ = timeout(PATIENCE, listen).await;
}

/// The API's photo of a menu item, and the form of the menu editor.
fn carries_a_photo(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let path = request.uri().path();
    match kind.starts_with("multipart/form-data") {
        true => path == "/api/screens/store/item/photo",
        false => kind.starts_with("image/") && path.starts_with("/api/v1/menu-items/") && path.ends_with("/photo"),
    }
}
