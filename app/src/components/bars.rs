//! Where one is and where one can go: tabs, page heads, the console's places.

use super::icon::{Glyph, Icon};
use crate::lang;
use leptos::prelude::*;
use leptos_router::components::A;

/// One of a role's places.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub href: &'static str,
    pub glyph: Glyph,
    pub label: &'static str,
    /// Current only at this very address, not below it.
    pub exact: bool,
    /// A number on the icon: unread, new; none when 0.
    pub count: Option<Signal<u32>>,
}

impl Place {
    pub const fn new(href: &'static str, glyph: Glyph, label: &'static str) -> Place {
        Place { href, glyph, label, exact: false, count: None }
    }

    pub const fn exact(self) -> Place {
        Place { exact: true, ..self }
    }

    pub fn count(self, count: Signal<u32>) -> Place {
        Place { count: Some(count), ..self }
    }
}

/// Tabs at the thumb of a phone, a bar along the top of a desktop. Children stand at the bar's end, on a desktop only.
#[component]
pub fn TabBar(
    places: Vec<Place>,
    /// Where the wordmark leads.
    #[prop(default = "/")]
    home: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let t = lang::say();
    let tabs = places.into_iter().map(|place| {
        view! {
            <li>
                <A href=place.href exact=place.exact>
                    <Icon name=place.glyph/>
                    {place.label}
                    <Count count=place.count/>
                </A>
            </li>
        }
    });
    view! {
        <nav class="tab-bar" aria-label=t("둘러보기", "Places")>
            <A href=home exact=true {..} class="wordmark">
                <img src="/favicon.svg" alt="" width="30" height="30"/>
                {t("한상", "Hansang")}
            </A>
            <ul>{tabs.collect_view()}</ul>
            {children.map(|children| view! { <div class="tab-bar-end">{children()}</div> })}
        </nav>
    }
}

/// The store console's places: a column of icons on a desktop, a row below on a phone. Children stand at its end.
#[component]
pub fn ConsoleNav(places: Vec<Place>, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let t = lang::say();
    let links = places.into_iter().map(|place| {
        view! {
            <A href=place.href exact=place.exact {..} aria-label=place.label title=place.label>
                <Icon name=place.glyph/>
                <Count count=place.count/>
            </A>
        }
    });
    view! {
        <nav class="console-nav" aria-label=t("가게", "Store")>
            {links.collect_view()}
            {children.map(|children| view! { <div class="console-nav-end">{children()}</div> })}
        </nav>
    }
}

#[component]
fn Count(count: Option<Signal<u32>>) -> impl IntoView {
    let shown = move || count.map(|count| count.get()).filter(|count| *count > 0);
    move || shown().map(|count| view! { <span class="count">{count}</span> })
}

/// A page's title, the way back, and what else can be done at its end (children).
#[component]
pub fn TopBar(
    #[prop(into)] title: String,
    /// Where the arrow leads; no arrow on a place of the tab bar.
    #[prop(optional, into)]
    back: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="top-bar">
            {back.map(|href| view! { <BackLink href/> })}
            <h1>{title}</h1>
            {children.map(|children| view! { <div class="top-bar-end">{children()}</div> })}
        </header>
    }
}

/// The arrow back; floating on a map or a picture.
#[component]
pub fn BackLink(#[prop(into)] href: String, #[prop(optional)] floating: bool) -> impl IntoView {
    let t = lang::say();
    let kind = floating.then_some("floating");
    view! {
        <a class="icon-button" data-kind=kind href=href aria-label=t("뒤로", "Back")>
            <Icon name=Glyph::ArrowLeft/>
        </a>
    }
}
