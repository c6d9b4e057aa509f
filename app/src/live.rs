//! Live data: a stream of server-sent events, handed to the page as it arrives.

use leptos::prelude::*;

/// How a page's stream is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Connection {
    /// Also before the first message: a page that has only just been opened has nothing to warn about.
    #[default]
    Connected,
    /// Messages may be missing until it is connected again; the server then sends the current state first.
    Lost,
    /// The session has ended, and with it the stream.
    SignedOut,
}

/// Follows a stream while the component lives. `on_message` gets the event's name, one of `events`, and its data.
///
/// `url` may depend on signals; another URL is another stream, None is no stream. A stream that breaks is resumed by the browser itself
/// with `Last-Event-ID`; one that it gives up is opened anew after 1 s, doubling to 10 s, or as soon as the browser is online again, and
/// goes on after the last event as well. Nothing happens on the server.
pub fn use_live(
    url: impl Fn() -> Option<String> + Send + Sync + 'static,
    events: &'static [&'static str],
    on_message: impl Fn(&'static str, String) + 'static,
) -> Signal<Connection> {
    use_live_after(None, url, events, on_message)
}

/// The same from an event on whose `id` the page has with its data, so that nothing falls between the two.
pub fn use_live_after(
    id: Option<String>,
    url: impl Fn() -> Option<String> + Send + Sync + 'static,
    events: &'static [&'static str],
    on_message: impl Fn(&'static str, String) + 'static,
) -> Signal<Connection> {
    let connection = RwSignal::new(Connection::default());
    #[cfg(feature = "hydrate")]
    browser::follow(id, url, events, on_message, connection);
    #[cfg(not(feature = "hydrate"))]
    let _ = (id, url, events, on_message);
    connection.into()
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::Connection;
    use crate::account::presence::is_signed_in;
    use leptos::{ev, prelude::*, task::spawn_local};
    use std::{cell::RefCell, rc::Rc, time::Duration};
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::{EventSource, MessageEvent};

    const FIRST_PAUSE: Duration = Duration::from_secs(1);
    const LONGEST_PAUSE: Duration = Duration::from_secs(10);

    type OnMessage = Rc<dyn Fn(&'static str, String)>;

    /// The last event's id and the URL of its stream: ids are of one stream.
    type Last = Rc<RefCell<Option<(String, String)>>>;

    pub fn follow(
        id: Option<String>,
        url: impl Fn() -> Option<String> + Send + Sync + 'static,
        events: &'static [&'static str],
        on_message: impl Fn(&'static str, String) + 'static,
        connection: RwSignal<Connection>,
    ) {
        let on_message: OnMessage = Rc::new(on_message);
        let url = Memo::new(move |_| url());
        let last: Last = Rc::new(RefCell::new(url.get_untracked().zip(id)));
        let retry = Retry { attempt: RwSignal::new(0), pause: StoredValue::new(FIRST_PAUSE), connection };

        Effect::new(move |_| {
            retry.attempt.track();
            let Some(url) = url.get() else { return };
            // Held by this run of the effect: the next one, and the end of the component, drop and so close it.
            StoredValue::new_local(Stream::open(url, events, &on_message, &last, retry));
        });

        let online = window_event_listener(ev::online, move |_| {
            if connection.try_get_untracked() == Some(Connection::Lost) {
                retry.now();
            }
        });
        // A stream without a network is silent, not broken; the browser knows sooner.
        let offline = window_event_listener(ev::offline, move |_| {
            connection.try_set(Connection::Lost);
        });
        on_cleanup(move || {
            online.remove();
            offline.remove();
        });
    }

    #[derive(Clone, Copy)]
    struct Retry {
        attempt: RwSignal<u32>,
        pause: StoredValue<Duration>,
        connection: RwSignal<Connection>,
    }

    // A timer or a last event may come after the component has gone: hence `try_`.
    impl Retry {
        fn connected(self) {
            self.pause.try_set_value(FIRST_PAUSE);
            self.connection.try_set(Connection::Connected);
        }

        fn lost(self, given_up: bool) {
            self.connection.try_set(Connection::Lost);
            if given_up {
                spawn_local(self.again());
            }
        }

        /// A stream is given up for the status of its answer, which no browser tells; so the one that matters is asked for.
        async fn again(self) {
            if is_signed_in().await == Ok(false) {
                self.connection.try_set(Connection::SignedOut);
                return;
            }
            let Some(pause) = self.pause.try_get_value() else { return };
            self.pause.try_set_value((pause * 2).min(LONGEST_PAUSE));
            // Without a timer the browser's `online` event is left to try again.
            let _ = set_timeout(move || self.now(), pause);
        }

        fn now(self) {
            self.attempt.try_update(|attempt| *attempt += 1);
        }
    }

    /// An open stream and the closures that listen to it.
    struct Stream {
        source: EventSource,
        _messages: Vec<Closure<dyn FnMut(MessageEvent)>>,
        _states: [Closure<dyn FnMut()>; 2],
    }

    impl Stream {
        fn open(
            url: String,
            events: &'static [&'static str],
            on_message: &OnMessage,
            last: &Last,
            retry: Retry,
        ) -> Option<Stream> {
            let source = EventSource::new(&address(&url, last)).ok()?;
            let messages =
                events.iter().map(|event| listen(&source, event, on_message.clone(), url.clone(), last.clone())).collect();

            let opened = Closure::new(move || retry.connected());
            source.set_onopen(Some(opened.as_ref().unchecked_ref()));
            let broken = Closure::new({
                let source = source.clone();
                move || retry.lost(source.ready_state() == EventSource::CLOSED)
            });
            source.set_onerror(Some(broken.as_ref().unchecked_ref()));

            Some(Stream { source, _messages: messages, _states: [opened, broken] })
        }
    }

    impl Drop for Stream {
        fn drop(&mut self) {
            self.source.set_onopen(None);
            self.source.set_onerror(None);
            self.source.close();
        }
    }

    /// Where the stream goes on. Ids are the server's own words; those of its streams are digits and dashes.
    fn address(url: &str, last: &Last) -> String {
        match last.borrow().as_ref().filter(|(of, _)| of == url) {
            Some((_, id)) => format!("{url}?after={id}"),
            None => url.to_owned(),
        }
    }

    fn listen(
        source: &EventSource,
        event: &'static str,
        on_message: OnMessage,
        url: String,
        last: Last,
    ) -> Closure<dyn FnMut(MessageEvent)> {
        let heard = Closure::new(move |message: MessageEvent| {
            if let Some(data) = message.data().as_string() {
                on_message(event, data);
            }
            let id = message.last_event_id();
            if !id.is_empty() {
                last.replace(Some((url.clone(), id)));
            }
        });
        // Fails only if it were no event target.
        let _ = source.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        heard
    }
}
