//! A new order is heard until it is answered. Browsers let a page sound only after somebody has touched it.

use crate::{
    components::{Glyph, Icon},
    lang,
};
use leptos::{ev, prelude::*};
use std::{cell::RefCell, time::Duration};
use web_sys::{AudioContext, AudioContextState, OscillatorType};

const EVERY: Duration = Duration::from_millis(2_500);

/// Remembered in the browser: one kitchen, one device.
const REMEMBERED: &str = "hansang.store.sound";

/// Whether there is sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sound {
    Off,
    /// Wanted, but the browser waits for a touch.
    Locked,
    On,
}

/// The switch, which also does the ringing while `ringing`.
#[component]
pub fn SoundSwitch(#[prop(into)] ringing: Signal<bool>) -> impl IntoView {
    let t = lang::say();
    let sound = RwSignal::new(Sound::Off);

    // A memo, so that what the ringing finds out about the sound does not start the ringing anew.
    let wanted = Memo::new(move |_| sound.get() != Sound::Off);

    let wake = move || {
        if sound.get_untracked() != Sound::Off {
            with_speaker(|speaker| {
                // Resolves once the browser allows it; the next beep then is heard.
                let _ = speaker.resume();
                let running = speaker.state() == AudioContextState::Running;
                sound.set(if running { Sound::On } else { Sound::Locked });
            });
        }
    };

    Effect::new(move |_| {
        if remembered() {
            sound.set(Sound::Locked);
            wake();
        }
        let touched =
            [window_event_listener(ev::pointerdown, move |_| wake()), window_event_listener(ev::keydown, move |_| wake())];
        on_cleanup(move || touched.into_iter().for_each(WindowListenerHandle::remove));
    });

    Effect::new(move |_| {
        if !wanted.get() || !ringing.get() {
            return;
        }
        let ring = move || {
            with_speaker(|speaker| {
                if speaker.state() == AudioContextState::Running {
                    sound.set(Sound::On);
                }
                // A device without a voice has the title, the badge and the ring on the ticket.
                let _ = chime(speaker);
            });
        };
        ring();
        if let Ok(timer) = set_interval(ring, EVERY) {
            on_cleanup(move || timer.clear());
        }
    });

    let toggle = move |_| {
        let on = sound.get_untracked() == Sound::Off;
        remember(on);
        sound.set(if on { Sound::Locked } else { Sound::Off });
        wake();
        if on {
            with_speaker(|speaker| {
                let _ = chime(speaker);
            });
        }
    };
    let label = move || match sound.get() {
        Sound::Off => t("소리 켜기", "Sound on"),
        Sound::Locked => t("한 번 누르면 소리가 나요", "Tap once for sound"),
        Sound::On => t("소리 켜짐", "Sound is on"),
    };
    view! {
        <button type="button" class="chip" aria-pressed=move || wanted.get().to_string() on:click=toggle data-sound>
            <Show when=move || wanted.get() fallback=|| view! { <Icon name=Glyph::VolumeOff/> }><Icon name=Glyph::Volume/></Show>
            {label}
        </button>
    }
}

thread_local! {
    /// The page's one voice, made when it is first wanted. It belongs to the browser's thread, so the view must not hold it.
    static SPEAKER: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

fn with_speaker(speak: impl FnOnce(&AudioContext)) {
    SPEAKER.with_borrow_mut(|speaker| {
        if speaker.is_none() {
            *speaker = AudioContext::new().ok();
        }
        if let Some(speaker) = speaker {
            speak(speaker);
        }
    });
}

/// Two soft notes, a fifth apart.
fn chime(speaker: &AudioContext) -> Result<(), wasm_bindgen::JsValue> {
    for (at, pitch) in [(0.0, 659.25), (0.22, 987.77)] {
        let (start, end) = (speaker.current_time() + at, speaker.current_time() + at + 0.5);
        let (note, volume) = (speaker.create_oscillator()?, speaker.create_gain()?);
        note.set_type(OscillatorType::Sine);
        note.frequency().set_value(pitch);
        // From loud to silent by itself, so that it ends without a click.
        volume.gain().set_value_at_time(0.5, start)?;
        volume.gain().exponential_ramp_to_value_at_time(0.001, end)?;
        note.connect_with_audio_node(&volume)?;
        volume.connect_with_audio_node(&speaker.destination())?;
        note.start_with_when(start)?;
        note.stop_with_when(end)?;
    }
    Ok(())
}

fn remembered() -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(REMEMBERED).ok().flatten()).is_some()
}

/// A browser that keeps nothing asks again next time.
fn remember(on: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = if on { storage.set_item(REMEMBERED, "on") } else { storage.remove_item(REMEMBERED) };
    }
}
