//! Pseudonyms of many aanbieders in one text, so that taking in a million of them makes nothing that must be kept apart.
//! May import: nothing.

/// Pseudonyms, numbered from 0 in order of appearance.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    text: String,
    /// Where each ends in the text.
    ends: Vec<usize>,
}

impl Names {
    pub(super) fn push(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let from = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(from..*self.ends.get(number)?)
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_found_by_its_number() {
        let mut names = Names::default();
        ["noord", "", "zuid"].into_iter().for_each(|name| names.push(name));
        let found: Vec<_> = (0..4).map(|number| names.get(number)).collect();
        assert_eq!(found, [Some("noord"), Some(""), Some("zuid"), None]);
        assert_eq!(names.len(), 3);
    }
}
