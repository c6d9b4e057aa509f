use super::{
    api::{AddItem, ChangeItem},
    groups::GroupsEditor,
    illustration::IllustrationPicker,
    photo::PhotoForm,
    typed::TypedItem,
};
use crate::{
    components::{Art, FailureNotice, FieldError, Plate, format},
    failure::Failure,
    key::CommandKey,
    lang::{self, Lang},
    store::won::{NotWon, won},
};
use domain::{MenuItemId, Money, Refusal, StoreId, store::MAX_STOCK, views::MenuItemView};
use leptos::{form::ActionForm, prelude::*};

/// What the form shows of itself as the customer will see it.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    description: RwSignal<String>,
    price: RwSignal<String>,
    illustration: RwSignal<String>,
}

/// A new item, or a change of one.
#[component]
pub fn ItemEditor(
    store: StoreId,
    /// None: a new one.
    item: Option<MenuItemId>,
    /// What the form shows: the item as it is, or as it was typed when it was refused.
    typed: TypedItem,
    /// The sections that there are, to choose from.
    sections: Vec<String>,
    #[prop(into)] photo: Signal<Option<String>>,
    add: ServerAction<AddItem>,
    change: ServerAction<ChangeItem>,
    changed: impl Fn(MenuItemView) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let t = lang::say();
    let draft = Draft::of(&typed);
    let art = Signal::derive(move || match photo.get() {
        Some(url) => Art::of(None, Some(&url)),
        None if draft.illustration.with(String::is_empty) => Art::food("plate-setting"),
        None => Art::food(&draft.illustration.get()),
    });
    let heading = if item.is_some() { t("메뉴 고치기", "Edit the item") } else { t("새 메뉴", "New item") };
    let form = match item {
        Some(id) => {
            let failure = Signal::derive(move || change.value().get().and_then(Result::err));
            view! {
                <PhotoForm id art changed/>
                <ActionForm action=change attr:class="form">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <Fields typed sections draft failure/>
                    <SaveButton label=t("저장", "Save") busy=change.pending()/>
                    <Saved version=change.version() ok=Signal::derive(move || matches!(change.value().get(), Some(Ok(_))))/>
                </ActionForm>
            }
            .into_any()
        }
        None => {
            let failure = Signal::derive(move || add.value().get().and_then(Result::err));
            view! {
                <ActionForm action=add attr:class="form">
                    <input type="hidden" name="store" value=store.to_string()/>
                    <CommandKey/>
                    <Fields typed sections draft failure/>
                    <SaveButton label=t("메뉴에 올리기", "Put on the menu") busy=add.pending()/>
                </ActionForm>
            }
            .into_any()
        }
    };
    view! {
        <aside class="panel stack item-editor" aria-labelledby="editor-title">
            <h2 id="editor-title">{heading}</h2>
            <Preview draft art/>
            {form}
        </aside>
    }
}

#[component]
fn Fields(typed: TypedItem, sections: Vec<String>, draft: Draft, failure: Signal<Option<Failure>>) -> impl IntoView {
    let t = lang::say();
    let language = lang::current();
    let problem = move |pointer: &str| {
        failure.with(|failure| match failure {
            Some(Failure::Refused(Refusal::Invalid(problems))) => problems.iter().any(|problem| problem.pointer == pointer),
            _ => false,
        })
    };
    let at = move |pointer: &'static str, ko: &'static str, en: &'static str| {
        Signal::derive(move || problem(pointer).then(|| t(ko, en).to_owned()))
    };
    let general =
        Signal::derive(move || failure.get().filter(|failure| !matches!(failure, Failure::Refused(Refusal::Invalid(_)))));
    let price_error =
        Signal::derive(move || problem("/price").then(|| draft.price.with_untracked(|typed| price_sentence(typed, language))));
    let stock_error = Signal::derive(move || problem("/stock").then(|| stock_sentence(language)));
    let TypedItem { section, stock, stock_before, groups, .. } = typed;
    view! {
        <Text name="item[name]" label=t("이름", "Name") value=draft.name maxlength=60 error=at("/name", "이름을 60자까지 적어 주세요.", "Write a name, up to 60 characters.")/>
        <div class="field">
            <label for="item-section">{t("메뉴판 자리", "Section")}</label>
            <input class="input" id="item-section" name="item[section]" value=section list="sections" maxlength="60" placeholder=t("예: 국수", "Such as noodles")/>
            <datalist id="sections">{sections.into_iter().map(|section| view! { <option value=section></option> }).collect_view()}</datalist>
        </div>
        <div class="field">
            <label for="item-description">{t("설명", "Description")}</label>
            <textarea
                class="input"
                id="item-description"
                name="item[description]"
                maxlength="500"
                on:input:target=move |event| draft.description.set(event.target().value())
            >
                {draft.description.get_untracked()}
            </textarea>
        </div>
        <div class="field-row">
            <Text
                name="item[price]"
                label=t("값(원)", "Price in won")
                value=draft.price
                maxlength=14
                numeric=true
                error=price_error
            />
            <div class="field">
                <label for="item-stock">{t("남은 수량", "Stock")}</label>
                <input type="hidden" name="item[stock_before]" value=stock_before/>
                <input
                    class="input"
                    id="item-stock"
                    name="item[stock]"
                    value=stock
                    inputmode="numeric"
                    placeholder=t("제한 없음", "Unlimited")
                    aria-invalid=move || stock_error.get().is_some().then_some("true")
                    aria-describedby="item-stock-error"
                />
                <FieldError name="item-stock" error=stock_error/>
            </div>
        </div>
        <IllustrationPicker name="item[illustration]" chosen=draft.illustration/>
        <GroupsEditor
            groups
            error=move |at| problem(&format!("/groups/{at}")).then(|| {
                t("이름과 선택을 적고, 고르는 개수를 선택 수에 맞춰 주세요.", "Name it and its choices, and let the numbers fit the choices.").to_owned()
            })
        />
        <FailureNotice failure=general/>
    }
}

