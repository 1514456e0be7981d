//! On which page of a document each of its parts begins, where every part has pages of its own.

/// Parts of a document by the pages before them.
#[derive(Debug, Clone)]
pub(super) struct Starts(Vec<usize>);

impl Starts {
    /// For parts of so many pages each.
    pub(super) fn of(pages: impl IntoIterator<Item = usize>) -> Starts {
        let mut starts = vec![0];
        let mut before = 0;
        for pages in pages {
            before += pages;
            starts.push(before);
        }
        Starts(starts)
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.0.last().copied().unwrap_or_default()
    }

    /// Which part a page belongs to, and which page of it that is; both from 0. Behind the last page it
    /// is a part that is not there.
    pub(super) fn place(&self, page: usize) -> (usize, usize) {
        let part = self.0.partition_point(|start| *start <= page).saturating_sub(1);
        (part, page - self.0[part])
    }
}

#[cfg(test)]
mod tests {
    use super::Starts;

    #[test]
    fn a_page_belongs_to_the_last_part_that_begins_on_it() {
        let starts = Starts::of([2, 0, 1]);
        assert_eq!(starts.pages(), 3);
        let places: Vec<_> = (0..4).map(|page| starts.place(page)).collect();
        assert_eq!(places, [(0, 0), (0, 1), (2, 0), (3, 0)]);
        assert_eq!((Starts::of([]).pages(), Starts::of([]).place(0)), (0, (0, 0)));
    }
}
