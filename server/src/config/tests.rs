#![allow(clippy::unwrap_used)]

mod outside;

use super::{keys::KEYS, *};
use clap::{CommandFactory, Parser};
use std::{fs, sync::atomic};

#[test]
fn without_any_setting_everything_has_a_value() {
    let config = serve(&[], &[], "").unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8088");
    assert_eq!(config.sandbox, Some(SandboxPlace::Here("127.0.0.1:8089".parse().unwrap())));
    assert_eq!(config.database, DatabaseUrl::Sqlite("./data/hansang.db".into()));
    assert_eq!(config.deadlines, Deadlines::default());
    assert_eq!((config.dispatch_radius_m, config.limits.failed_sign_ins_per_minute, config.demo), (3000, 10, false));
}

#[test]
fn a_flag_counts_before_a_variable_and_a_variable_before_the_file() {
    let file = "[deadlines]\naccept = 1\npayment_hold = 1\nauto_receipt = 1";
    let variables = [("HANSANG_DEADLINES_ACCEPT", "2"), ("HANSANG_DEADLINES_PAYMENT_HOLD", "2")];
    let deadlines = serve(&["--deadlines-accept", "3"], &variables, file).unwrap().deadlines;
    assert_eq!(deadlines, Deadlines { accept: 3, payment_hold: 2, auto_receipt: 1 });
}

#[test]
fn every_setting_is_a_flag_a_variable_and_a_key() {
    let command = Cli::command();
    let flags: Vec<_> = command.get_arguments().filter_map(|flag| flag.get_long()).map(|long| format!("--{long}")).collect();
    for key in KEYS {
        let value = example(key.name);
        assert!(flags.contains(&key.flag()), "{}", key.flag());
        // Some settings mean something only together.
        let others: Vec<_> = keys::KEYS.iter().filter(|other| other.name != key.name && together(key.name, other.name)).collect();
        let others: Vec<_> = others.iter().map(|other| format!("{}={}", other.flag(), example(other.name))).collect();
        let others: Vec<_> = others.iter().map(String::as_str).collect();
        let by_flag = serve(&[&others[..], &[&format!("{}={value}", key.flag())]].concat(), &[], "").unwrap();
        let by_variable = serve(&others, &[(&key.variable(), value)], "").unwrap();
        let quoted = if value.parse::<i64>().is_ok() || value == "true" { value.to_owned() } else { format!("{value:?}") };
        let by_file = serve(&others, &[], &format!("{} = {quoted}", key.name)).unwrap();
        assert_eq!(format!("{by_flag:?}"), format!("{by_variable:?}"), "{}", key.name);
        assert_eq!(format!("{by_flag:?}"), format!("{by_file:?}"), "{}", key.name);
        assert_ne!(format!("{by_flag:?}"), format!("{:?}", serve(&[], &[], "").unwrap()), "{}", key.name);
    }
    assert_eq!(flags.len(), KEYS.len() + 1, "--config is the only flag that is no setting");
}

#[test]
fn a_value_that_does_not_fit_is_named_where_it_stands() {
    for (arguments, variables, file, sentence) in [
        (
            &["--listen", "8088"][..],
            &[][..],
            "",
            "--listen is `8088`; it must be an address with a port, such as 127.0.0.1:8088.",
        ),
        (
            &[],
            &[("HANSANG_DEADLINES_ACCEPT", "soon")],
            "",
            "HANSANG_DEADLINES_ACCEPT is `soon`; it must be a whole number of seconds",
        ),
        (&[], &[], "deadlines.accept = 0", "`deadlines.accept` in FILE is `0`; it must be a whole number of seconds from 1"),
        (&[], &[], "dispatch.radius_m = 2.5", "`dispatch.radius_m` in FILE is `2.5`; it must be a whole number of metres"),
        (&["--dispatch-radius-m=-1"], &[], "", "--dispatch-radius-m is `-1`"),
        (&["--demo=perhaps"], &[], "", "--demo is `perhaps`; it must be true or false."),
        (
            &[],
            &[],
            "limits.proxies = [\"10.0.0.1\", \"here\"]",
            "`limits.proxies` in FILE is `[\"10.0.0.1\",\"here\"]`; it must be IP addresses or networks",
        ),
        (&["--sandbox-url", "localhost:1"], &[], "", "--sandbox-url is `localhost:1`; it must be where a sandbox is"),
        (&["--log-format", "xml"], &[], "", "--log-format is `xml`; it must be text or json."),
        (&[], &[("RUST_LOG", "a=b=c")], "", "RUST_LOG is `a=b=c`; it must be a filter"),
    ] {
        assert_says(serve(arguments, variables, file), sentence);
    }
}

#[test]
fn a_filter_may_have_blanks_and_names_of_any_script() {
    let filter = |text: &str| serve(&["--log", text], &[], "").map(|config| config.log.filter);
    assert_eq!(filter("info, server=debug").as_deref(), Ok("info,server=debug"));
    assert_eq!(filter("info, 한상=debug ").as_deref(), Ok("info,한상=debug"));
}

