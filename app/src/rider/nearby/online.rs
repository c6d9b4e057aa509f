use super::api::SetOnline;
use crate::{components::format, lang};
use domain::Money;
use leptos::{form::ActionForm, prelude::*};

/// What today has brought, and the switch that says whether the rider takes deliveries.
#[component]
pub fn RiderHead(earned: Money, #[prop(into)] online: Signal<bool>, action: ServerAction<SetOnline>) -> impl IntoView {
    let t = lang::say();
    view! {
        <header class="rider-head">
            <p>
                <span class="fine">{t("오늘", "Today")}</span>
                <span class="figure">{format::won(earned, lang::current())}</span>
            </p>
            <ActionForm action>
                <input type="hidden" name="online" value=move || (!online.get()).to_string()/>
                <button
                    class="state-pill"
                    role="switch"
                    aria-checked=move || online.get().to_string()
                    aria-busy=move || action.pending().get().to_string()
                    data-on=move || online.get()
                >
                    {move || if online.get() { t("받는 중", "Online") } else { t("쉬는 중", "Offline") }}
                </button>
            </ActionForm>
        </header>
    }
}
