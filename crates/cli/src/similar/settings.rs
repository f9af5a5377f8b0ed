//! What a merchant may change about the lists that are made of the catalogue alone: two tables of the config.

use crate::config::Config;
use crate::pipeline::BuildError;
use serde::Deserialize;
use std::path::Path;

/// How many products a list has without a setting: as many as a unit may show.
pub const LENGTH: u32 = 20;

/// The settings of both kinds of lists.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// Those of `more-like-this`.
    pub more_like_this: MoreLikeThis,
    /// Those of `visual-similarity`.
    pub visual_similarity: VisualSimilarity,
}

/// How texts are compared.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct MoreLikeThis {
    /// How much the name counts, against the three below.
    pub name_weight: u32,
    /// How much the description counts.
    pub description_weight: u32,
    /// How much the categories count.
    pub categories_weight: u32,
    /// How much the attributes count.
    pub attributes_weight: u32,
    /// Attributes that do not count.
    pub without_attributes: Vec<String>,
    /// What the score of a product is worth that shares no category, in percent: 0 keeps such products out.
    pub other_categories: u32,
    /// Attributes in which one product may come in several forms: names that differ in their values are one, in lists of
    /// pictures too.
    pub form_attributes: Vec<String>,
    /// How many products a list has whose names differ in nothing but such a form.
    pub same_name: u32,
    /// The score below which products are not alike.
    pub least_score: u32,
    /// How many products a list has.
    pub length: u32,
}

/// How pictures are compared.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct VisualSimilarity {
    /// How much colour counts, against the two below.
    pub colour_weight: u32,
    /// How much shape counts.
    pub shape_weight: u32,
    /// How much texture counts.
    pub texture_weight: u32,
    /// How many products a list has whose names differ in nothing but a form.
    pub same_name: u32,
    /// The score below which pictures are not alike.
    pub least_score: u32,
    /// How many products a list has.
    pub length: u32,
}

/// A key that cannot be meant as it is, what belongs there, and what is there.
type Problem = (&'static str, &'static str, String);

const A_WEIGHT: &str = "at least one weight that is not 0";
/// As for the lists that are learned.
const A_LENGTH: &str = "a number from 1 to 100";
const A_COUNT: &str = "a number from 1 on";
const A_SCORE: &str = "a score from 0 to 1000";

/// What is wrong with the three keys that both tables have, under their paths.
fn of_lists(
    [same_name, least_score, length]: [&'static str; 3],
    [n_same, score, n]: [u32; 3],
) -> impl Iterator<Item = Problem> {
    let checked = [
        (same_name, A_COUNT, n_same, n_same > 0),
        (least_score, A_SCORE, score, score <= 1000),
        (length, A_LENGTH, n, (1..=100).contains(&n)),
    ];
    let wrong = checked.into_iter().filter(|(.., is_right)| !is_right);
    wrong.map(|(path, expected, found, _)| (path, expected, found.to_string()))
}

impl Settings {
    /// Those of a config file; the stock ones without it.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or not be meant.
    pub fn read(config: Option<&Path>) -> Result<Settings, BuildError> {
        let file = config.map(Config::read).transpose()?.map(|config| config.file);
        let settings = file
            .map(|file| Settings { more_like_this: file.more_like_this, visual_similarity: file.visual_similarity });
        Ok(settings.unwrap_or_default())
    }
}

impl MoreLikeThis {
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let weights = [self.name_weight, self.description_weight, self.categories_weight, self.attributes_weight];
        let mut problems = Vec::new();
        if weights == [0; 4] {
            problems.push(("more-like-this", A_WEIGHT, "0".to_owned()));
        }
        if self.other_categories > 100 {
            let found = self.other_categories.to_string();
            problems.push(("more-like-this.other-categories", "a part of a hundred", found));
        }
        let paths = ["more-like-this.same-name", "more-like-this.least-score", "more-like-this.length"];
        problems.extend(of_lists(paths, [self.same_name, self.least_score, self.length]));
        problems
    }
}

impl VisualSimilarity {
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let weights = [self.colour_weight, self.shape_weight, self.texture_weight];
        let none = (weights == [0; 3]).then(|| ("visual-similarity", A_WEIGHT, "0".to_owned()));
        let paths = ["visual-similarity.same-name", "visual-similarity.least-score", "visual-similarity.length"];
        none.into_iter().chain(of_lists(paths, [self.same_name, self.least_score, self.length])).collect()
    }
}

impl Default for MoreLikeThis {
    fn default() -> MoreLikeThis {
        MoreLikeThis {
            name_weight: 3,
            description_weight: 2,
            categories_weight: 3,
            attributes_weight: 2,
            without_attributes: Vec::new(),
            other_categories: 50,
            form_attributes: ["size", "color", "colour"].map(str::to_owned).into(),
            same_name: 1,
            least_score: 50,
            length: LENGTH,
        }
    }
}

impl Default for VisualSimilarity {
    fn default() -> VisualSimilarity {
        VisualSimilarity {
            colour_weight: 2,
            shape_weight: 6,
            texture_weight: 2,
            same_name: 1,
            least_score: 50,
            length: LENGTH,
        }
    }
}