#[test]
fn a_secret_is_never_repeated() {
    let sentence = serve(&["--database", "mysql://me:hunter2@host/db"], &[], "").unwrap_err().to_string();
    assert_eq!(
        sentence,
        "--database has a value that does not fit; it must be sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME."
    );
    let config = serve(&["--payment-base-url", "https://pay.test/", "--payment-secret-key", "hunter2"], &[], "").unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
    assert_eq!(config.payment.unwrap().base_url, "https://pay.test");
}

#[test]
fn an_unknown_setting_is_not_passed_over() {
    let variable = [("HANSANG_DEADLINE_ACCEPT", "1")];
    assert_says(serve(&[], &variable, ""), "There is no setting HANSANG_DEADLINE_ACCEPT; did you mean HANSANG_DEADLINES_ACCEPT?");
    assert_says(serve(&[], &[], "lisen = '1'"), "There is no setting `lisen` (in FILE); did you mean listen?");
    assert_says(serve(&[], &[], "[deadlines]\nacept = 1"), "`deadlines.acept` (in FILE); did you mean deadlines.accept?");
    assert_says(
        serve(&[], &[], "[kitchen]\nfire = 1"),
        "There is no setting `kitchen` (in FILE); hansang --help lists them all.",
    );
}

#[test]
fn variables_of_the_scripts_and_empty_ones_are_let_be() {
    let variables = [("HANSANG_TEST_POSTGRES", "postgres://x"), ("HANSANG_END2END_PORT", "1"), ("HANSANG_LISTEN", "")];
    assert!(serve(&[], &variables, "").is_ok());
}

#[test]
fn settings_that_contradict_each_other_are_refused() {
    let gateway = ["--payment-base-url", "https://pay.test", "--payment-secret-key", "key"];
    assert_says(serve(&["--listen", "127.0.0.1:8089"], &[], ""), "`listen` and `sandbox_listen` are both 127.0.0.1:8089");
    assert_says(serve(&["--listen", "0.0.0.0:8089"], &[], ""), "give the sandbox a port of its own");
    let both = serve(&["--sandbox-url", "http://a:1"], &[("HANSANG_SANDBOX_LISTEN", "127.0.0.1:1")], "");
    assert_says(both, "`sandbox_url` says to use another sandbox and `sandbox_listen` to start one");
    assert_says(serve(&gateway[..2], &[], ""), "`payment.base_url` needs `payment.secret_key` beside it");
    assert_says(serve(&gateway[2..], &[], ""), "`payment.secret_key` needs `payment.base_url` beside it");
    assert_says(
        serve(&[&gateway[..], &ALIMTALK, &["--sandbox-url", "http://a:1"]].concat(), &[], ""),
        "Payments and messages go to real services, so nothing is left for `sandbox_url`",
    );
}

#[test]
fn half_a_message_vendor_is_none() {
    for (given, missing) in [
        (&ALIMTALK[..2], "`alimtalk.service_id` needs `alimtalk.access_key` beside it"),
        (&ALIMTALK[..4], "`alimtalk.service_id` needs `alimtalk.secret_key` beside it"),
        (&ALIMTALK[..6], "`alimtalk.service_id` needs `alimtalk.plus_friend_id` beside it"),
        (&ALIMTALK[..8], "`alimtalk.service_id` needs `public_url` beside it"),
        (&["--alimtalk-base-url", "http://a:1"], "`alimtalk.base_url` needs `alimtalk.service_id` beside it"),
    ] {
        assert_says(serve(given, &[], ""), missing);
        assert_says(serve(given, &[], ""), "leave out all of `alimtalk` to send messages to the sandbox.");
    }
    assert_says(
        serve(&["--alimtalk-plus-friend-id", "hansang"], &[], ""),
        "it must be the Kakao channel that speaks, such as @hansang.",
    );
    let whole = serve(&ALIMTALK, &[], "").unwrap().alimtalk.unwrap();
    assert_eq!(whole.base_url, "https://sens.apigw.ntruss.com");
    assert!(!format!("{whole:?}").contains("hunter2"));
}

const ALIMTALK: [&str; 10] = [
    "--alimtalk-service-id",
    "ncp:kkobizmsg:kr:1:hansang",
    "--alimtalk-access-key",
    "key",
    "--alimtalk-secret-key",
    "hunter2",
    "--alimtalk-plus-friend-id",
    "@hansang",
    "--public-url",
    "https://hansang.test/",
];

#[test]
fn real_services_need_no_sandbox_unless_one_is_asked_for() {
    let gateway = ["--payment-base-url", "https://pay.test", "--payment-secret-key", "key"];
    let usual = Some(SandboxPlace::Here(SANDBOX));
    assert_eq!(serve(&gateway, &[], "").unwrap().sandbox, usual, "for the messages");
    assert_eq!(serve(&ALIMTALK, &[], "").unwrap().sandbox, usual, "for the payments");
    assert_eq!(serve(&[&gateway[..], &ALIMTALK].concat(), &[], "").unwrap().sandbox, None);
    let asked = serve(&[&gateway[..], &ALIMTALK, &["--sandbox-listen", "127.0.0.1:1"]].concat(), &[], "").unwrap();
    assert_eq!(asked.sandbox, Some(SandboxPlace::Here("127.0.0.1:1".parse().unwrap())));
}

