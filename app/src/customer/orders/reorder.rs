use super::api::Reorder;
use crate::{
    components::{FailureNotice, Sheet},
    lang,
};
use domain::OrderId;
use leptos::{form::ActionForm, prelude::*};

/// Orders the same again.
#[component]
pub fn ReorderButton(order: OrderId) -> impl IntoView {
    let t = lang::say();
    let again = ServerAction::<Reorder>::new();
    let failure = Signal::derive(move || again.value().get().and_then(Result::err));
    view! {
        <ActionForm action=again>
            <input type="hidden" name="order" value=order.to_string()/>
            <button class="button" aria-busy=move || again.pending().get().to_string()>{t("다시 담기", "Order again")}</button>
            <FailureNotice failure/>
        </ActionForm>
    }
}

/// Asks whether what is in the cart may go.
#[component]
pub fn ReplaceSheet(order: OrderId) -> impl IntoView {
    let t = lang::say();
    let again = ServerAction::<Reorder>::new();
    let failure = Signal::derive(move || again.value().get().and_then(Result::err));
    view! {
        <Sheet label=t("장바구니 바꾸기", "Replace your cart") close="/orders">
            <div class="sheet-body stack">
                <h2>{t("장바구니를 비우고 담을까요?", "Replace what is in your cart?")}</h2>
                <p class="meta">{t("지금 담겨 있는 메뉴는 빠져요.", "What is in it now will be taken out.")}</p>
                <FailureNotice failure/>
            </div>
            <footer class="sheet-foot">
                <a class="button" href="/orders" data-noscroll=true>{t("그대로 둘게요", "Keep it")}</a>
                <ActionForm action=again>
                    <input type="hidden" name="order" value=order.to_string()/>
                    <input type="hidden" name="replace" value="true"/>
                    <button class="button" data-kind="primary" data-wide aria-busy=move || again.pending().get().to_string()>
                        {t("비우고 담을게요", "Replace it")}
                    </button>
                </ActionForm>
            </footer>
        </Sheet>
    }
}
