use crate::{
    components::{Badge, Tone, format},
    customer::cart::pricing::is_one_of,
    lang::{self, Lang},
};
use domain::{ChoiceId, store::OptionGroup};
use leptos::prelude::*;

/// An item's options. `chosen` follows what is ticked; the form's own fields are what is sent.
#[component]
pub fn Choices(groups: Vec<OptionGroup>, chosen: RwSignal<Vec<ChoiceId>>) -> impl IntoView {
    groups.into_iter().enumerate().map(|(index, group)| view! { <Group index group chosen/> }).collect_view()
}

#[component]
fn Group(index: usize, group: OptionGroup, chosen: RwSignal<Vec<ChoiceId>>) -> impl IntoView {
    let lang = lang::current();
    let one = is_one_of(&group);
    let ids: Vec<_> = group.choices.iter().map(|choice| choice.id).collect();
    let most = usize::from(group.max);
    let full = Memo::new({
        let ids = ids.clone();
        move |_| !one && chosen.with(|chosen| chosen.iter().filter(|id| ids.contains(id)).count()) >= most
    });

    let ids = StoredValue::new(ids);
    let choose = move |id: ChoiceId, ticked: bool| {
        chosen.update(|chosen| {
            if one {
                ids.with_value(|ids| chosen.retain(|other| !ids.contains(other)));
            }
            chosen.retain(|other| *other != id);
            if ticked {
                chosen.push(id);
            }
        });
    };

    let rule = rule(&group, lang);
    let must = group.min > 0;
    let rows = group.choices.into_iter().enumerate().map(|(position, choice)| {
        let id = choice.id;
        // Each field has a name of its own, but for radio buttons, which share one; the server reads the values only.
        let name = if one { format!("choices[g{index}]") } else { format!("choices[g{index}c{position}]") };
        let is_chosen = move || chosen.with(|chosen| chosen.contains(&id));
        view! {
            <label class="option">
                <input
                    type=if one { "radio" } else { "checkbox" }
                    name=name
                    value=id.to_string()
                    required=one
                    checked=chosen.with_untracked(|chosen| chosen.contains(&id))
                    disabled=move || full.get() && !is_chosen()
                    on:change=move |event| choose(id, event_target_checked(&event))
                />
                <span class="option-name">{choice.name.to_string()}</span>
                <span class="option-price">{format::surcharge(choice.price, lang)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="option-group">
            <legend>
                {group.name.to_string()}
                {if must {
                    view! { <Badge text=rule tone=Tone::Brand/> }.into_any()
                } else {
                    view! { <span class="fine">{rule}</span> }.into_any()
                }}
            </legend>
            {rows.collect_view()}
        </fieldset>
    }
}

/// `필수 · 1개`, `최대 3개`.
fn rule(group: &OptionGroup, lang: Lang) -> String {
    let (min, max) = (group.min, group.max);
    match (lang, min) {
        (Lang::Ko, 0) => format!("최대 {max}개"),
        (Lang::Ko, _) if min == max => format!("필수 · {min}개"),
        (Lang::Ko, _) => format!("필수 · {min}–{max}개"),
        (Lang::En, 0) => format!("Up to {max}"),
        (Lang::En, _) if min == max => format!("Choose {min}"),
        (Lang::En, _) => format!("Choose {min}–{max}"),
    }
}
