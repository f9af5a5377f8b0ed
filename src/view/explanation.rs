//! The trace of a unit: why each card is there, what became of each rule, what does not show and why.

use kindred_core::explain::{Finding, NotMatched, Trace, TracedCard, TracedRule};
use leptos::prelude::*;

/// A unit's trace.
pub(super) fn explanation(trace: &Trace) -> AnyView {
    let not_shown = trace.not_shown().into_iter();
    let not_shown = not_shown.map(|group| view! { <li><b>{group.source.clone()}</b> " " {group.to_string()}</li> });
    view! {
        <section aria-label="Why these products">
            <p class="title"><b>{trace.title()}</b> " " {trace.settings()}</p>
            <details open>
                <summary>{format!("Shown: {}", trace.cards.len())}</summary>
                <ol>{trace.cards.iter().map(card).collect_view()}</ol>
            </details>
            <details>
                <summary>{format!("Rules: {}", trace.rules.len())}</summary>
                <ul>{trace.rules.iter().map(rule).collect_view()}</ul>
            </details>
            <details>
                <summary>{format!("Not shown: {}", trace.n_not_shown())}</summary>
                <ul>{not_shown.collect_view()}</ul>
            </details>
        </section>
    }
    .into_any()
}

fn card(card: &TracedCard) -> impl IntoView + use<> {
    view! {
        <li data-sku=card.sku.clone()>
            <b>{card.name.clone()}</b> " " <code>{card.sku.clone()}</code> " " {card.source.to_string()}
            {findings(&card.conditions)}
        </li>
    }
}

fn rule(rule: &TracedRule) -> impl IntoView + use<> {
    let not_matched = rule.not_matched.iter().map(|NotMatched { sku, condition }| {
        view! { <li>{format!("not {sku}")} {findings(std::slice::from_ref(condition))}</li> }
    });
    view! {
        <li>
            <b>{rule.rule.clone()}</b> " " {format!("priority {}", rule.priority)}
            {rule.silent.map(|why| format!(", silent: {why}"))}
            {(!rule.matched.is_empty()).then(|| format!(", matches {}", rule.matched.join(", ")))}
            <ul>{not_matched.collect_view()}</ul>
        </li>
    }
}

fn findings(findings: &[Finding]) -> AnyView {
    let line = |finding: &Finding| {
        view! {
            <li class=(!finding.as_wanted).then_some("unwanted")>
                {finding.to_string()} {(!finding.parts.is_empty()).then(|| self::findings(&finding.parts))}
            </li>
        }
    };
    view! { <ul>{findings.iter().map(line).collect_view()}</ul> }.into_any()
}
