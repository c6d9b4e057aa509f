//! Texts that nobody should write. The tests of every crate that reads what comes from outside share them.

use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};

/// What has been the end of other readers.
const NASTY: &[&str] = &[
    "",
    " ",
    "\0",
    "\n",
    "\u{feff}",
    "\u{202e}",
    "null",
    "NaN",
    "-0",
    "1e999",
    "18446744073709551616",
    "-9223372036854775809",
    "０１０",
    "İ@Σ.Σ",
    "👩‍👩‍👧",
    "e\u{301}",
    "%",
    "%f",
    "%+f",
    "%00",
    "../..",
    "'; DROP TABLE account; --",
    "{\"a\":",
    "[[[[[[[[[[[[[[[[",
];

/// Signs that mean something to one reader or another.
const SIGNS: &[char] =
    &['0', '9', ' ', '-', '+', '.', ',', ':', ';', '/', '=', '~', '_', '%', '@', '"', '\\', '\n', '\0', 'é', '한'];

/// Anything at all, something nasty, or one of the examples with a few signs more, fewer or others.
pub fn like(examples: &[&str]) -> BoxedStrategy<String> {
    let examples: Vec<String> = examples.iter().map(|example| example.to_string()).collect();
    let sign = prop_oneof![any::<char>(), select(SIGNS)];
    let change = (any::<Index>(), 0..3_usize, proptest::option::of(sign));
    prop_oneof![
        2 => vec(any::<char>(), 0..40).prop_map(String::from_iter),
        1 => select(NASTY).prop_map(str::to_owned),
        4 => (select(examples), vec(change, 0..3)).prop_map(|(example, changes)| changes.into_iter().fold(example, changed)),
    ]
    .boxed()
}

fn changed(text: String, (at, gone, new): (Index, usize, Option<char>)) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    let from = at.index(signs.len() + 1);
    let to = signs.len().min(from + gone);
    signs.splice(from..to, new);
    String::from_iter(signs)
}
