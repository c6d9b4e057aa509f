use super::api::{UploadPhoto, upload_photo};
use crate::{
    components::{Art, FailureNotice, FieldError, Plate},
    failure::Failure,
    lang,
};
use domain::{MenuItemId, Refusal, store::MAX_PHOTO, views::MenuItemView};
use leptos::{
    ev::Targeted,
    prelude::*,
    server_fn::{ServerFn, error::ServerFnUrlError},
    task::spawn_local,
};
use web_sys::{Event, FormData, HtmlInputElement};

/// The plate and the photo on it. Choosing a file sends it; without scripts the button does.
#[component]
pub fn PhotoForm(
    id: MenuItemId,
    #[prop(into)] art: Signal<Art>,
    changed: impl Fn(MenuItemView) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let t = lang::say();
    let failure = RwSignal::new(refused_without_scripts());
    let sending = RwSignal::new(false);
    let too_large = move || failure.with(|failure| matches!(failure, Some(Failure::Refused(Refusal::TooLarge))));
    let at_photo = Signal::derive(move || {
        let (ko, en) = (
            "사진이 너무 커요. 8MB까지 올릴 수 있으니, 크기를 줄이거나 다른 사진을 골라 주세요.",
            "The photo is too large: at most 8 MB. Make it smaller, or choose another.",
        );
        too_large().then(|| t(ko, en).to_owned())
    });
    let send = move |event: Targeted<Event, HtmlInputElement>| {
        let input = event.target();
        let Some(form) = input.form() else { return };
        if input.files().and_then(|files| files.get(0)).is_some_and(|photo| photo.size() > MAX_PHOTO as f64) {
            failure.set(Some(Failure::Refused(Refusal::TooLarge)));
            // So that the same file, made smaller, is a change.
            input.set_value("");
            return;
        }
        let Ok(data) = FormData::new_with_form(&form) else { return };
        sending.set(true);
        spawn_local(async move {
            let answer = upload_photo(data.into()).await;
            sending.try_set(false);
            match answer {
                Ok(item) => {
                    failure.try_set(None);
                    changed(item);
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <form class="stack" method="post" action=UploadPhoto::url() enctype="multipart/form-data">
            <input type="hidden" name="id" value=id.to_string()/>
            <div class="photo-field">
                {move || view! { <Plate art=art.get()/> }}
                <div class="field">
                    <label for="photo">{t("사진", "Photo")}</label>
                    <input
                        class="input"
                        type="file"
                        id="photo"
                        name="photo"
                        accept="image/jpeg,image/png,image/webp"
                        required=true
                        aria-busy=move || sending.get().to_string()
                        aria-invalid=move || too_large().then_some("true")
                        aria-describedby="photo-error"
                        on:change:target=send
                    />
                    <p class="field-hint" role="status">
                        {move || if sending.get() { t("올리는 중이에요", "Uploading") } else { t("JPEG, PNG, WebP · 8MB까지", "JPEG, PNG, WebP up to 8 MB") }}
                    </p>
                    <FieldError name="photo" error=at_photo/>
                </div>
            </div>
            <button class="button without-scripts">{t("사진 올리기", "Upload")}</button>
            <FailureNotice failure=Signal::derive(move || failure.get().filter(|_| !too_large()))/>
        </form>
    }
}

/// What became of the plain form; a multipart server function has no [`ServerAction`] that would know.
fn refused_without_scripts() -> Option<Failure> {
    let error = use_context::<ServerActionError>().filter(|error| error.path() == UploadPhoto::PATH)?;
    Some(ServerFnUrlError::<Failure>::decode_err(error.err()))
}
