use super::{
    api::{Checkout, PlaceOrder, load_checkout},
    refusals::OrderRefused,
    summary::Summary,
};
use crate::{
    account::{home::escaped, sorry::Sorry},
    components::{EmptyState, Field, Glyph, Icon, TopBar, format},
    customer::{address::place::Place, cards::Cards, cart::CartView},
    failure::Failure,
    lang,
};
use domain::{Address, OrderId, Refusal, store::StoreKind};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

/// `/checkout?key=`; with `declined` after a card was.
#[component]
pub fn CheckoutPage() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map();
    let key = Memo::new(move |_| query.with(|query| query.get("key")).and_then(|key| Uuid::try_parse(&key).ok()));
    let declined = Memo::new(move |_| query.with(|query| query.get_str("declined").is_some()));
    let place = ServerAction::<PlaceOrder>::new();

    // Looked at again once the server has found that the menu has moved on, or that the order is placed already, which then is where this leads.
    // Not after a failure of which nothing is known.
    let moved_on = move || {
        matches!(place.value().get(), Some(Err(Failure::Refused(Refusal::CannotOrder(_) | Refusal::IdempotencyKeyReused))))
    };
    let source = move || (key.get(), moved_on().then(|| place.version().get()));
    let data = Resource::new_blocking(source, |(key, _)| load_checkout(key));

    let failure = Signal::derive(move || match place.value().get() {
        Some(Err(failure)) => Some(failure),
        _ => declined.get().then(|| Refusal::PaymentDeclined { order_id: OrderId(Uuid::nil()), reason: String::new() }.into()),
    });
    let content = move || {
        Suspend::new(async move {
            match data.await {
                Ok(Checkout::Ready { cart, address, key }) => view! { <Ready cart=*cart address key place failure/> }.into_any(),
                Ok(Checkout::Empty) => view! { <NothingToPay/> }.into_any(),
                Ok(Checkout::Elsewhere) => ().into_any(),
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("결제하기", "Checkout")/>
        <main class="page checkout" data-wide>
            <TopBar title=t("결제하기", "Checkout") back="/cart"/>
            <Transition>{content}</Transition>
        </main>
    }
}

#[component]
fn Ready(
    cart: CartView,
    address: Address,
    key: Uuid,
    place: ServerAction<PlaceOrder>,
    failure: Signal<Option<Failure>>,
) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let total = format::won(cart.total, lang);
    let free = cart.can_be_ordered();
    // Held down from the tap until the next page is there.
    let sent = move || place.pending().get() || matches!(place.value().get(), Some(Ok(_)));
    view! {
        <ActionForm action=place attr:class="columns" attr:autocomplete="off">
            <input type="hidden" name="key" value=key.to_string()/>
            <input type="hidden" name="cart" value=cart.as_shown.clone()/>
            <div class="stack">
                <Destination address kind=cart.store.kind store=cart.store.name.to_string() key/>
                <section class="panel">
                    <h2>{t("요청 사항", "A note")}</h2>
                    <Field
                        name="note"
                        label=t("가게와 라이더에게", "For the store and the rider")
                        placeholder=t("예: 문 앞에 두고 벨 눌러 주세요", "e.g. Leave it at the door")
                        maxlength=200
                    />
                </section>
                <section class="panel">
                    <h2>{t("결제 수단", "Pay with")}</h2>
                    <Cards/>
                </section>
            </div>
            <aside class="stack">
                <section class="panel">
                    <Summary cart=cart failure/>
                </section>
                <div class="action-bar">
                    <OrderRefused failure/>
                    {if free {
                        view! {
                            <button
                                class="button"
                                data-kind="primary"
                                data-wide
                                disabled=sent
                                aria-busy=move || sent().to_string()
                            >
                                {lang.pick("", "Pay ")}
                                {total}
                                {lang.pick(" 결제하기", "")}
                            </button>
                        }
                            .into_any()
                    } else {
                        view! {
                            <a class="button" data-kind="primary" data-wide href="/cart">
                                {t("장바구니에서 확인해 주세요", "Check your cart first")}
                            </a>
                        }
                            .into_any()
                    }}
                </div>
            </aside>
        </ActionForm>
    }
}

/// Where it goes: to the door, or nowhere, when it is collected.
#[component]
fn Destination(address: Address, kind: StoreKind, store: String, key: Uuid) -> impl IntoView {
    let t = lang::say();
    if kind == StoreKind::Cafe {
        return view! {
            <section class="panel">
                <h2>{t("픽업", "Pick-up")}</h2>
                <p class="place-line">
                    <Icon name=Glyph::Store/>
                    <span>{store}{t("에서 직접 받아요", ", at the counter")}</span>
                </p>
            </section>
        }
        .into_any();
    }
    let change = format!("/address?next={}", escaped(&format!("/checkout?key={key}")));
    view! {
        <section class="panel">
            <div class="section-head">
                <h2>{t("배달 주소", "Deliver to")}</h2>
                <a href=change>{t("바꾸기", "Change")}</a>
            </div>
            <input type="hidden" name="place" value=Place::from(&address).to_string()/>
            <p class="place-line">
                <Icon name=Glyph::MapPin/>
                <strong>{address.line.to_string()}</strong>
            </p>
            <Field
                name="detail"
                label=t("상세 주소", "Floor, flat")
                value=address.detail.map(|detail| detail.to_string()).unwrap_or_default()
                placeholder=t("예: 302호", "e.g. 302")
                maxlength=120
            />
        </section>
    }
    .into_any()
}

#[component]
fn NothingToPay() -> impl IntoView {
    let t = lang::say();
    view! {
        <EmptyState
            art="cart"
            title=t("장바구니가 비어 있어요", "Your cart is empty")
            text=t("이미 주문했다면 주문 내역에서 볼 수 있어요.", "If you have just ordered, you find it among your orders.")
        >
            <a class="button" href="/orders">{t("주문 내역 보기", "Your orders")}</a>
        </EmptyState>
    }
}
