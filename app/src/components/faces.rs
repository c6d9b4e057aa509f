//! What a list shows instead of itself: nothing yet, an error, what is still coming.

use super::{
    food_src,
    icon::{Glyph, Icon},
};
use crate::{
    failure::Failure,
    lang::{self, Lang},
};
use leptos::prelude::*;

/// Nothing here yet, and what to do about it. Children: a link or a form with a button.
#[component]
pub fn EmptyState(
    /// An illustration's slug.
    #[prop(default = "umbrella")]
    art: &'static str,
    #[prop(into)] title: String,
    #[prop(optional, into)] text: Option<String>,
    /// Alone on its page.
    #[prop(optional)]
    page: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state" data-page=page>
            <img src=food_src(art) alt="" width="96" height="96"/>
            {if page { view! { <h1>{title}</h1> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() }}
            {text.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// What happened and what to do, in the failure's own words; the link loads the page again, which works without scripts too.
#[component]
pub fn ErrorState(failure: Failure) -> impl IntoView {
    let t = lang::say();
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(leptos::server_fn::error::FromServerFnError::status_code(&failure));
    }
    let art = if failure == Failure::Unreachable { "antenna" } else { "plug" };
    view! {
        <div class="state" role="alert">
            <img src=food_src(art) alt="" width="96" height="96"/>
            <h2>{t("지금은 보여 드릴 수 없어요", "We cannot show this right now")}</h2>
            <p>{failure_text(&failure)}</p>
            <a class="button" href="" rel="external">{t("다시 열기", "Try again")}</a>
        </div>
    }
}

/// A failure as a notice inside a page or form: nothing when there is none.
#[component]
pub fn FailureNotice(#[prop(into)] failure: Signal<Option<Failure>>) -> impl IntoView {
    let shown = move || {
        failure.get().map(|failure| {
            view! {
                <p class="notice" data-tone="danger">
                    <Icon name=Glyph::Alert/>
                    <span>{failure_text(&failure)}</span>
                </p>
            }
        })
    };
    view! { <div role="alert">{shown}</div> }
}

/// The failure's sentence in the page's language.
pub fn failure_text(failure: &Failure) -> String {
    match lang::current() {
        Lang::Ko => failure.ko(),
        Lang::En => failure.en(),
    }
}

/// Rows of a list with plates, still coming.
#[component]
pub fn RowsComing(#[prop(default = 4)] rows: usize) -> impl IntoView {
    let row = || {
        view! {
            <div class="store-row">
                <span class="skeleton" data-shape="plate"></span>
                <span class="store-row-text">
                    <span class="skeleton" data-shape="title"></span>
                    <span class="skeleton" data-shape="line"></span>
                    <span class="skeleton" data-shape="badge"></span>
                </span>
            </div>
        }
    };
    coming((0..rows).map(|_| row()).collect_view().into_any())
}

/// Cards, still coming: tickets, deliveries, panels.
#[component]
pub fn CardsComing(#[prop(default = 3)] cards: usize) -> impl IntoView {
    let card = || view! { <span class="skeleton" data-shape="card"></span> };
    coming(view! { <div class="stack">{(0..cards).map(|_| card()).collect_view()}</div> }.into_any())
}

fn coming(shapes: AnyView) -> impl IntoView {
    let t = lang::say();
    view! {
        <div aria-busy="true">
            <span class="said" role="status">{t("불러오는 중", "Loading")}</span>
            <div aria-hidden="true">{shapes}</div>
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::Refusal;
    use leptos_axum::ResponseOptions;

    #[test]
    fn a_page_that_cannot_be_shown_says_so_in_its_status() {
        Owner::new().with(|| {
            let answer = ResponseOptions::default();
            provide_context(answer.clone());
            let failure = Failure::Refused(Refusal::Overloaded { retry_after: 1 });
            let _ = view! { <ErrorState failure/> };
            assert_eq!(answer.0.read().unwrap().status.map(|status| status.as_u16()), Some(503));
        });
    }
}
