//! Selection without a browser, by criterion: every rotation, in a shop of ordinary size and in a large one.
//!
//! `cargo xtask bench` runs this and writes what it finds into docs/performance.md. One iteration selects the three
//! units of every sampled product once.

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};
use kindred_bench::feed::{ROTATIONS, feed};
use kindred_bench::shop::{N_ANCHORS, SIZES, Shop};
use kindred_core::context::Context;
use kindred_core::feed::{Feed, read};
use kindred_core::link::Relation;
use kindred_core::select::select;
use std::hint::black_box;
use std::time::Duration;

fn selection(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("select");
    group.sampling_mode(SamplingMode::Flat);
    for size in SIZES {
        let shop = Shop::of(size);
        let anchors = shop.anchors(N_ANCHORS);
        for rotation in ROTATIONS {
            let feed = read(&feed(&shop, rotation)).expect("the feed is well formed");
            let id = BenchmarkId::new(rotation, size);
            group.bench_with_input(id, &feed, |bencher, feed| bencher.iter(|| every_unit(feed, &anchors)));
        }
    }
    group.finish();
}

/// How many cards all the units have together.
fn every_unit(feed: &Feed, anchors: &[&str]) -> usize {
    let mut n_cards = 0;
    for sku in anchors {
        let (viewed, cart) = (Some((*sku).to_owned()), vec![(*sku).to_owned()]);
        let context = Context { viewed, cart, ..Context::new(|text| text.to_lowercase()) };
        for relation in Relation::ALL {
            n_cards += select(feed, relation, None, black_box(&context)).len();
        }
    }
    n_cards
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = selection
}
criterion_main!(benches);
