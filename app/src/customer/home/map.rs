use crate::{
    components::{Pin, PlacesMap},
    lang,
};
use domain::{Address, views::StoreSummary};
use leptos::prelude::*;

/// The stores of the list around the address.
#[component]
pub fn StoresMap(address: Address, stores: Vec<StoreSummary>) -> impl IntoView {
    let t = lang::say();
    let home = Pin::new(address.position, "house", address.line.to_string());
    let stores = stores.into_iter().map(|store| {
        let art = store.illustration.as_ref().map_or("plate-setting", |art| art.as_str());
        Pin::new(store.position, art, store.name.to_string()).to(format!("/stores/{}", store.id))
    });
    view! { <PlacesMap label=t("가까운 가게 지도", "Map of the stores near you") pins=[home].into_iter().chain(stores).collect()/> }
}
