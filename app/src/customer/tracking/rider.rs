use crate::{
    components::{Plate, PlateSize},
    lang::{self, Lang},
};
use domain::{order::Status, text::Name, views::OrderView};
use leptos::prelude::*;

/// Who brings it; for a parcel, which carrier.
#[component]
pub fn RiderCard(order: RwSignal<OrderView>) -> impl IntoView {
    let card = Memo::new(move |_| order.with(card));
    move || {
        card.get().map(|(art, name, what)| {
            view! {
                <div class="rider-card">
                    <Plate art=art size=PlateSize::Tiny round=true/>
                    <div>
                        <strong>{name}</strong>
                        <span class="fine">{what}</span>
                    </div>
                </div>
            }
        })
    }
}

fn card(order: &OrderView) -> Option<(&'static str, String, String)> {
    let lang = lang::current();
    if let Some(shipment) = &order.shipment {
        let number = format!("{} {}", lang.pick("송장", "Tracking no."), shipment.tracking_no);
        return Some(("package", shipment.carrier.to_string(), number));
    }
    let rider = order.rider.as_ref()?;
    let what = match order.status {
        Status::Claimed => lang.pick("가게로 가고 있어요", "On the way to the store"),
        Status::PickedUp => lang.pick("음식을 가지고 오고 있어요", "Coming with your food"),
        _ => lang.pick("배달을 마쳤어요", "Has delivered your food"),
    };
    Some(("scooter", called(&rider.name, lang), what.to_owned()))
}

fn called(name: &Name, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{name} 라이더"),
        Lang::En => format!("{name}, your rider"),
    }
}
