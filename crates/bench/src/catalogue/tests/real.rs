//! Counts the measured figures again in the real catalogues. They are no part of the repository: where they are
//! absent, these tests say so and pass.

use super::super::measured::{
    CLOTHES, CLOTHES_DESCRIPTIONS, CLOTHES_NAMES, CLOTHES_PRICES, CROSS_SELL_SOURCES, CROSS_SELL_TARGETS,
    CROSS_SELLS_PER_SOURCE, DEVICE_NAMES, FAMILIES, FIT, FLAGS, Family, GEAR, ICECAT_ROWS, LUMA_ROWS, N_BRANDS, OFFERS,
    OFFERS_PER_PRODUCT, RELATED_SOURCES, RELATED_TARGETS, SEVERAL, UP_SELL_SOURCES, UP_SELL_TARGETS,
};
use flate2::read::GzDecoder;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

type Row = BTreeMap<String, String>;
/// How many products have how many of something.
type Counted = BTreeMap<usize, u32>;

fn data(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if !path.is_dir() {
        println!("skipped: ../shared/data/{folder} is not here");
    }
    path.is_dir().then_some(path)
}

fn table(input: impl Read, delimiter: u8) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(input);
    reader.deserialize().map(|row| row.expect("it is well formed")).collect()
}

fn file(path: &Path) -> File {
    File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn counted(numbers: impl IntoIterator<Item = usize>) -> Counted {
    let mut counted = Counted::new();
    numbers.into_iter().for_each(|number| *counted.entry(number).or_default() += 1);
    counted
}

/// A table of the measured ones, without what counts no product.
fn of_table(table: &[(usize, u32)]) -> Counted {
    table.iter().copied().filter(|(number, _)| *number > 0).collect()
}

/// As many quantiles as `like` has, at equal steps.
fn quantiles(numbers: impl IntoIterator<Item = u32>, like: &[u32]) -> Vec<u32> {
    let mut sorted: Vec<u32> = numbers.into_iter().collect();
    sorted.sort_unstable();
    (0..like.len()).map(|step| sorted[step * (sorted.len() - 1) / (like.len() - 1)]).collect()
}

fn length(text: &str) -> u32 {
    text.chars().count() as u32
}

/// The longest of the cells whose column begins so: some products have a text for one channel alone.
fn longest<'row>(row: &'row Row, column: &str) -> &'row str {
    let cells = row.iter().filter(|(name, _)| name.starts_with(column)).map(|(_, cell)| cell.as_str());
    cells.max_by_key(|cell| length(cell)).unwrap_or_default()
}

fn pages(luma: &Path) -> Vec<Row> {
    let rows = table(file(&luma.join("ConfigurableSampleData/products.csv")), b',');
    rows.into_iter().filter(|row| row["product_type"] == "configurable").collect()
}

fn attributes(row: &Row) -> BTreeMap<&str, &str> {
    row["additional_attributes"].split(',').filter_map(|pair| pair.split_once('=')).collect()
}

#[test]
fn clothes_are_as_luma_has_them() {
    let Some(luma) = data("luma/fixtures") else { return };
    let pages = pages(&luma);
    let n_variants: usize = pages.iter().map(|row| row["configurable_variations"].split('|').count()).sum();
    let n_gear: usize = GEAR.iter().map(|(.., n)| n).sum();
    assert_eq!(pages.len() + n_variants + n_gear, LUMA_ROWS);
    let shelves = CLOTHES.iter().flatten();
    let ours: Vec<_> =
        shelves.flat_map(|shelf| shelf.choices).map(|(n, sizes, colours)| (sizes * colours, *n as u32)).collect();
    let mut summed = Counted::new();
    ours.into_iter().for_each(|(variants, n)| *summed.entry(variants).or_default() += n);
    assert_eq!(counted(pages.iter().map(|row| row["configurable_variations"].split('|').count())), summed);
    let prices = pages.iter().map(|row| row["price"].split('.').next().unwrap_or_default());
    let prices = prices.map(|units| units.parse().expect("it is a number"));
    assert_eq!(quantiles(prices, &CLOTHES_PRICES), CLOTHES_PRICES);
    let lengths = |column: &'static str| pages.iter().map(move |row| length(&row[column]));
    assert_eq!(quantiles(lengths("name"), &CLOTHES_NAMES), CLOTHES_NAMES);
    assert_eq!(quantiles(lengths("description"), &CLOTHES_DESCRIPTIONS), CLOTHES_DESCRIPTIONS);
}

