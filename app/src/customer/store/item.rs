use super::{choices::Choices, menu::art, page::CartActions};
use crate::{
    components::{Badge, FailureNotice, Plate, PlateSize, Rating, Sheet, Stepper, Tone, format},
    customer::cart::{Addition, pricing},
    lang,
};
use domain::{Money, StoreId, views::MenuItemView};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// An item with its options; putting it in closes the sheet.
#[component]
pub fn ItemSheet(store: StoreId, item: MenuItemView, actions: CartActions) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let page = format!("/stores/{store}");
    let add = actions.add;
    let before = add.version().get_untracked();
    let failure = Signal::derive(move || {
        // What another item was refused for is not said here; before the first tap it is what a plain form was refused for.
        let is_ours = before == 0 || add.version().get() != before;
        add.value().get().and_then(Result::err).filter(|_| is_ours)
    });
    close_when_added(store, &item, actions);

    let chosen = RwSignal::new(pricing::preset(&item.option_groups));
    let quantity = RwSignal::new(1_u32);
    let total = {
        let (price, groups) = (item.price, item.option_groups.clone());
        move || {
            let unit = chosen.with(|chosen| pricing::unit_price(price, &groups, chosen));
            format::won(unit.times(quantity.get()).unwrap_or(Money::MAX), lang)
        }
    };

    let often = (item.order_count > 0).then(|| {
        view! { <Badge text=format::orders(item.order_count, lang::current()) tone=Tone::Brand/> }
    });
    let left = item.stock.map(|left| {
        let text =
            if left == 0 { t("품절", "Sold out").to_owned() } else { format!("{left}{}", t("개 남았어요", " left")) };
        view! { <Badge text tone=Tone::Brass/> }
    });
    let rating = item.rating;
    let most = item.stock.unwrap_or(99).clamp(1, 99);
    let available = item.available;
    view! {
        <Sheet label=item.name.to_string() close=page>
            <ActionForm action=add attr:class="sheet-form" attr:autocomplete="off">
                <input type="hidden" name="store" value=store.to_string()/>
                <input type="hidden" name="item" value=item.id.to_string()/>
                <div class="sheet-body">
                    <Plate art=art(&item) size=PlateSize::Hero off=!available/>
                    <header class="item-head">
                        <h2>{item.name.to_string()}</h2>
                        {item.description.as_ref().map(|about| view! { <p>{about.to_string()}</p> })}
                        <div class="item-price">
                            <span class="money">{format::won(item.price, lang)}</span>
                            {rating.map(|_| view! { <span class="meta"><Rating stars=rating/></span> })}
                            {often}
                            {left}
                        </div>
                    </header>
                    {(!item.option_groups.is_empty()).then(|| view! { <hr class="divide"/> })}
                    <Choices groups=item.option_groups.clone() chosen/>
                    <FailureNotice failure/>
                </div>
                <footer class="sheet-foot">
                    <Stepper value=quantity max=most large=true/>
                    <button
                        class="button"
                        data-kind="primary"
                        disabled=!available
                        aria-busy=move || add.pending().get().to_string()
                    >
                        {if available {
                            view! {
                                <span class="live-price">{lang.pick("", "Add for ")}{total}{" "}</span>
                                <span>{lang.pick("담기", "")}</span>
                                <span class="no-live-price">{lang.pick("", "Add")}</span>
                            }
                                .into_any()
                        } else {
                            t("지금은 품절이에요", "Sold out for now").into_any()
                        }}
                    </button>
                </footer>
            </ActionForm>
        </Sheet>
    }
}

/// What a plain form's redirect does, done by the script: no new page in the history, and no jump to its top.
fn close_when_added(store: StoreId, item: &MenuItemView, CartActions { add, .. }: CartActions) {
    let (item, navigate) = (item.id, use_navigate());
    let before = add.version().get_untracked();
    Effect::new(move |_| {
        if add.version().get() == before {
            return;
        }
        let next = match add.value().get_untracked() {
            Some(Ok(Addition::InCart)) => format!("/stores/{store}?added={item}"),
            Some(Ok(Addition::OtherStore { line })) => format!("/stores/{store}?swap={line}"),
            _ => return,
        };
        navigate(&next, NavigateOptions { replace: true, scroll: false, ..Default::default() });
    });
}
