//! What a lint says, before it is known in which file.

use crate::diagnostic::{Diagnostic, Reason, Severity};
use crate::located::Span;
use crate::rules::Origin;

/// Something that a rule or filter does not do.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) severity: Severity,
    /// Which part of the rule, as messages name it; empty for the rule as a whole.
    pub(crate) path: String,
    /// Which part is underlined.
    pub(crate) underlined: String,
    /// Where that part stands, once it is known.
    pub(crate) span: Span,
    message: String,
    nearest: Option<String>,
    advice: Option<String>,
}

impl Finding {
    /// A warning about a part of the rule.
    pub(crate) fn warning(path: impl Into<String>, message: String) -> Finding {
        let path = path.into();
        Finding {
            severity: Severity::Notice,
            underlined: path.clone(),
            path,
            span: 0..0,
            message,
            nearest: None,
            advice: None,
        }
    }

    /// A warning about the rule as a whole, at one of its keys.
    pub(crate) fn whole(underlined: &str, message: String) -> Finding {
        Finding { underlined: underlined.to_owned(), ..Finding::warning("", message) }
    }

    /// With what may be meant instead.
    pub(crate) fn meant(self, nearest: Option<String>) -> Finding {
        Finding { nearest, ..self }
    }

    /// With what to do about it, unless what may be meant says so.
    pub(crate) fn advising(self, advice: impl Into<String>) -> Finding {
        let advice = if self.nearest.is_some() { None } else { Some(advice.into()) };
        Finding { advice, ..self }
    }

    /// As the reason why a rule cannot work.
    pub(crate) fn fatal(self) -> Finding {
        Finding { severity: Severity::Useless, ..self }
    }

    /// With the place of what is underlined. Of an object, and of what takes several lines, that is its key.
    pub(crate) fn placed(self, origin: &Origin) -> Finding {
        let value = origin.tree.at(&self.underlined);
        let is_long = value.is_object() || origin.source.text_of(&value.span).contains('\n');
        let span = if is_long { origin.tree.key_span_of(&self.underlined) } else { value.span.clone() };
        Finding { span, ..self }
    }

    /// The message.
    pub(crate) fn about(self, subject: &str, origin: &Origin) -> Diagnostic {
        let joint = if self.path.is_empty() { "" } else { ": " };
        let reason = Reason::Lint { message: self.message, nearest: self.nearest };
        let subject = format!("{subject}{joint}{}", self.path);
        let diagnostic = origin.source.diagnose(self.severity, &self.span, &subject, reason);
        self.advice.into_iter().fold(diagnostic, Diagnostic::advising)
    }
}
