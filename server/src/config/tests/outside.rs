//! Settings as nobody should write them.

use super::*;
use crate::nonsense::like;
use proptest::{prelude::*, sample::select};

const FILE: &str = r#"
listen = "127.0.0.1:8088"
public_url = "https://hansang.test/"
demo = false
log = "info, 한상[span{field=1}]=debug"

[deadlines]
accept = 180

[limits]
proxies = ["10.0.0.1", "10.1.0.0/16"]
"#;

fn any_value() -> impl Strategy<Value = String> {
    like(&[
        "127.0.0.1:8088",
        "http://127.0.0.1:8089/",
        "sqlite:elsewhere.db",
        "true",
        "31536000",
        "2.5",
        "10.0.0.1, 10.1.0.0/16",
        "@hansang",
        "info, 한상[span{field=1}]=debug",
        "json",
        "{ a = [1, 2.5, 1979-05-27] }",
    ])
}

/// What was read is in its range; what was not is told in words.
fn is_sound(read: Result<Config, String>) -> Result<(), TestCaseError> {
    match read {
        Ok(Config { deadlines, dispatch_radius_m, .. }) => {
            for seconds in [deadlines.accept, deadlines.payment_hold, deadlines.auto_receipt] {
                prop_assert!((1..=31_536_000).contains(&seconds));
            }
            prop_assert!((1..=100_000).contains(&dispatch_radius_m));
        }
        Err(sentence) => prop_assert!(!sentence.trim().is_empty()),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_file_is_read_or_refused(file in like(&[FILE])) {
        is_sound(serve(&[], &[], &file))?;
    }

    #[test]
    fn a_value_is_read_or_refused_wherever_it_stands(key in select(KEYS.to_vec()), value in any_value()) {
        is_sound(serve(&[], &[(&key.variable(), &value)], ""))?;
        is_sound(serve(&[], &[], &format!("{} = {value}", key.name)))?;
        is_sound(serve(&[], &[], &format!("{} = {value:?}", key.name)))?;
    }

    #[test]
    fn a_variable_of_any_name_is_known_or_let_be_or_refused(name in like(&["HANSANG_LISTEN", "HANSANG_DEADLINES_ACCEPT", "RUST_LOG"])) {
        is_sound(serve(&[], &[(&name, "180")], ""))?;
    }

    #[test]
    fn a_secret_that_does_not_fit_is_never_repeated(key in select(KEYS.to_vec()), value in any_value()) {
        let secret = format!("{value}hunter2");
        if let Err(sentence) = serve(&[], &[(&key.variable(), &secret)], "") {
            prop_assert!(!key.is_secret() || !sentence.contains("hunter2"), "{sentence}");
        }
    }
}
