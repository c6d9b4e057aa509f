use super::Problem;
use domain::{Page, PageRequest, Refusal};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which page of a list.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// How many, 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// `next` of the page before.
    cursor: Option<String>,
}

impl Paging {
    pub(super) fn request(self) -> Result<PageRequest, Problem> {
        let limit = self.limit.unwrap_or(20);
        if (1..=100).contains(&limit) {
            Ok(PageRequest { limit, cursor: self.cursor })
        } else {
            Err(Problem(Refusal::invalid("/limit", "/limit: must be 1 to 100.")))
        }
    }

    /// A page of a list that is made anew for each request: its cursor is how many came before.
    pub(super) fn slice<T>(self, list: Vec<T>) -> Result<Page<T>, Problem> {
        let PageRequest { limit, cursor } = self.request()?;
        let unfit = |_| Problem(Refusal::invalid("/cursor", "/cursor: is not one that a page gave."));
        let before = cursor.as_deref().map_or(Ok(0), str::parse::<usize>).map_err(unfit)?;
        let after = before.saturating_add(limit as usize);
        let next = (after < list.len()).then(|| after.to_string());
        Ok(Page { items: list.into_iter().skip(before).take(limit as usize).collect(), next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;

    fn slice(limit: u32, cursor: Option<&str>) -> Result<Page<u8>, Problem> {
        Paging { limit: Some(limit), cursor: cursor.map(str::to_owned) }.slice(vec![1, 2, 3, 4, 5])
    }

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let first = slice(2, None).unwrap();
        assert_eq!((first.items, first.next.as_deref()), (vec![1, 2], Some("2")));
        let last = slice(2, Some("4")).unwrap();
        assert_eq!((last.items, last.next), (vec![5], None));
        assert_eq!(slice(5, None).unwrap().next, None, "exactly full");
        assert!(slice(0, None).is_err() && slice(101, None).is_err() && slice(2, Some("x")).is_err());
    }

    proptest! {
        #[test]
        fn a_page_is_cut_or_refused(
            limit in prop_oneof![0..8_u32, any::<u32>()],
            cursor in proptest::option::of(like(&["0", "3", "18446744073709551615", "+4"])),
        ) {
            match slice(limit, cursor.as_deref()) {
                Ok(page) => {
                    prop_assert!(page.items.len() <= limit as usize);
                    prop_assert!(page.next.is_none_or(|next| slice(limit, Some(&next)).is_ok_and(|page| !page.items.is_empty())));
                }
                Err(Problem(refusal)) => prop_assert_eq!(refusal.http_status(), 422),
            }
        }
    }
}
