use super::page::CartActions;
use crate::{
    components::{FailureNotice, format},
    customer::cart::{CartLines, CartTotals, CartView, Minimum, ToCheckout},
    lang,
};
use domain::StoreId;
use leptos::prelude::*;

/// The cart beside the menu, on a desktop.
#[component]
pub fn CartPanel(store: StoreId, actions: CartActions) -> impl IntoView {
    let t = lang::say();
    let failure = Signal::derive(move || actions.change.value().get().and_then(Result::err));
    let cart = actions.cart;
    let content = move || {
        Suspend::new(async move {
            match cart.await.ok().flatten().filter(|cart| cart.store.id == store) {
                Some(cart) => view! { <Filled cart actions/> }.into_any(),
                None => {
                    view! { <p class="meta">{t("메뉴를 고르면 여기에 담겨요.", "What you choose appears here.")}</p> }.into_any()
                }
            }
        })
    };
    view! {
        <aside class="cart-panel panel" aria-label=t("장바구니", "Cart")>
            <h2>{t("장바구니", "Cart")}</h2>
            <Transition>{content}</Transition>
            <FailureNotice failure/>
        </aside>
    }
}

#[component]
fn Filled(cart: CartView, actions: CartActions) -> impl IntoView {
    view! {
        <CartLines lines=cart.lines.clone() change=actions.change/>
        <CartTotals items=cart.items_total delivery=cart.delivery_fee total=cart.total kind=cart.store.kind/>
        <div class="stack">
            <Minimum cart=cart.clone()/>
            <ToCheckout cart/>
        </div>
    }
}

/// The way to the cart at the thumb of a phone, once something is in it.
#[component]
pub fn CartBar(store: StoreId, actions: CartActions) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let cart = actions.cart;
    let content = move || {
        Suspend::new(async move {
            let cart = cart.await.ok().flatten().filter(|cart| cart.store.id == store)?;
            Some(view! {
                <div class="cart-bar">
                    <a class="button" data-kind="primary" href="/cart">
                        <span class="cart-bar-count">{cart.count()}</span>
                        <span>{t("장바구니 보기", "View cart")}</span>
                        <span class="money">{format::won(cart.items_total, lang)}</span>
                    </a>
                </div>
            })
        })
    };
    view! { <Transition>{content}</Transition> }
}
