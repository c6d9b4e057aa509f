//! A week of opening hours, several spans a day; one that closes at or before it opens runs past midnight.

use super::typed::{TypedSpan, TypedStore};
use crate::{
    components::{Glyph, Icon},
    lang::{self, Lang},
};
use domain::store::{Day, WallTime};
use leptos::prelude::*;

/// As the API writes it.
pub const fn day_code(day: Day) -> &'static str {
    match day {
        Day::Mon => "mon",
        Day::Tue => "tue",
        Day::Wed => "wed",
        Day::Thu => "thu",
        Day::Fri => "fri",
        Day::Sat => "sat",
        Day::Sun => "sun",
    }
}

fn day_name(day: Day, lang: Lang) -> &'static str {
    let (ko, en) = match day {
        Day::Mon => ("월", "Mon"),
        Day::Tue => ("화", "Tue"),
        Day::Wed => ("수", "Wed"),
        Day::Thu => ("목", "Thu"),
        Day::Fri => ("금", "Fri"),
        Day::Sat => ("토", "Sat"),
        Day::Sun => ("일", "Sun"),
    };
    lang.pick(ko, en)
}

#[derive(Debug, Clone, Copy)]
struct SpanRow {
    at: u32,
    open: RwSignal<String>,
    close: RwSignal<String>,
}

impl SpanRow {
    fn new(at: u32, open: String, close: String) -> SpanRow {
        SpanRow { at, open: RwSignal::new(open), close: RwSignal::new(close) }
    }
}

type Rows = RwSignal<Vec<SpanRow>>;

/// Rows of a day are numbered from here, so that no two of a week share a number.
pub const PER_DAY: u32 = 100;

/// The hours of what was typed; `today`: 0 is Monday.
#[component]
pub fn HoursEditor(typed: TypedStore, today: u8, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    let t = lang::say();
    let always = RwSignal::new(typed.always.is_some());
    let week = Day::WEEK.map(|day| RwSignal::new(rows_of(day, &typed)));
    let copy_monday = move |_| {
        let monday: Vec<_> =
            week[0].with_untracked(|rows| rows.iter().map(|row| (row.open.get_untracked(), row.close.get_untracked())).collect());
        for (day, rows) in week.iter().enumerate().skip(1) {
            // Numbers that were not there before, so that the rows are drawn anew with their times.
            let first = rows.with_untracked(|rows| next_number(rows, day as u32 * PER_DAY));
            let copies = monday.iter().zip(first..).map(|((open, close), at)| SpanRow::new(at, open.clone(), close.clone()));
            rows.set(copies.collect());
        }
    };
    let days = Day::WEEK.into_iter().zip(week).map(|(day, rows)| view! { <DayRow day rows is_today=today == day as u8/> });
    view! {
        <fieldset class="hours">
            <legend class="said">{t("영업 시간", "Opening hours")}</legend>
            <label class="switch">
                <span>{t("항상 열려 있어요", "Always open")}<small>{t("하루 종일, 일주일 내내", "Day and night, all week")}</small></span>
                <input
                    type="checkbox"
                    role="switch"
                    name="store[always]"
                    value="true"
                    checked=always.get_untracked()
                    on:change:target=move |event| always.set(event.target().checked())
                />
            </label>
            <div hidden=move || always.get() class="hours-week">
                <ul class="rows">{days.collect_view()}</ul>
                <button type="button" class="button needs-scripts" data-kind="text" on:click=copy_monday>
                    {t("모든 요일을 월요일과 같게", "All days like Monday")}
                </button>
            </div>
            {move || error.get().map(|error| view! { <p class="field-error" role="alert">{error}</p> })}
        </fieldset>
    }
}

#[component]
fn DayRow(day: Day, rows: Rows, is_today: bool) -> impl IntoView {
    let t = lang::say();
    let name = day_name(day, lang::current());
    let add = move |_| {
        rows.update(|rows| {
            rows.push(SpanRow::new(next_number(rows, day as u32 * PER_DAY), "11:00".to_owned(), "21:00".to_owned()))
        });
    };
    let closed = move || rows.with(Vec::is_empty);
    let spare = SpanRow::new(day as u32 * PER_DAY + PER_DAY - 1, String::new(), String::new());
    view! {
        <li class="hours-day" data-today=is_today data-closed=closed>
            <strong>{name}</strong>
            <div class="hours-spans">
                <For each=move || rows.get() key=|row| row.at let:row><SpanEditor day row rows/></For>
                <div class="without-scripts"><SpanEditor day row=spare rows/></div>
                <div class="hours-span">
                    <Show when=closed><span class="meta">{t("쉬는 날", "Closed")}</span></Show>
                    <button type="button" class="button needs-scripts" data-kind="text" aria-label=format!("{name} {}", t("시간 더하기", "add hours")) on:click=add>
                        <Icon name=Glyph::Plus/>
                        {t("시간 더하기", "Add hours")}
                    </button>
                </div>
            </div>
        </li>
    }
}

#[component]
fn SpanEditor(day: Day, row: SpanRow, rows: Rows) -> impl IntoView {
    let t = lang::say();
    let name = day_name(day, lang::current());
    let field = move |part: &str| format!("store[hours][{}][{part}]", row.at);
    let time = move |part: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <input
                class="input"
                type="time"
                name=field(part)
                value=value.get_untracked()
                aria-label=format!("{name} {label}")
                on:change:target=move |event| value.set(event.target().value())
            />
        }
    };
    let past_midnight = move || {
        let (open, close) = (row.open.get(), row.close.get());
        (!close.is_empty() && close <= open).then(|| view! { <span class="fine">{t("다음 날까지", "until the next day")}</span> })
    };
    view! {
        <div class="hours-span">
            <input type="hidden" name=field("day") value=day_code(day)/>
            {time("open", t("여는 시각", "opens"), row.open)}
            <span aria-hidden="true">"–"</span>
            {time("close", t("닫는 시각", "closes"), row.close)}
            {past_midnight}
            <button
                type="button"
                class="icon-button needs-scripts"
                aria-label=format!("{name} {}", t("이 시간 빼기", "remove these hours"))
                on:click=move |_| rows.update(|rows| rows.retain(|kept| kept.at != row.at))
            >
                <Icon name=Glyph::X/>
            </button>
        </div>
    }
}

/// Numbered anew: the row that was spare is one of them now. One that is always open is shown the usual hours, for when it will not be.
fn rows_of(day: Day, typed: &TypedStore) -> Vec<SpanRow> {
    let usual = (typed.always.is_some() && typed.hours.is_empty()).then(|| TypedSpan::usual(day));
    let spans = typed.hours.values().filter(|span| span.day == day_code(day)).cloned().chain(usual);
    spans.zip(day as u32 * PER_DAY..).map(|(span, at)| SpanRow::new(at, span.open, span.close)).collect()
}

/// As `<input type="time">` takes it, which knows no 24:00; midnight closes a day just as well.
pub fn clock(time: WallTime) -> String {
    let text = String::from(time);
    if text == "24:00" { "00:00".to_owned() } else { text }
}

fn next_number(rows: &[SpanRow], first: u32) -> u32 {
    rows.iter().map(|row| row.at + 1).max().unwrap_or(first)
}