#[test]
fn categories_and_attributes_of_clothes_are_as_luma_has_them() {
    let Some(luma) = data("luma/fixtures") else { return };
    let pages = pages(&luma);
    let (mut own, mut across): (BTreeMap<&str, usize>, BTreeMap<&str, u32>) = Default::default();
    let mut per_product = Vec::new();
    for path in pages.iter().map(|row| row["categories"].split(',')) {
        let (offers, shelves): (Vec<_>, Vec<_>) = path
            .filter(|path| path.contains('/'))
            .partition(|path| path.contains("/Promotions/") || path.contains("/Collections/"));
        per_product.push(offers.len());
        shelves.into_iter().for_each(|path| *own.entry(path).or_default() += 1);
        offers.into_iter().for_each(|path| *across.entry(path).or_default() += 1);
    }
    let sorted = |mut sizes: Vec<usize>| {
        sizes.sort_unstable();
        sizes
    };
    let ours = CLOTHES.iter().flatten().map(|shelf| shelf.choices.iter().map(|(n, ..)| n).sum());
    assert_eq!(sorted(own.into_values().collect()), sorted(ours.collect()));
    let across = sorted(across.into_values().map(|n| n as usize).collect());
    assert_eq!(across, sorted(OFFERS.iter().map(|(_, n)| *n as usize).collect()));
    assert_eq!(counted(per_product), OFFERS_PER_PRODUCT.into_iter().collect());

    let of_name = |name| pages.iter().filter_map(|row| attributes(row).get(name).copied()).collect::<Vec<_>>();
    for ((_, n_values, table), name) in
        SEVERAL.iter().chain([&FIT]).zip(["material", "pattern", "climate", "style_general", "style_bottom"])
    {
        let cells = of_name(name);
        let values: BTreeSet<_> = cells.iter().flat_map(|cell| cell.split('|')).collect();
        assert_eq!(
            (values.len(), counted(cells.iter().map(|cell| cell.split('|').count()))),
            (*n_values, of_table(table)),
            "{name}"
        );
    }
    for ((_, n_yes), name) in
        FLAGS.iter().zip(["eco_collection", "performance_fabric", "erin_recommends", "new", "sale"])
    {
        assert_eq!(of_name(name).iter().filter(|cell| **cell == "Yes").count(), *n_yes as usize, "{name}");
    }
}

#[test]
fn links_are_as_luma_has_them() {
    let Some(luma) = data("luma/fixtures") else { return };
    let modules = [
        "BundleSampleData/Links",
        "CatalogSampleData/Links",
        "ConfigurableSampleData/Links",
        "DownloadableSampleData/Links",
        "GroupedProductSampleData/Link",
    ];
    let counts = |name: &str| {
        let (mut sources, mut targets) = (Vec::new(), BTreeMap::<String, usize>::new());
        for path in modules.iter().map(|module| luma.join(module).join(name)).filter(|path| path.exists()) {
            for row in table(file(&path), b',') {
                let linked: Vec<_> = row["linked_sku"].lines().map(str::trim).filter(|sku| !sku.is_empty()).collect();
                sources.push(linked.len());
                linked.into_iter().for_each(|sku| *targets.entry(sku.to_owned()).or_default() += 1);
            }
        }
        (counted(sources), counted(targets.into_values()))
    };
    let of_targets =
        |table: &[(u32, u32)]| of_table(&table.iter().map(|(n, pages)| (*n as usize, *pages)).collect::<Vec<_>>());
    let (sources, targets) = counts("related.csv");
    assert_eq!((sources.values().sum::<u32>(), targets), (RELATED_SOURCES, of_targets(&RELATED_TARGETS)));
    let (sources, targets) = counts("upsell.csv");
    assert_eq!((sources, targets), (of_table(&UP_SELL_SOURCES), of_targets(&UP_SELL_TARGETS)));
    let (sources, targets) = counts("crosssell.csv");
    assert_eq!(sources, Counted::from([(CROSS_SELLS_PER_SOURCE, CROSS_SELL_SOURCES)]));
    assert_eq!(targets, counted(CROSS_SELL_TARGETS.map(|n| n as usize)));
}

