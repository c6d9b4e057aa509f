use super::api::Claim;
use crate::{
    components::{Badge, Glyph, Icon, Tone, format},
    key::CommandKey,
    lang,
};
use domain::{OrderId, views::DeliveryView};
use leptos::{form::ActionForm, prelude::*};

/// A delivery to claim. The nearest shows its button; the others open with a tap.
#[component]
pub fn Offer(offer: DeliveryView, nearest: bool, claim: ServerAction<Claim>) -> impl IntoView {
    let id = offer.order_id;
    if nearest {
        view! {
            <article class="delivery" data-nearest=true>
                <Facts offer/>
                <ClaimForm id claim primary=true/>
            </article>
        }
        .into_any()
    } else {
        view! {
            <details class="delivery" name="offer">
                <summary><Facts offer/></summary>
                <ClaimForm id claim primary=false/>
            </details>
        }
        .into_any()
    }
}

#[component]
fn Facts(offer: DeliveryView) -> impl IntoView {
    let t = lang::say();
    let way = format!("{} · {}", offer.drop_off_area, format::distance(offer.ride_m));
    view! {
        <header>
            <span>{format::distance(offer.distance_m)}</span>
            <Badge text=t("완성", "Ready") tone=Tone::Celadon/>
            <span class="money">{format::won(offer.fee, lang::current())}</span>
        </header>
        <p class="place"><Icon name=Glyph::Store/>{offer.store.name.to_string()}</p>
        <p class="place"><Icon name=Glyph::MapPin/>{way}</p>
    }
}

#[component]
fn ClaimForm(id: OrderId, claim: ServerAction<Claim>, primary: bool) -> impl IntoView {
    let t = lang::say();
    let busy = move || claim.input().with(|input| input.as_ref().is_some_and(|input| input.order == id));
    let kind = if primary { "primary" } else { "line" };
    view! {
        <ActionForm action=claim>
            <input type="hidden" name="order" value=id.to_string()/>
            <CommandKey/>
            <button class="button" data-kind=kind data-wide=true aria-busy=move || busy().to_string()>
                {t("이 배달 잡기", "Take this delivery")}
            </button>
        </ActionForm>
    }
}
