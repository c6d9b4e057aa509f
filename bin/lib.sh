# What the commands in this folder share; sourced, not run. Quiet when there is nothing to do.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# The versions that were tried together. wasm-bindgen's is that of Cargo.toml: the two must be equal to the last digit.
cargo_leptos_version=0.3.10
wasm_bindgen_version=0.2.130

# Build tools stay when target/ is deleted: cargo-leptos takes ten minutes to compile.
tools=${HANSANG_TOOLS:-$HOME/.cache/hansang/tools}
export PATH="$tools/bin:$root/end2end/node_modules/.bin:$PATH"

# One target folder, where the program finds its site beside itself.
export CARGO_TARGET_DIR="$root/target"
program=$root/target/release/hansang

export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

say() { printf '\033[1m%s\033[0m\n' "$*"; }
fail() { printf '\033[31m%s\033[0m\n' "$*" >&2; exit 1; }

# timed TITLE COMMAND...: says what it does, and how long that took.
timed() {
    local title=$1 start=$SECONDS status=0
    shift
    say "▸ $title"
    "$@" || status=$?
    if ((status == 0)); then say "  $(took $((SECONDS - start)))"; else say "✗ failed after $(took $((SECONDS - start)))"; fi
    return $status
}

took() { if (($1 < 60)); then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi; }

has() { command -v "$1" >/dev/null 2>&1; }

# What the build needs: the wasm target, cargo-leptos, wasm-bindgen, wasm-opt. Installs what is missing, pinned.
install_build_tools() {
    has cargo || fail "Rust is missing. Install it from https://rustup.rs, then try again."
    has npm || fail "Node.js with npm is missing. Install it from https://nodejs.org, then try again."
    if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
        timed "Installing Rust's wasm target" rustup target add wasm32-unknown-unknown
    fi
    if ! version_is "$cargo_leptos_version" cargo-leptos; then
        timed "Compiling cargo-leptos $cargo_leptos_version, once (about ten minutes on two cores)" install_cargo_leptos
    fi
    if ! version_is "$wasm_bindgen_version" wasm-bindgen; then
        # Not --locked: its lock file names a release that was withdrawn.
        timed "Compiling wasm-bindgen $wasm_bindgen_version, once (about two minutes)" \
            cargo_install wasm-bindgen-cli --version "$wasm_bindgen_version"
    fi
    if [ end2end/package-lock.json -nt end2end/node_modules/.package-lock.json ]; then
        timed "Installing wasm-opt and Playwright" install_node_packages
    fi
}

version_is() { has "$2" && [[ " $("$2" --version 2>/dev/null) " == *" $1 "* ]]; }

# cargo-leptos' own release profile optimises at link time, which takes more than twice as long and gains nothing here.
install_cargo_leptos() {
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_PROFILE_RELEASE_DEBUG=0 \
        cargo_install cargo-leptos --version "$cargo_leptos_version" --locked --features no_downloads
}

cargo_install() { CARGO_TARGET_DIR="$tools/target" cargo install --quiet --root "$tools" "$@" && rm -rf "$tools/target"; }

install_node_packages() {
    npm ci --prefix end2end --no-audit --no-fund --loglevel=error && touch end2end/node_modules/.package-lock.json
}

# What the tests need besides: a browser, Korean letters and PostgreSQL, from Debian.
install_test_tools() {
    local missing=()
    [ -x /usr/bin/chromium ] || missing+=(chromium)
    fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=(fonts-noto-cjk)
    [ -n "$(postgres_folder)" ] || missing+=(postgresql)
    ((${#missing[@]})) || return 0
    has apt-get || fail "Please install ${missing[*]} (by Debian's names), then try again."
    timed "Installing ${missing[*]}" as_root apt-get install -y -qq "${missing[@]}" >/dev/null ||
        fail "That did not work. Please run: sudo apt-get update && sudo apt-get install ${missing[*]}"
}

as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }

# Builds the server, and the wasm split, hashed and compressed, unless exactly these sources were built already.
# (cargo alone would see that nothing changed, but wasm-opt and the compression would run again.)
build_release() {
    local stamp=target/built sources
    sources=$(sources_hash)
    if [ -x "$program" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$sources" ]; then return 0; fi
    rm -f "$stamp"
    timed "Building Hansang for release (some minutes the first time)" cargo leptos build --release --split --precompress &&
        echo "$sources" >"$stamp"
}

# One hash over everything that goes into the build, which tests and measuring programs do not: file names and contents,
# committed or not.
sources_hash() {
    {
        echo "$cargo_leptos_version $wasm_bindgen_version $(rustc --version)"
        source_files | sort -z | xargs -0 sha256sum
    } | sha256sum
}

source_files() {
    find Cargo.toml Cargo.lock .cargo domain app frontend server style migrations end2end/package-lock.json \
        \( -path '*/tests' -o -path server/bench -o -path server/chaos \) -prune -o -type f -print0
}

# A throwaway PostgreSQL cluster on a free port, gone when the script ends. Sets HANSANG_TEST_POSTGRES.
start_postgres() {
    local bin port
    bin=$(postgres_folder)
    port=$(free_port)
    postgres_data=$(mktemp -d /tmp/hansang-postgres.XXXXXX)
    if ((EUID == 0)); then chown postgres "$postgres_data"; fi
    trap stop_postgres EXIT
    as_postgres "$bin/initdb" -D "$postgres_data" -U hansang -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    # Nothing here outlives the tests, so nothing has to survive a power cut.
    as_postgres "$bin/pg_ctl" -D "$postgres_data" -w -l "$postgres_data/log" start >/dev/null -o \
        "-p $port -h 127.0.0.1 -k $postgres_data -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=1000"
    export HANSANG_TEST_POSTGRES="postgres://hansang@127.0.0.1:$port/postgres"
}

stop_postgres() {
    as_postgres "$(postgres_folder)/pg_ctl" -D "$postgres_data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$postgres_data"
}

# PostgreSQL refuses to run as root; its Debian package brings a user.
as_postgres() { if ((EUID == 0)); then (cd /tmp && runuser -u postgres -- "$@"); else "$@"; fi; }

postgres_folder() {
    if has initdb && has pg_ctl; then
        dirname "$(readlink -f "$(command -v initdb)")"
    else
        find /usr/lib/postgresql -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1
    fi
}

# Below the ports that outgoing connections are given, so that none of them takes it before the program does.
free_port() {
    node -e 'const { createServer } = require("net");
        (function look() {
            const port = 20_000 + Math.floor(Math.random() * 10_000);
            const server = createServer().once("error", look).listen(port, "127.0.0.1", () => { console.log(port); server.close(); });
        })()'
}