#[test]
fn devices_are_as_icecat_has_them() {
    let Some(icecat) = data("icecat") else { return };
    let files = FAMILIES
        .iter()
        .map(|family| table(GzDecoder::new(file(&icecat.join(format!("{}.csv.gz", family.file)))), b';'));
    let files: Vec<Vec<Row>> = files.collect();
    let all = || files.iter().flatten();
    assert_eq!(all().count(), ICECAT_ROWS);
    let mut n_of_brand = BTreeMap::<&str, u32>::new();
    all().for_each(|row| *n_of_brand.entry(row["vendor"].as_str()).or_default() += 1);
    let mut largest_first: Vec<_> = n_of_brand.values().copied().collect();
    largest_first.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(largest_first.len(), N_BRANDS);
    let mut ours = [0; N_BRANDS];
    FAMILIES.iter().flat_map(|family| family.brands).for_each(|(brand, n)| ours[*brand] += n);
    assert_eq!(ours, *largest_first);
    assert_eq!(quantiles(all().map(|row| length(longest(row, "name"))), &DEVICE_NAMES), DEVICE_NAMES);
    FAMILIES.iter().zip(&files).for_each(|(family, rows)| family_is(family, rows));
}

/// What every product has, or what is no attribute of a device.
const NO_ATTRIBUTES: [&str; 7] = ["sku", "categories", "family", "groups", "vendor", "picture", "price"];

fn family_is(family: &Family, rows: &[Row]) {
    assert_eq!(rows.len(), family.n_products, "{}", family.file);
    let descriptions = rows.iter().map(|row| length(longest(row, "description-en_US")));
    assert_eq!(quantiles(descriptions, &family.descriptions), family.descriptions, "{}", family.file);
    let n_categories = if family.department.is_some() { 3 } else { 1 };
    assert!(rows.iter().all(|row| row["categories"].split(',').count() == n_categories), "{}", family.file);
    let mut brands = counted_brands(rows);
    let mut ours: Vec<u32> = family.brands.iter().map(|(_, n)| *n).collect();
    brands.sort_unstable();
    ours.sort_unstable();
    assert_eq!(brands, ours, "{}", family.file);

    let mut values = BTreeMap::<&str, Vec<&str>>::new();
    for row in rows {
        let mut seen = BTreeSet::new();
        for (column, cell) in row.iter().filter(|(_, cell)| !cell.is_empty()) {
            let name = column.split('-').next().unwrap_or_default();
            let is_text = name == "name" || name == "description";
            if !is_text && !NO_ATTRIBUTES.contains(&name) && seen.insert(name) {
                values.entry(name).or_default().push(cell);
            }
        }
    }
    let n_values = |cells: &[&str]| cells.iter().collect::<BTreeSet<_>>().len() as u32;
    let mut real: Vec<(u32, u32)> = values.values().map(|cells| (cells.len() as u32, n_values(cells))).collect();
    let mut ours: Vec<(u32, u32)> = family.attributes.iter().map(|(_, n, n_values, _)| (*n, *n_values)).collect();
    real.sort_unstable();
    ours.sort_unstable();
    assert_eq!(real, ours, "{}", family.file);
}

fn counted_brands(rows: &[Row]) -> Vec<u32> {
    let mut brands = BTreeMap::<&str, u32>::new();
    rows.iter().for_each(|row| *brands.entry(row["vendor"].as_str()).or_default() += 1);
    brands.into_values().collect()
}
