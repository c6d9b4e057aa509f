use super::{
    api::{ChooseAddress, my_address},
    here::HereButton,
    place::Place,
};
use crate::{
    account::home::after_sign_in,
    components::{ErrorState, FailureNotice, Field, TopBar, format},
    lang,
};
use domain::{Address, Role};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/address?next=`: where food goes; back to `next` once chosen.
#[component]
pub fn AddressPage() -> impl IntoView {
    let t = lang::say();
    let next = use_query_map().with_untracked(|query| query.get("next")).unwrap_or_default();
    let next = after_sign_in(&next, Role::Customer).to_owned();
    let address = Resource::new_blocking(|| (), |_| my_address());
    let content = {
        let next = next.clone();
        move || {
            let next = next.clone();
            Suspend::new(async move {
                match address.await {
                    Ok(address) => view! { <Choice address next/> }.into_any(),
                    Err(failure) => view! { <ErrorState failure/> }.into_any(),
                }
            })
        }
    };
    view! {
        <Title text=t("배달 주소", "Your address")/>
        <main class="page">
            <TopBar title=t("어디로 갈까요?", "Where to?") back=next/>
            <Suspense>{content}</Suspense>
        </main>
    }
}

#[component]
fn Choice(address: Address, next: String) -> impl IntoView {
    let t = lang::say();
    let choose = ServerAction::<ChooseAddress>::new();
    let failure = Signal::derive(move || choose.value().get().and_then(Result::err));

    let current = Place::from(&address);
    let chosen = RwSignal::new(current.to_string());
    // A place of one's own that the list does not have: kept from before, or just found by the browser.
    let own = RwSignal::new(Some(current).filter(|current| Place::known().all(|place| place != *current)));
    let found = Callback::new(move |place: Place| {
        chosen.set(place.to_string());
        if Place::known().all(|known| known != place) {
            own.set(Some(place));
        }
    });

    let home = address.position;
    let option = move |place: Place| {
        let value = place.to_string();
        let is_chosen = {
            let value = value.clone();
            move || chosen.get() == value
        };
        let choose = {
            let value = value.clone();
            move |_| chosen.set(value.clone())
        };
        let away = place.position.metres_to(home);
        view! {
            <label class="option" data-framed>
                <input type="radio" name="place" value=value required checked=is_chosen.clone() prop:checked=is_chosen on:change=choose/>
                <span class="option-name">{place.line.to_string()}</span>
                <span class="option-price">{(away > 0).then(|| format::distance(away))}</span>
            </label>
        }
    };
    view! {
        <ActionForm action=choose attr:class="form">
            <input type="hidden" name="next" value=next/>
            <HereButton found/>
            <fieldset class="option-group">
                <legend class="said">{t("주소", "Address")}</legend>
                {move || own.get().map(option)}
                {Place::known().map(option).collect_view()}
            </fieldset>
            <Field
                name="detail"
                label=t("상세 주소", "Floor, flat")
                value=address.detail.map(|detail| detail.to_string()).unwrap_or_default()
                placeholder=t("예: 302호", "e.g. 302")
                autocomplete="address-line2"
                maxlength=120
            />
            <FailureNotice failure/>
            <div class="action-bar">
                <button class="button" data-kind="primary" data-wide aria-busy=move || choose.pending().get().to_string()>
                    {t("이 주소로 받을게요", "Deliver here")}
                </button>
            </div>
        </ActionForm>
    }
}
