use super::api::{Inbox, load_inbox};
use crate::{
    account::{home::escaped, sorry::Sorry},
    components::{EmptyState, Plate, PlateSize, RowsComing, TopBar, format},
    lang::{self, Lang},
};
use domain::{Timestamp, views::NotificationView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/inbox`, with `?cursor=` older ones.
#[component]
pub fn InboxPage() -> impl IntoView {
    let t = lang::say();
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let data = Resource::new_blocking(move || cursor.get(), load_inbox);
    let content = move || {
        Suspend::new(async move {
            match data.await {
                Ok(inbox) => view! { <Days inbox/> }.into_any(),
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("알림", "Inbox")/>
        <main class="page">
            <TopBar title=t("알림", "Inbox")/>
            <Transition fallback=|| view! { <RowsComing/> }>{content}</Transition>
        </main>
    }
}

#[component]
fn Days(inbox: Inbox) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let Inbox { page, now } = inbox;
    if page.items.is_empty() {
        return view! {
            <EmptyState
                art="bell"
                title=t("새 소식이 없어요", "Nothing new")
                text=t("주문하면 여기에서 소식을 알려 드려요.", "News about your orders appears here.")
            >
                <a class="button" href="/">{t("가게 둘러보기", "Look around")}</a>
            </EmptyState>
        }
        .into_any();
    }
    let days = by_day(page.items).into_iter().map(|(day, notifications)| {
        let rows = notifications.into_iter().map(|notification| view! { <Row notification/> }).collect_view();
        view! {
            <section>
                <h2>{day_name(day, now, lang)}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    });
    let older = page.next.map(|cursor| {
        view! { <a class="button" data-wide href=format!("/inbox?cursor={}", escaped(&cursor))>{t("더 보기", "Older")}</a> }
    });
    view! {
        <div class="order-lists">
            {days.collect_view()}
            {older}
        </div>
    }
    .into_any()
}

/// In the order they came; each day begins at midnight in Seoul.
fn by_day(notifications: Vec<NotificationView>) -> Vec<(Timestamp, Vec<NotificationView>)> {
    let mut days: Vec<(Timestamp, Vec<NotificationView>)> = Vec::new();
    for notification in notifications {
        let day = notification.at.start_of_day_in_seoul();
        match days.last_mut().filter(|(last, _)| *last == day) {
            Some((_, rows)) => rows.push(notification),
            None => days.push((day, vec![notification])),
        }
    }
    days
}

fn day_name(day: Timestamp, now: Timestamp, lang: Lang) -> String {
    let today = now.start_of_day_in_seoul();
    if day == today {
        lang.pick("오늘", "Today").to_owned()
    } else if day == today.plus_minutes(-24 * 60) {
        lang.pick("어제", "Yesterday").to_owned()
    } else {
        format::date(day, lang)
    }
}

#[component]
fn Row(notification: NotificationView) -> impl IntoView {
    let lang = lang::current();
    view! {
        <li>
            <a class="inbox-row" href=format!("/orders/{}", notification.order_id)>
                <Plate art=art(&notification.kind) size=PlateSize::Tiny round=true/>
                <span class="inbox-row-text">
                    <strong>{kind_name(&notification.kind, lang)}</strong>
                    <span class="inbox-row-said">{notification.text}</span>
                </span>
                <time>{format::clock(notification.at, lang)}</time>
            </a>
        </li>
    }
}

/// An illustration for an event's kind.
fn art(kind: &str) -> &'static str {
    match kind {
        "payment_confirmed" => "receipt",
        "accepted" => "thumbs-up",
        "cooking_started" | "cooking_finished" => "cook",
        "claimed" | "picked_up" => "scooter",
        "delivered" | "collected" => "party",
        "packing_started" | "shipped" => "package",
        "refund_settled" => "money",
        "rejected" | "cancelled" | "expired" | "delivery_cancelled" => "no-entry",
        _ => "bell",
    }
}

fn kind_name(kind: &str, lang: Lang) -> &'static str {
    let (ko, en) = match kind {
        "payment_confirmed" => ("주문 완료", "Order placed"),
        "accepted" => ("주문 수락", "Accepted"),
        "cooking_started" => ("조리 시작", "Cooking"),
        "cooking_finished" => ("조리 완료", "Ready"),
        "claimed" => ("라이더 배정", "Rider found"),
        "picked_up" => ("배달 출발", "On the way"),
        "delivered" => ("도착", "Delivered"),
        "packing_started" => ("포장 시작", "Packing"),
        "shipped" => ("발송", "Shipped"),
        "refund_settled" => ("환불 완료", "Refunded"),
        "rejected" => ("주문 거절", "Not accepted"),
        "cancelled" => ("주문 취소", "Cancelled"),
        "expired" => ("결제 안 됨", "Not paid"),
        "delivery_cancelled" => ("배송 취소", "Delivery cancelled"),
        _ => ("알림", "News"),
    };
    lang.pick(ko, en)
}
