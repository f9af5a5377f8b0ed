//! The answer to `?kindred=explain`: an outline around the unit, and behind its cards the trace, in a shadow root of
//! its own, so that neither the shop's looks nor the unit's reach it.

use crate::browser::dom::{Frame, HostElement};
use crate::view::{self, MountedExplanation};
use kindred_core::explain::Trace;

const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/explain.css"));

/// The trace of a unit on the page. The fields are dropped in order: what is shown before where it is shown.
#[must_use = "dropping it takes the trace off the page"]
pub(crate) struct Explanation {
    _view: MountedExplanation,
    _frame: Frame,
}

impl Explanation {
    /// Shows the trace behind what the host shows; `None` where the host has no shadow root.
    pub(crate) fn open(host: &HostElement, trace: &Trace) -> Option<Explanation> {
        let frame = Frame::open(host, STYLE)?;
        let view = view::mount_explanation(frame.inside(), trace);
        Some(Explanation { _view: view, _frame: frame })
    }
}
