//! Rules that leave nothing out.

use super::Subject;
use super::finding::Finding;
use super::reach::Reach;
use crate::report::number;

/// Neither tree narrows: the page looks at every product for every product.
pub(crate) fn nothing_narrows(subject: &Subject<'_>) -> Option<Finding> {
    if !subject.trees().all(|tree| tree.is_empty()) {
        return None;
    }
    let message = "expected conditions in \"match\" or \"display\", found none: every page looks at every product";
    Some(Finding::whole("name", message.to_owned()).advising("say in \"display\" which products are worth showing"))
}

/// Products to match that every product satisfies, and that cost time to find that out.
pub(crate) fn everything_matches(subject: &Subject<'_>, reach: &Reach<'_>) -> Option<Finding> {
    let tree = subject.tree("match").filter(|tree| !tree.is_empty())?;
    if reach.n_anchors < 2 || reach.matched.len() < reach.n_anchors {
        return None;
    }
    let all = number(reach.n_anchors);
    let message = format!("expected conditions that leave some product out, found that all {all} satisfy them");
    Some(Finding::warning(tree.path, message).advising("leave \"match\" out: without it a rule is for every product"))
}
