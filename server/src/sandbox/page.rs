//! The sandbox's own page: what was paid and given back, what was sent, and the switches for faults. No script; reload to see more.

use super::{Sandbox, faults::ServiceFaults, ledger::Statement, messages::Message, wire};
use axum::{extract::State, response::Html};
use domain::{Money, Timestamp};
use std::{fmt::Write, sync::Arc};

const ROWS: usize = 200;

pub async fn show(State(sandbox): State<Arc<Sandbox>>) -> Html<String> {
    let (paid, sent) = (sandbox.ledger.count(), sandbox.messages.count());
    let faults = sandbox.faults.now();
    Html(format!(
        include_str!("page.html"),
        style = include_str!("page.css"),
        payment_mood = mood(&faults.payment),
        payment_faults = form("payment", &faults.payment),
        payments = if paid == 0 { NOTHING_PAID.to_owned() } else { payments(&sandbox.ledger.latest(ROWS)) },
        paid = summary(paid, "payment"),
        message_mood = mood(&faults.message),
        message_faults = form("message", &faults.message),
        messages = if sent == 0 { NOTHING_SENT.to_owned() } else { messages(&sandbox.messages.latest(ROWS)) },
        sent = summary(sent, "message"),
    ))
}

const NOTHING_PAID: &str = r#"<p class="empty">Nothing was charged yet. Order something and it shows up here.</p>"#;
const NOTHING_SENT: &str = r#"<p class="empty">Nobody was told anything yet. Order something and it shows up here.</p>"#;

fn summary(count: usize, what: &str) -> String {
    match count {
        0 => String::new(),
        1 => format!("1 {what}"),
        n if n > ROWS => format!("{n} {what}s, the latest {ROWS} below"),
        n => format!("{n} {what}s"),
    }
}

/// One glance: is the service well?
fn mood(faults: &ServiceFaults) -> &'static str {
    if faults.down {
        r#"<strong class="mood" data-is="down">Down: every call is refused</strong>"#
    } else if *faults != ServiceFaults::default() {
        r#"<strong class="mood" data-is="troubled">Faults are on</strong>"#
    } else {
        r#"<strong class="mood" data-is="well">All is well</strong>"#
    }
}

fn form(service: &str, faults: &ServiceFaults) -> String {
    let ServiceFaults { latency_ms, decline_rate, error_rate, drop_rate, down } = *faults;
    let down = if down { " checked" } else { "" };
    format!(
        r#"<form method="post" action="/faults">
<input type="hidden" name="service" value="{service}">
<label>Later by (ms) <input type="number" name="latency_ms" min="0" max="60000" value="{latency_ms}"></label>
<label>Declined (0–1) <input type="number" name="decline_rate" min="0" max="1" step="any" value="{decline_rate}"></label>
<label>Failed with 500 (0–1) <input type="number" name="error_rate" min="0" max="1" step="any" value="{error_rate}"></label>
<label>Answer lost (0–1) <input type="number" name="drop_rate" min="0" max="1" step="any" value="{drop_rate}"></label>
<label class="check"><input type="checkbox" name="down"{down}> Down</label>
<button>Set faults</button>
</form>"#
    )
}

fn messages(messages: &[Arc<Message>]) -> String {
    let mut html = String::from(
        r#"<div class="scroll" tabindex="0" role="region" aria-labelledby="messages"><table>
<thead><tr><th>Time (Seoul)</th><th>To</th><th>Message</th></tr></thead>
<tbody>
"#,
    );
    for message in messages {
        let (time, clock) = times(message.at);
        // Writing to a String cannot fail.
        let _ = writeln!(
            html,
            r#"<tr><td><time datetime="{time}">{clock}</time></td><td>{to}</td><td class="text">{text}<br><code>{template}</code></td></tr>"#,
            to = escaped(&message.to),
            text = escaped(&message.text),
            template = escaped(&message.template),
        );
    }
    html + "</tbody></table></div>"
}

fn payments(statements: &[Statement]) -> String {
    let mut html = String::from(
        r#"<div class="scroll" tabindex="0" role="region" aria-labelledby="payments"><table>
<thead><tr><th>Time (Seoul)</th><th>Order</th><th class="won">Amount</th><th class="won">Refunded</th><th>Status</th></tr></thead>
<tbody>
"#,
    );
    for statement in statements {
        row(&mut html, statement);
    }
    html + "</tbody></table></div>"
}

fn row(html: &mut String, statement: &Statement) {
    let charge = &statement.charge;
    let (time, clock) = times(charge.at);
    let (status, refunded) = (statement.status(), statement.refunded());
    let back = if refunded == 0 { "–".to_owned() } else { won(refunded) };
    // Writing to a String cannot fail.
    let _ = writeln!(
        html,
        r#"<tr><td><time datetime="{time}">{clock}</time></td><td>{name}<br><code>{id}</code></td><td class="won">{amount}</td><td class="won">{back}</td><td><span class="status" data-is="{status}">{status}</span></td></tr>"#,
        name = escaped(&charge.order_name),
        id = escaped(&charge.order_id),
        amount = won(charge.amount),
    );
}

/// For machines and for people.
fn times(at: Timestamp) -> (String, String) {
    let time = wire::in_korea(at);
    let clock = time.get(5..19).unwrap_or(&time).replace('T', " ");
    (time, clock)
}

fn won(amount: u32) -> String {
    Money::try_from(i64::from(amount)).map_or_else(|_| format!("{amount} ₩"), |money| format!("{money} ₩"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
