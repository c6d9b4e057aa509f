use super::{
    api::{ChooseTheme, Settings, load_settings},
    theme::Theme,
};
use crate::{
    account::{home::sign_in_then, sign_out::SignOutButton},
    components::{CardsComing, ErrorState, Glyph, Icon, TopBar, format},
    lang::{self, LanguageSwitch},
};
use domain::{Role, views::Me};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

#[component]
pub fn MePage() -> impl IntoView {
    let t = lang::say();
    let data = Resource::new_blocking(|| (), |_| load_settings());
    let content = move || {
        Suspend::new(async move {
            match data.await {
                Ok(settings) => view! { <Panels settings/> }.into_any(),
                Err(failure) => view! { <ErrorState failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("마이", "Me")/>
        <main class="page">
            <TopBar title=t("마이", "Me")/>
            <Suspense fallback=|| view! { <CardsComing/> }>{content}</Suspense>
        </main>
    }
}

#[component]
fn Panels(settings: Settings) -> impl IntoView {
    let Settings { me, theme } = settings;
    let signed_in = me.is_some();
    let ways = me.as_ref().map(|me| me.role);
    view! {
        <div class="stack">
            {match me {
                Some(me) => view! { <Account me/> }.into_any(),
                None => view! { <Nobody/> }.into_any(),
            }}
            <Ways role=ways/>
            <Preferences theme/>
            {signed_in.then(|| view! { <SignOutButton/> })}
        </div>
    }
}

#[component]
fn Account(me: Me) -> impl IntoView {
    let t = lang::say();
    let role = match me.role {
        Role::Customer => t("손님", "Customer"),
        Role::Owner => t("사장님", "Store owner"),
        Role::Rider => t("라이더", "Rider"),
        Role::Operator => t("운영자", "Operator"),
    };
    view! {
        <section class="panel">
            <h2>{me.name.to_string()}</h2>
            <p class="meta">{me.email.as_str().to_owned()}</p>
            <p class="meta">{format::phone(me.phone.as_str())} " · " {role}</p>
        </section>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    let t = lang::say();
    view! {
        <section class="panel stack">
            <h2>{t("로그인하고 한상 차려 볼까요?", "Sign in and set the table")}</h2>
            <p class="meta">{t("주문하고, 어디쯤 왔는지 보고, 다시 시킬 수 있어요.", "Order, watch it come, and order again.")}</p>
            <a class="button" data-kind="primary" data-wide href=sign_in_then("/me")>{t("로그인", "Sign in")}</a>
        </section>
    }
}

/// The places that this role has.
#[component]
fn Ways(role: Option<Role>) -> impl IntoView {
    let t = lang::say();
    let ways: Vec<(&str, Glyph, &str, &str)> = match role {
        Some(Role::Owner) => vec![(
            "/store",
            Glyph::Store,
            t("가게 화면", "Your store"),
            t("주문을 받고 메뉴를 고쳐요", "Take orders, edit the menu"),
        )],
        Some(Role::Rider) => {
            vec![("/rider", Glyph::Navigation, t("라이더 화면", "Riding"), t("가까운 배달을 찾아요", "Find deliveries near you"))]
        }
        _ => vec![
            ("/orders", Glyph::Receipt, t("주문 내역", "Your orders"), t("진행 중인 주문과 지난 주문", "Under way and past")),
            ("/address?next=/me", Glyph::MapPin, t("배달 주소", "Your address"), t("어디로 갈까요?", "Where to?")),
            ("/cart", Glyph::Cart, t("장바구니", "Cart"), t("담아 둔 메뉴", "What you have put in")),
        ],
    };
    let rows = ways.into_iter().map(|(href, glyph, name, about)| {
        view! {
            <a class="setting-row" href=href>
                <Icon name=glyph/>
                <span>{name}<small>{about}</small></span>
                <Icon name=Glyph::ChevronRight/>
            </a>
        }
    });
    view! { <section class="panel rows">{rows.collect_view()}</section> }
}

#[component]
fn Preferences(theme: Theme) -> impl IntoView {
    let t = lang::say();
    let themes = Theme::ALL.into_iter().map(|choice| {
        let name = match choice {
            Theme::System => t("시스템", "System"),
            Theme::Light => t("밝게", "Light"),
            Theme::Dark => t("어둡게", "Dark"),
        };
        let chosen = (choice == theme).to_string();
        view! { <button class="chip" name="theme" value=choice.as_str() aria-pressed=chosen>{name}</button> }
    });
    view! {
        <section class="panel rows">
            <div class="setting-row">
                <Icon name=Glyph::Moon/>
                <span>{t("화면", "Appearance")}</span>
                // A plain form, because the theme stands on the document, outside what the script renders.
                <form class="chips" data-wrap method="post" action=ChooseTheme::url()>{themes.collect_view()}</form>
            </div>
            <div class="setting-row">
                <Icon name=Glyph::Language/>
                <span>{t("언어", "Language")}</span>
                <LanguageSwitch/>
            </div>
        </section>
    }
}
