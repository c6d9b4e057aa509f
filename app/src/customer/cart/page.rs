use super::{
    api::{ChangeLine, my_cart},
    line::CartLines,
    sums::{CartTotals, Minimum},
    view::CartView,
};
use crate::{
    components::{EmptyState, ErrorState, FailureNotice, Glyph, Icon, TopBar, format},
    customer::orders::LeftOut,
    lang,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/cart`, also `?reordered=<order>` after ordering the same again.
#[component]
pub fn CartPage() -> impl IntoView {
    let t = lang::say();
    let change = ServerAction::<ChangeLine>::new();
    let cart = Resource::new_blocking(move || change.version().get(), |_| my_cart());
    let failure = Signal::derive(move || change.value().get().and_then(Result::err));

    let content = move || {
        Suspend::new(async move {
            match cart.await {
                Ok(Some(cart)) => view! { <FullCart cart change/> }.into_any(),
                Ok(None) => view! { <EmptyCart/> }.into_any(),
                Err(failure) => view! { <ErrorState failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("장바구니", "Cart")/>
        <main class="page" data-wide>
            <TopBar title=t("장바구니", "Cart") back="/"/>
            <LeftOut/>
            <FailureNotice failure/>
            <Transition>{content}</Transition>
        </main>
    }
}

#[component]
fn FullCart(cart: CartView, change: ServerAction<ChangeLine>) -> impl IntoView {
    let t = lang::say();
    let store = format!("/stores/{}", cart.store.id);
    let closed = (!cart.store.open).then(|| {
        view! {
            <p class="notice" data-tone="brass">
                <Icon name=Glyph::Clock/>
                <span>{t("지금은 가게가 쉬고 있어요. 담은 메뉴는 그대로 둘게요.", "The store is closed now. Your cart stays as it is.")}</span>
            </p>
        }
    });
    let far = (!cart.store.in_reach).then(|| {
        view! {
            <p class="notice" data-tone="brass">
                <Icon name=Glyph::MapPin/>
                <span>
                    {t("이 가게는 지금 주소로 배달하지 않아요. ", "This store does not deliver to your address. ")}
                    <a href="/address?next=/cart">{t("주소 바꾸기", "Change the address")}</a>
                </span>
            </p>
        }
    });
    view! {
        <div class="columns">
            <section class="panel">
                <div class="section-head">
                    <h2>{cart.store.name.to_string()}</h2>
                    <a href=store>{t("더 담기", "Add more")}</a>
                </div>
                <CartLines lines=cart.lines.clone() change/>
            </section>
            <aside class="stack">
                {closed}
                {far}
                <div class="panel stack">
                    <CartTotals items=cart.items_total delivery=cart.delivery_fee total=cart.total kind=cart.store.kind/>
                    <Minimum cart=cart.clone()/>
                </div>
                <div class="action-bar">
                    <ToCheckout cart/>
                </div>
            </aside>
        </div>
    }
}

/// The way to paying, or why it is not open yet.
#[component]
pub fn ToCheckout(cart: CartView) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    if cart.can_be_ordered() {
        let href = format!("/checkout?key={}", cart.order_key);
        let total = format::won(cart.total, lang);
        view! {
            <a class="button" data-kind="primary" data-wide href=href>
                {lang.pick("", "Order for ")}
                {total}
                {lang.pick(" 주문하기", "")}
            </a>
        }
        .into_any()
    } else {
        let why = if !cart.store.open {
            t("지금은 쉬는 중이에요", "Closed right now")
        } else if !cart.store.in_reach {
            t("이 주소로는 배달하지 않아요", "Not delivered to your address")
        } else if cart.has_trouble() {
            t("메뉴를 먼저 확인해 주세요", "Check your items first")
        } else {
            t("최소 금액을 채워 주세요", "Below the minimum")
        };
        view! { <button class="button" data-kind="primary" data-wide disabled>{why}</button> }.into_any()
    }
}

#[component]
fn EmptyCart() -> impl IntoView {
    let t = lang::say();
    view! {
        <EmptyState
            art="cart"
            title=t("아직 비어 있어요", "Nothing in here yet")
            text=t("먹고 싶은 메뉴를 담아 보세요.", "Put in what you feel like eating.")
        >
            <a class="button" data-kind="primary" href="/">{t("가게 둘러보기", "Look around")}</a>
        </EmptyState>
    }
}
