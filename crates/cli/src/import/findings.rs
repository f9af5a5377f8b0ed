//! What is wrong with one row or product: some of it leaves the rest usable.

use crate::diagnostic::Diagnostic;

/// What was found while a product was read.
#[derive(Default)]
pub(crate) struct Findings {
    /// With one of these, the product is not used.
    pub(crate) problems: Vec<Diagnostic>,
    /// These leave it usable.
    pub(crate) remarks: Vec<Diagnostic>,
}

impl Findings {
    /// Hands over what was found, and says whether the product can be used.
    pub(crate) fn report(mut self, out: &mut Vec<Diagnostic>) -> bool {
        let usable = self.problems.is_empty();
        out.append(&mut self.problems);
        out.append(&mut self.remarks);
        usable
    }
}
