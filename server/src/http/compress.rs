use axum::http::{HeaderMap, header};
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer, Predicate,
        predicate::{DefaultPredicate, NotForContentType, SizeAbove},
    },
};

/// In bytes: what is shorter fits a packet as it is.
const WORTH_IT: u64 = 1_024;

/// Pages and lists are mostly repetition: on a phone they come in a fifth of the bytes. Streams have to arrive at once, and what the build
/// has compressed already, or cannot be made smaller, is left as it is.
pub(super) fn compression() -> CompressionLayer<impl Predicate> {
    let made_smaller = NotForContentType::new("font/").and(NotForContentType::new("application/wasm"));
    let predicate = DefaultPredicate::new().and(SizeAbove::new(WORTH_IT)).and(made_smaller);
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(predicate)
}

/// Whether an answer may come as gzip (RFC 9110, 12.5.3; who takes anything, `*`, gets it as it is).
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut codings = lists.flat_map(|list| list.split(',')).map(|coding| coding.split_once(';').unwrap_or((coding, "")));
    codings.any(|(name, weight)| {
        let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case("gzip") && weight.is_ok_and(|weight| weight > 0.0)
    })
}
