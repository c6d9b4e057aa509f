//! A labelled input with its hint and, when something is wrong, the sentence that says what.

use leptos::prelude::*;

/// `<input>` with a label. Its id is its name, so a name stands once in a page.
#[component]
pub fn Field(
    name: &'static str,
    #[prop(into)] label: String,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] placeholder: Option<String>,
    /// As in HTML: `email`, `current-password`, `street-address`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows: `numeric`, `tel`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional)] minlength: Option<u32>,
    #[prop(optional)] maxlength: Option<u32>,
) -> impl IntoView {
    let invalid = move || error.get().is_some().then_some("true");
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                class="input"
                id=name
                name=name
                type=kind
                value=value
                placeholder=placeholder
                autocomplete=autocomplete
                inputmode=inputmode
                required=required
                minlength=minlength
                maxlength=maxlength
                aria-invalid=invalid
                aria-describedby=format!("{name}-hint {name}-error")
            />
            {hint.map(|hint| view! { <p class="field-hint" id=format!("{name}-hint")>{hint}</p> })}
            <FieldError name error/>
        </div>
    }
}

/// What is wrong with a field; also for fields that a screen writes by itself.
#[component]
pub fn FieldError(name: &'static str, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    move || error.get().map(|error| view! { <p class="field-error" id=format!("{name}-error") role="alert">{error}</p> })
}
