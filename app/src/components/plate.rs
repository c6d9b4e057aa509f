//! Food on a soft tinted square; a photo takes the square whole.

use domain::text::Name;
use leptos::prelude::*;

/// A plate. `data-off` fades it; the note says why (`품절`, `준비 중`).
#[component]
pub fn Plate(
    #[prop(into)] art: Art,
    #[prop(optional)] size: PlateSize,
    /// Faded: sold out, closed.
    #[prop(optional)]
    off: bool,
    #[prop(optional, into)] note: Option<String>,
    /// The rank of an item among the most ordered.
    #[prop(optional, into)]
    rank: Option<u32>,
    #[prop(optional)] round: bool,
) -> impl IntoView {
    let Art { src, photo, tint } = art;
    view! {
        <span class="plate" data-size=size.name() data-tint=tint data-photo=photo data-off=off data-round=round>
            {rank.map(|rank| view! { <span class="top-item-rank">{rank}</span> })}
            <img src=src alt="" width="128" height="128" loading="lazy" decoding="async"/>
            {note.map(|note| view! { <span class="plate-note">{note}</span> })}
        </span>
    }
}

/// What lies on a plate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Art {
    src: String,
    photo: bool,
    /// 1 to 4.
    tint: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlateSize {
    /// 42 px.
    Tiny,
    /// 64 px.
    Small,
    /// 92 px.
    #[default]
    Medium,
    /// The width of its card.
    Card,
    /// The width of its page.
    Hero,
}

impl Art {
    /// The owner's photo if there is one, else the illustration, else an empty table setting.
    pub fn of(illustration: Option<&Name>, photo_url: Option<&String>) -> Art {
        match (photo_url, illustration) {
            (Some(url), _) => Art { src: url.clone(), photo: true, tint: 1 },
            (None, Some(slug)) => Art::food(slug.as_str()),
            (None, None) => Art::food("plate-setting"),
        }
    }

    /// An illustration of style/assets/food/index.json.
    pub fn food(slug: &str) -> Art {
        Art { src: food_src(slug), photo: false, tint: tint(slug) }
    }
}

impl From<&'static str> for Art {
    fn from(slug: &'static str) -> Art {
        Art::food(slug)
    }
}

impl From<Option<Name>> for Art {
    fn from(illustration: Option<Name>) -> Art {
        Art::of(illustration.as_ref(), None)
    }
}

impl From<(Option<Name>, Option<String>)> for Art {
    fn from((illustration, photo_url): (Option<Name>, Option<String>)) -> Art {
        Art::of(illustration.as_ref(), photo_url.as_ref())
    }
}

/// The address of an illustration; an owner's word that could not be a slug shows the empty setting.
pub fn food_src(slug: &str) -> String {
    let is_slug = !slug.is_empty() && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    format!("/food/{}.webp", if is_slug { slug } else { "plate-setting" })
}

/// Ground that suits the food: warm under reds and browns, green under whites and coffee, blue under sea food and ice.
fn tint(slug: &str) -> u8 {
    match slug {
        "noodles" | "rice" | "curry" | "stew" | "bread" | "taco" | "beer" | "honey" | "pizza" | "scooter" => 1,
        "coffee" | "rice-cracker" | "dumpling" | "bento" | "salad" | "teacup" | "teapot" | "leafy-green" | "rice-ball" => 2,
        "sushi" | "fish" | "shrimp" | "fried-shrimp" | "shaved-ice" | "ice-cream" | "milk" | "egg" | "fried-egg" | "package" => 3,
        "chicken" | "meat" | "steak" | "cake" | "strawberry" | "spaghetti" | "hamburger" | "fries" | "doughnut" => 4,
        _ => slug.bytes().fold(7_u8, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte)) % 4 + 1,
    }
}

impl PlateSize {
    const fn name(self) -> Option<&'static str> {
        match self {
            PlateSize::Tiny => Some("xs"),
            PlateSize::Small => Some("s"),
            PlateSize::Medium => None,
            PlateSize::Card => Some("card"),
            PlateSize::Hero => Some("hero"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_comes_before_the_illustration() {
        let noodles: Name = "noodles".to_owned().try_into().unwrap();
        assert_eq!(Art::of(Some(&noodles), None).src, "/food/noodles.webp");
        let photo = Art::of(Some(&noodles), Some(&"/photos/1.webp".to_owned()));
        assert_eq!((photo.src.as_str(), photo.photo), ("/photos/1.webp", true));
    }

    #[test]
    fn a_word_that_is_no_slug_leaves_the_table_empty() {
        for word in ["../secret", "국수", "", "a b"] {
            assert_eq!(food_src(word), "/food/plate-setting.webp");
        }
    }

    #[test]
    fn every_tint_exists() {
        for slug in ["noodles", "avocado", "kiwi", "wine", "garlic"] {
            assert!((1..=4).contains(&tint(slug)));
        }
    }
}