#[test]
fn any_free_port_is_never_the_same_port() {
    assert!(serve(&["--listen", "127.0.0.1:0", "--sandbox-listen", "127.0.0.1:0"], &[], "").is_ok());
}

#[test]
fn a_file_with_a_mistake_names_the_line() {
    assert_says(serve(&[], &[], "demo = true\nlisten = nowhere"), "FILE, line 2: ");
    let missing = read(&["--config", "/nowhere/hansang.toml"], &[], Path::new(".")).unwrap_err().to_string();
    assert!(missing.starts_with("The settings in /nowhere/hansang.toml cannot be read: "), "{missing}");
}

#[test]
fn the_sandbox_alone_listens_and_keeps_where_it_is_told() {
    let Program::Sandbox(sandbox) =
        read(&["sandbox", "--listen", "0.0.0.0:9"], &[("HANSANG_DATA", "kept")], Path::new("/")).unwrap()
    else {
        panic!("not the sandbox")
    };
    assert_eq!((sandbox.listen.to_string().as_str(), sandbox.data.as_path()), ("0.0.0.0:9", Path::new("kept")));
}

#[test]
fn data_needs_a_folder_that_can_be_written() {
    let folder = Folder::new();
    let file = folder.0.join("file");
    fs::write(&file, "").unwrap();
    let sentence = Config::in_folder(&file).unwrap().make_folders().unwrap_err().to_string();
    assert!(sentence.starts_with(&format!("Nothing can be kept in {}: ", file.display())), "{sentence}");
    let config = Config::in_folder(&folder.0.join("new/data")).unwrap();
    config.make_folders().unwrap();
    assert_eq!(fs::read_dir(&config.data).unwrap().count(), 0, "the trial leaves nothing behind");
}

#[test]
fn a_database_elsewhere_needs_its_folder() {
    let folder = Folder::new();
    let database = DatabaseUrl::Sqlite(folder.0.join("nowhere/hansang.db"));
    let config = Config { database, ..Config::in_folder(&folder.0).unwrap() };
    assert!(config.make_folders().unwrap_err().to_string().contains("nowhere for the database does not exist"));
}

#[test]
fn the_command_line_is_sound() {
    Cli::command().debug_assert();
}

fn together(one: &str, other: &str) -> bool {
    let service = |key: &str| key.split_once('.').map_or("", |(service, _)| service).to_owned();
    match service(one).as_str() {
        "payment" => service(other) == "payment",
        "alimtalk" => service(other) == "alimtalk" || other == "public_url",
        _ => false,
    }
}

fn example(key: &str) -> &'static str {
    match key {
        "listen" => "127.0.0.1:1",
        "sandbox_listen" => "127.0.0.1:2",
        "sandbox_url" | "payment.base_url" | "alimtalk.base_url" | "public_url" => "http://127.0.0.1:3",
        "data" => "elsewhere",
        "database" => "sqlite:elsewhere.db",
        "demo" => "true",
        "limits.proxies" => "10.0.0.1",
        "payment.secret_key" | "alimtalk.access_key" | "alimtalk.secret_key" => "key",
        "alimtalk.service_id" => "ncp:kkobizmsg:kr:1:hansang",
        "alimtalk.plus_friend_id" => "@hansang",
        "log" => "debug",
        "log_format" => "json",
        _ => "77",
    }
}

fn serve(arguments: &[&str], variables: &[(&str, &str)], file: &str) -> Result<Config, String> {
    let folder = Folder::new();
    fs::write(folder.0.join("hansang.toml"), file).unwrap();
    match read(arguments, variables, &folder.0) {
        Ok(Program::Serve(config)) => Ok(*config),
        Ok(Program::Sandbox(_)) => panic!("the sandbox"),
        Err(error) => Err(error.to_string().replace(&folder.0.join("hansang.toml").display().to_string(), "FILE")),
    }
}

fn read(arguments: &[&str], variables: &[(&str, &str)], folder: &Path) -> Result<Program, ConfigError> {
    let cli = Cli::try_parse_from([&["hansang"], arguments].concat()).unwrap();
    let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Program::read(cli, &variables, folder)
}

#[track_caller]
fn assert_says<T: std::fmt::Debug>(read: Result<T, String>, part: &str) {
    let sentence = read.unwrap_err();
    assert!(sentence.contains(part), "{sentence}");
    assert!(!sentence.contains('\n'), "{sentence}");
}

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static COUNT: atomic::AtomicU32 = atomic::AtomicU32::new(0);
        let count = COUNT.fetch_add(1, atomic::Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("hansang-config-{}-{count}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
