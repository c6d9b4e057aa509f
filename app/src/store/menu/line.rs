use super::api::{SellOut, SetStock};
use crate::{
    components::{Art, Badge, Glyph, Icon, Plate, PlateSize, Tone, format},
    lang::{self, Lang},
};
use domain::{
    store::{MAX_STOCK, SoldOut},
    views::MenuItemView,
};
use leptos::{form::ActionForm, prelude::*};

/// One item: what it is, whether it can be had, and the taps that change that.
#[component]
pub fn MenuLine(
    item: MenuItemView,
    /// Whether it is being edited beside the list.
    current: bool,
    sell_out: ServerAction<SellOut>,
    set_stock: ServerAction<SetStock>,
) -> impl IntoView {
    let t = lang::say();
    let language = lang::current();
    let (id, stock) = (item.id, item.stock);
    let art = Art::of(item.illustration.as_ref(), item.photo_url.as_ref());
    let off = !item.available;
    let edit = format!("/store/menu?item={id}");
    view! {
        <li class="menu-line" data-off=off aria-current=current.then_some("true")>
            <Plate art size=PlateSize::Small off/>
            <a class="menu-line-text" href=edit.clone()>
                <strong>{item.name.to_string()}</strong>
                <span class="meta money">{format::won(item.price, language)}</span>
                <span class="badges">
                    {item.sold_out_until.map(|until| view! { <Badge text=sold_out(until, language) tone=Tone::Danger/> })}
                    {(stock == Some(0)).then(|| view! { <Badge text=t("재고 없음", "Out of stock") tone=Tone::Danger/> })}
                    {stock.filter(|count| *count > 0).map(|count| view! { <Badge text=left(count, language) tone=Tone::Brass/> })}
                </span>
            </a>
            <div class="menu-line-actions">
                {stock.map(|count| view! { <StockForm item=item.clone() count action=set_stock/> })}
                <SoldOutForm item=item.clone() action=sell_out/>
                <a class="icon-button" href=edit aria-label=format!("{} {}", item.name, t("고치기", "edit"))><Icon name=Glyph::Pencil/></a>
            </div>
        </li>
    }
}

/// One tap: for an hour, for today, until further notice; or back on.
#[component]
fn SoldOutForm(item: MenuItemView, action: ServerAction<SellOut>) -> impl IntoView {
    let t = lang::say();
    let taps = if item.sold_out_until.is_some() {
        vec![("back", t("다시 팔기", "Back on"))]
    } else {
        vec![("1h", t("1시간", "1 hour")), ("today", t("오늘", "Today")), ("forever", t("계속", "Until I say"))]
    };
    let legend = (item.sold_out_until.is_none()).then(|| view! { <legend class="fine">{t("품절", "Sold out")}</legend> });
    let name = item.name.to_string();
    view! {
        <ActionForm action>
            <input type="hidden" name="id" value=item.id.to_string()/>
            <fieldset class="sold-out-taps" aria-label=format!("{name} {}", t("품절", "sold out"))>
                {legend}
                {taps.into_iter().map(|(until, label)| view! {
                    <button class="chip" name="until" value=until>{label}</button>
                }).collect_view()}
            </fieldset>
        </ActionForm>
    }
}

#[component]
fn StockForm(item: MenuItemView, count: u32, action: ServerAction<SetStock>) -> impl IntoView {
    let t = lang::say();
    let label = format!("{} {}", item.name, t("남은 수량", "left"));
    view! {
        <ActionForm action attr:class="stock-form">
            <input type="hidden" name="id" value=item.id.to_string()/>
            <input class="input" type="number" name="stock" min="0" max=MAX_STOCK inputmode="numeric" value=count aria-label=label/>
            <button class="icon-button" aria-label=t("수량 저장", "Save the number")><Icon name=Glyph::Check/></button>
        </ActionForm>
    }
}

fn sold_out(until: SoldOut, lang: Lang) -> String {
    match (until, lang) {
        (SoldOut::Forever, _) => lang.pick("품절", "Sold out").to_owned(),
        (SoldOut::Until(until), _) if until == until.start_of_day_in_seoul() => {
            lang.pick("오늘 품절", "Sold out today").to_owned()
        }
        (SoldOut::Until(until), Lang::Ko) => format!("{}까지 품절", format::clock(until, lang)),
        (SoldOut::Until(until), Lang::En) => format!("Sold out until {}", format::clock(until, lang)),
    }
}

fn left(count: u32, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{count}개 남음"),
        Lang::En => format!("{count} left"),
    }
}
