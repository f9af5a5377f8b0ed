//! Which texts the evaluator may call equal, as numbers: most comparisons of two products end with a look at two of them.

use kindred_core::hash;

/// For each class of a column the numbers of its texts: where two have none in common, no text of one equals one of the
/// other.
#[derive(Default)]
pub(crate) struct Alike {
    numbers: Vec<u32>,
    /// Where those of each class end.
    ends: Vec<u32>,
}

impl Alike {
    /// The numbers of what each class says.
    pub(crate) fn of<'a>(classes: impl Iterator<Item = &'a [String]>) -> Alike {
        let mut alike = Alike::default();
        for texts in classes {
            alike.numbers.extend(texts.iter().map(|text| hash::of_sku(&normal(text))));
            alike.ends.push(alike.numbers.len() as u32);
        }
        alike
    }

    /// Whether a class may share a text with one of another column.
    pub(crate) fn may_share(&self, class: u32, (other, other_class): (&Alike, u32)) -> bool {
        let others = other.numbers_of(other_class);
        self.numbers_of(class).iter().any(|number| others.contains(number))
    }

    fn numbers_of(&self, class: u32) -> &[u32] {
        let class = class as usize;
        let start = class.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start as usize..self.ends[class] as usize]
    }
}

/// A text such that texts which count as equal become the same: numbers by their value, others without regard to letter
/// case. That different ones may become the same does no harm: the evaluator has the last word.
pub(crate) fn normal(text: &str) -> String {
    let trimmed = text.trim();
    match trimmed.parse::<f64>() {
        Ok(number) if number.is_finite() => (number + 0.0).to_string(),
        _ => trimmed.to_lowercase().replace('ς', "σ"),
    }
}

#[cfg(test)]
mod tests {
    use super::Alike;
    use kindred_core::condition::Scene;
    use kindred_core::fact::Fact;
    use kindred_core::feed::Logic;
    use kindred_core::operator::Operator;
    use proptest::prelude::*;

    const TEXTS: [&str; 14] =
        ["", "a", "A", " a", "ab", "ς", "Σ", "σ", "1", "1.0", "01", " 1", "-0", "10000000000000000.1"];

    fn said() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::vec(proptest::sample::select(TEXTS.to_vec()).prop_map(str::to_owned), 0..3)
    }

    fn fact(texts: &[String], is_list: bool) -> Option<Fact<'_>> {
        match texts {
            [] => None,
            [only] if !is_list => Some(Fact::Text(only)),
            texts => Some(Fact::Texts(texts)),
        }
    }

    proptest! {
        #[test]
        fn what_equals_something_shares_a_number_with_it(
            (one, other) in (said(), said()),
            (one_is_list, other_is_list, is_plain) in proptest::prelude::any::<(bool, bool, bool)>(),
        ) {
            let logic = if is_plain { Logic::Plain } else { Logic::Adobe };
            let scene = Scene { logic, group: None, fold: str::to_lowercase };
            let alike = Alike::of([one.as_slice(), other.as_slice()].into_iter());
            for operator in [Operator::Is, Operator::IsOneOf] {
                let equals = operator.holds(fact(&one, one_is_list), fact(&other, other_is_list), &scene);
                prop_assert!(!equals || alike.may_share(0, (&alike, 1)));
            }
        }
    }
}
