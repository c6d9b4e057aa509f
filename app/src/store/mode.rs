//! Busy and paused: the kitchen's own brake, which lets go by itself.

use crate::{
    components::{Tone, format},
    failure::Failure,
    lang::Lang,
};
use domain::{StoreId, Timestamp, store::Mode, views::StoreView};
use leptos::prelude::*;

/// Minutes that a busy kitchen asks for on top.
pub const BUSY_EXTRA: i64 = 15;

/// Changes the mode of the owner's store. `lasting` is `30m`, `1h` or `today` (until midnight in Seoul). For its owner.
#[server(prefix = "/api/screens", endpoint = "store/mode")]
pub async fn set_mode(store: StoreId, mode: Mode, lasting: String) -> Result<StoreView, Failure> {
    use crate::backend::{backend, signed_in_as};
    use domain::{Refusal, Role, store::StoreChange};

    let owner = signed_in_as(Role::Owner)?;
    let now = crate::clock::now();
    let until = match lasting.as_str() {
        "30m" => now.plus_minutes(30),
        "1h" => now.plus_minutes(60),
        "today" => now.start_of_day_in_seoul().plus_minutes(24 * 60),
        _ => return Err(Refusal::invalid("/lasting", "must be 30m, 1h or today").into()),
    };
    let mode_until = Some(until).filter(|_| mode != Mode::Normal);
    let change = StoreChange { mode: Some(mode), mode_until, ..StoreChange::default() };
    Ok(backend()?.catalogue.change_store(&owner, store, change).await?)
}

/// How the store stands at a moment: the page's clock goes on after the server has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Open,
    Busy(Option<Timestamp>),
    Paused(Option<Timestamp>),
    /// Outside its opening hours.
    Closed,
}

impl Standing {
    pub fn of(store: &StoreView, now: Timestamp) -> Standing {
        let over = store.mode_until.is_some_and(|until| until <= now);
        let in_hours = store.hours.as_ref().is_none_or(|hours| hours.is_open(now));
        match store.mode {
            Mode::Paused if !over => Standing::Paused(store.mode_until),
            _ if !in_hours => Standing::Closed,
            Mode::Busy if !over => Standing::Busy(store.mode_until),
            _ => Standing::Open,
        }
    }

    pub const fn tone(self) -> Tone {
        match self {
            Standing::Open => Tone::Celadon,
            Standing::Busy(_) => Tone::Brass,
            Standing::Paused(_) => Tone::Danger,
            Standing::Closed => Tone::Plain,
        }
    }

    pub fn label(self, lang: Lang) -> String {
        match self {
            Standing::Open => lang.pick("영업 중", "Open").to_owned(),
            Standing::Busy(until) => ending(lang.pick("바빠요", "Busy"), until, lang),
            Standing::Paused(until) => ending(lang.pick("잠시 멈춤", "Paused"), until, lang),
            Standing::Closed => lang.pick("영업 시간이 아니에요", "Outside opening hours").to_owned(),
        }
    }
}

fn ending(what: &str, until: Option<Timestamp>, lang: Lang) -> String {
    match (until, lang) {
        (None, _) => what.to_owned(),
        // Midnight reads as the day's end, not as its beginning.
        (Some(until), _) if until == until.start_of_day_in_seoul() => {
            format!("{what} · {}", lang.pick("오늘까지", "for today"))
        }
        (Some(until), Lang::Ko) => format!("{what} · {}까지", format::clock_short(until)),
        (Some(until), Lang::En) => format!("{what} · until {}", format::clock(until, lang)),
    }
}
