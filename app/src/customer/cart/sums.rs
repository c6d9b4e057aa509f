use super::view::CartView;
use crate::{components::format, lang};
use domain::{Money, store::StoreKind};
use leptos::prelude::*;

/// What the lines cost, what bringing them costs, and both.
#[component]
pub fn CartTotals(items: Money, delivery: Money, total: Money, kind: StoreKind) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let fee = (kind != StoreKind::Cafe).then(|| {
        let fee = if delivery.is_zero() { t("무료", "Free").to_owned() } else { format::won(delivery, lang) };
        view! {
            <div>
                <dt>{if kind == StoreKind::MealKit { t("배송비", "Shipping") } else { t("배달비", "Delivery") }}</dt>
                <dd>{fee}</dd>
            </div>
        }
    });
    view! {
        <dl class="totals">
            <div>
                <dt>{t("메뉴", "Items")}</dt>
                <dd>{format::won(items, lang)}</dd>
            </div>
            {fee}
            <div data-sum>
                <dt>{t("합계", "Total")}</dt>
                <dd>{format::won(total, lang)}</dd>
            </div>
        </dl>
    }
}

/// How far the cart is from the store's minimum; nothing once it is reached.
#[component]
pub fn Minimum(cart: CartView) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let missing = cart.below_minimum();
    (!missing.is_zero()).then(|| {
        let amount = format::won(missing, lang);
        view! {
            <div class="minimum">
                <span>
                    <strong>{amount}</strong>
                    {t(" 더 담으면 주문할 수 있어요", " more and you can order")}
                </span>
                <progress
                    max=cart.store.min_order.amount()
                    value=cart.items_total.amount()
                    aria-label=t("최소 주문 금액까지", "Towards the minimum order")
                ></progress>
            </div>
        }
    })
}
