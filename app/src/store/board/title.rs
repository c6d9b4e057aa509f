use crate::lang::{self, Lang};
use leptos::prelude::*;
use leptos_meta::Title;

/// The tab says how many orders are new, in its title and on its icon.
#[component]
pub fn TabBadge(#[prop(into)] new: Signal<usize>) -> impl IntoView {
    let language = lang::current();
    // The server writes the head when the page's own signals may be gone already.
    let first = new.get_untracked();
    let title = move || match (new.try_get().unwrap_or(first), language) {
        (0, _) => language.pick("주문 보드", "Order board").to_owned(),
        (count, Lang::Ko) => format!("({count}) 새 주문"),
        (1, Lang::En) => "(1) New order".to_owned(),
        (count, Lang::En) => format!("({count}) New orders"),
    };
    Effect::new(move |_| {
        show_icon(if new.get() > 0 { "/favicon-new.svg" } else { "/favicon.svg" });
        on_cleanup(|| show_icon("/favicon.svg"));
    });
    view! { <Title text=title/> }
}

fn show_icon(href: &str) {
    if let Ok(Some(link)) = document().query_selector("link[rel=icon]") {
        // Fails only where there is no DOM.
        let _ = link.set_attribute("href", href);
    }
}
