//! Option groups in the item's form. The rows' numbers only tell them apart; a row that is removed leaves a gap, which is fine.

use super::typed::{Rows, TypedChoice, TypedGroup};
use crate::{
    components::{Glyph, Icon},
    lang,
};
use leptos::prelude::*;

#[derive(Debug, Clone)]
struct GroupRow {
    at: u32,
    name: String,
    min: String,
    max: String,
    choices: RwSignal<Vec<ChoiceRow>>,
}

#[derive(Debug, Clone)]
struct ChoiceRow {
    at: u32,
    name: String,
    price: String,
}

impl GroupRow {
    fn of(at: u32, group: TypedGroup) -> GroupRow {
        let TypedGroup { name, min, max, choices } = group;
        let choices = choices.into_iter().map(|(at, choice)| ChoiceRow::of(at, choice)).collect();
        GroupRow { at, name, min, max, choices: RwSignal::new(choices) }
    }

    fn empty(at: u32) -> GroupRow {
        GroupRow::of(at, TypedGroup::empty())
    }
}

impl ChoiceRow {
    fn of(at: u32, TypedChoice { name, price }: TypedChoice) -> ChoiceRow {
        ChoiceRow { at, name, price }
    }

    fn empty(at: u32) -> ChoiceRow {
        ChoiceRow::of(at, TypedChoice::default())
    }
}

/// All groups, with a way to add one. Without scripts an empty one stands at the end instead.
#[component]
pub fn GroupsEditor(
    groups: Rows<TypedGroup>,
    /// The sentence at group `n`, if it is wrong.
    error: impl Fn(u32) -> Option<String> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let t = lang::say();
    // Far behind the rows, so that none that is added gets its number.
    let spare = GroupRow::empty(groups.keys().last().map_or(1_000, |last| last.saturating_add(1_000)));
    let written = groups.into_iter().filter(|(_, group)| !group.is_blank());
    let rows = RwSignal::new(written.map(|(at, group)| GroupRow::of(at, group)).collect::<Vec<_>>());
    let add = move |_| {
        rows.update(|rows| {
            let at = rows.iter().map(|row| row.at + 1).max().unwrap_or(0);
            rows.push(GroupRow::empty(at));
        })
    };
    view! {
        <fieldset class="groups">
            <legend class="field-label">{t("옵션", "Options")}</legend>
            <For each=move || rows.get() key=|row| row.at let:row>
                {
                    let at = row.at;
                    let remove = move |_| rows.update(|rows| rows.retain(|kept| kept.at != at));
                    view! {
                        <GroupEditor row>
                            <button type="button" class="button needs-scripts" data-kind="text" on:click=remove>
                                {t("이 옵션 묶음 빼기", "Remove this group")}
                            </button>
                            {move || error(at).map(|error| view! { <p class="field-error" role="alert">{error}</p> })}
                        </GroupEditor>
                    }
                }
            </For>
            <div class="without-scripts"><GroupEditor row=spare>""</GroupEditor></div>
            <button type="button" class="button needs-scripts" data-kind="line" on:click=add>
                <Icon name=Glyph::Plus/>
                {t("옵션 묶음 더하기", "Add an option group")}
            </button>
        </fieldset>
    }
}

#[component]
fn GroupEditor(row: GroupRow, children: Children) -> impl IntoView {
    let t = lang::say();
    let (at, choices) = (row.at, row.choices);
    let field = move |name: &str| format!("item[groups][{at}][{name}]");
    let add = move |_| {
        choices.update(|choices| {
            let at = choices.iter().map(|choice| choice.at + 1).max().unwrap_or(0);
            choices.push(ChoiceRow::empty(at));
        })
    };
    let numbers = |name: &str, label: &'static str, value: String| {
        view! {
            <label class="group-number">
                <span class="fine">{label}</span>
                <input class="input" type="number" min="0" max="20" inputmode="numeric" name=field(name) value=value/>
            </label>
        }
    };
    view! {
        <div class="group-editor">
            <input
                class="input"
                name=field("name")
                value=row.name
                maxlength="60"
                aria-label=t("옵션 묶음 이름", "The group's name")
                placeholder=t("예: 맵기, 양, 추가", "Such as size, extras")
            />
            <div class="group-numbers">
                {numbers("min", t("적어도 몇 개", "At least"), row.min)}
                {numbers("max", t("많아야 몇 개", "At most"), row.max)}
            </div>
            <For each=move || choices.get() key=|choice| choice.at let:choice>
                <ChoiceEditor group=at choice choices/>
            </For>
            <button type="button" class="button needs-scripts" data-kind="text" on:click=add>
                <Icon name=Glyph::Plus/>
                {t("선택 더하기", "Add a choice")}
            </button>
            {children()}
        </div>
    }
}

#[component]
fn ChoiceEditor(group: u32, choice: ChoiceRow, choices: RwSignal<Vec<ChoiceRow>>) -> impl IntoView {
    let t = lang::say();
    let at = choice.at;
    let field = move |name: &str| format!("item[groups][{group}][choices][{at}][{name}]");
    let remove = move |_| choices.update(|choices| choices.retain(|kept| kept.at != at));
    view! {
        <div class="choice-editor">
            <input
                class="input"
                name=field("name")
                value=choice.name
                maxlength="60"
                aria-label=t("선택 이름", "The choice's name")
                placeholder=t("예: 곱빼기", "Such as large")
            />
            <input
                class="input"
                name=field("price")
                value=choice.price
                inputmode="numeric"
                aria-label=t("더하는 값(원)", "Added price in won")
                placeholder="+0"
            />
            <button type="button" class="icon-button needs-scripts" aria-label=t("이 선택 빼기", "Remove this choice") on:click=remove>
                <Icon name=Glyph::X/>
            </button>
        </div>
    }
}
