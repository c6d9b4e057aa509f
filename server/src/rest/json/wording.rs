/// What serde and the readers below it find wrong with a value, for somebody who knows JSON and this API but no Rust.
///
/// They say it in nothing but a text, in a few forms. Our own types begin theirs with "must" or an article, which serde never does; what is
/// not known here is not passed on.
pub(super) fn plainly(why: &str) -> String {
    if ["must ", "a ", "an "].iter().any(|ours| why.starts_with(ours)) {
        return why.to_owned();
    }
    let known = match why {
        "invalid digit found in string" => Some("must be a whole number, in digits".to_owned()),
        "invalid float literal" => Some("must be a number".to_owned()),
        "provided string was not `true` or `false`" => Some("must be true or false".to_owned()),
        _ if why.starts_with("UUID parsing failed") => Some("must be a UUID".to_owned()),
        _ if is_out_of_range(why) => Some("is out of range".to_owned()),
        // The last one: a text that was sent may stand before it.
        _ => why.rsplit_once(", expected ").and_then(|(_, expected)| wanted(expected)).map(|wanted| format!("must be {wanted}")),
    };
    known.unwrap_or_else(|| "is not what this field takes".to_owned())
}

/// Of a JSON number, of a parameter, of a whole number for its type.
fn is_out_of_range(why: &str) -> bool {
    ["number out of range", "number too large", "number too small", "invalid value: integer "]
        .iter()
        .any(|form| why.starts_with(form))
}

fn wanted(expected: &str) -> Option<String> {
    let wanted = match expected {
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "true or false",
        "a string" | "a borrowed string" => "text",
        "a sequence" => "a list",
        "a map" => "an object",
        "a formatted UUID string" => "a UUID",
        _ if expected.starts_with("struct ") => "an object",
        // One word, either of two, or one of several.
        _ if expected.starts_with('`') || expected.starts_with("one of `") => return Some(expected.replace('`', "")),
        _ => return None,
    };
    Some(wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_has_plain_words() {
        for (why, plain) in [
            ("must have at most 60 characters", "must have at most 60 characters"),
            ("an amount lies between 0 and 1,000,000,000 won", "an amount lies between 0 and 1,000,000,000 won"),
            ("a time is written like 2026-11-20T09:30:00Z", "a time is written like 2026-11-20T09:30:00Z"),
            ("invalid type: string \"a\", expected i64", "must be a whole number"),
            ("invalid type: null, expected f64", "must be a number"),
            ("invalid type: integer `1`, expected a boolean", "must be true or false"),
            ("invalid type: map, expected a string", "must be text"),
            ("invalid type: map, expected a sequence", "must be a list"),
            ("invalid type: sequence, expected struct Span", "must be an object"),
            ("invalid length 0, expected struct PlaceForm with 5 elements", "must be an object"),
            ("invalid value: integer `-1`, expected u32", "is out of range"),
            ("number too large to fit in target type", "is out of range"),
            ("UUID parsing failed: invalid length: found 7", "must be a UUID"),
            ("unknown variant `cash`, expected `card`", "must be card"),
            ("unknown variant `x`, expected `a` or `b`", "must be a or b"),
            ("unknown variant `x`, expected one of `a`, `b`, `c`", "must be one of a, b, c"),
            ("unknown variant `x, expected struct Order`, expected `card`", "must be card"),
            ("unknown variant `x`, there are no variants", "is not what this field takes"),
            ("invalid type: integer `1`, expected variant identifier", "is not what this field takes"),
            ("data did not match any variant of untagged enum Why", "is not what this field takes"),
            ("invalid type: null, expected tuple struct Money", "is not what this field takes"),
        ] {
            assert_eq!(plainly(why), plain, "{why}");
        }
    }

    proptest! {
        #[test]
        fn nothing_unknown_is_passed_on(why in "[b-l ][a-z:, `]{0,40}(, expected [a-zA-Z ]{1,20})?") {
            let known = ["is ", "must be "].iter().any(|ours| plainly(&why).starts_with(ours));
            prop_assert!(known, "{why}");
        }
    }
}