/// A text field whose text also stands in the preview.
#[component]
fn Text(
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    maxlength: u32,
    #[prop(optional)] numeric: bool,
    error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                class="input"
                id=name
                name=name
                value=value.get_untracked()
                required=true
                maxlength=maxlength
                inputmode=numeric.then_some("numeric")
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=format!("{name}-error")
                on:input:target=move |event| value.set(event.target().value())
            />
            <FieldError name error/>
        </div>
    }
}

/// The item as it stands on the store's page.
#[component]
fn Preview(draft: Draft, art: Signal<Art>) -> impl IntoView {
    let t = lang::say();
    let language = lang::current();
    let price = move || won(&draft.price.get()).map(|price| format::won(price, language)).unwrap_or_default();
    let name =
        move || draft.name.with(|name| if name.is_empty() { t("메뉴 이름", "The item's name").to_owned() } else { name.clone() });
    view! {
        <figure class="item-preview">
            <figcaption class="fine">{t("손님에게는 이렇게 보여요", "As customers see it")}</figcaption>
            <div class="menu-item">
                <span class="menu-item-text">
                    <strong>{name}</strong>
                    <span class="menu-item-about">{move || draft.description.get()}</span>
                    <span class="money">{price}</span>
                </span>
                {move || view! { <Plate art=art.get()/> }}
            </div>
        </figure>
    }
}

#[component]
fn SaveButton(label: &'static str, #[prop(into)] busy: Signal<bool>) -> impl IntoView {
    view! { <button class="button" data-kind="primary" data-wide=true aria-busy=move || busy.get().to_string()>{label}</button> }
}

#[component]
fn Saved(#[prop(into)] version: Signal<usize>, ok: Signal<bool>) -> impl IntoView {
    let t = lang::say();
    let shown = move || (version.get() > 0 && ok.get()).then(|| view! { <p class="meta">{t("저장했어요", "Saved")}</p> });
    view! { <div role="status">{shown}</div> }
}

impl Draft {
    fn of(typed: &TypedItem) -> Draft {
        let text = |text: &String| RwSignal::new(text.clone());
        Draft {
            name: text(&typed.name),
            description: text(&typed.description),
            price: text(&typed.price),
            illustration: text(&typed.illustration),
        }
    }
}

/// What is wrong with this price, and what would be right.
fn price_sentence(typed: &str, lang: Lang) -> String {
    match (won(typed), lang) {
        (Err(NotWon::TooMuch), Lang::Ko) => format!("값은 {}까지 적을 수 있어요.", format::won(Money::MAX, lang)),
        (Err(NotWon::TooMuch), Lang::En) => format!("A price is at most {}.", format::won(Money::MAX, lang)),
        (_, lang) => lang.pick("값을 숫자로 적어 주세요.", "Write the price in digits.").to_owned(),
    }
}

fn stock_sentence(lang: Lang) -> String {
    let most = format::grouped(MAX_STOCK.into());
    match lang {
        Lang::Ko => format!("0에서 {most} 사이의 숫자를 적거나 비워 두세요."),
        Lang::En => format!("A number from 0 to {most}, or nothing."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_that_is_too_much_is_told_how_much_it_may_be() {
        assert_eq!(price_sentence("99999999999999", Lang::Ko), "값은 1,000,000,000원까지 적을 수 있어요.");
        assert_eq!(price_sentence("비싸요", Lang::Ko), "값을 숫자로 적어 주세요.");
        assert_eq!(stock_sentence(Lang::Ko), "0에서 100,000 사이의 숫자를 적거나 비워 두세요.");
    }
}
