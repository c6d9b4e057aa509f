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
