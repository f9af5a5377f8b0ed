//! One row of a mapped table: its cells become an item.

use super::plan::{Field, Plan, PlannedAttribute};
use super::{Found, Map};
use crate::catalogue::{Item, ItemLink, StrayLink, UrlKey};
use crate::diagnostic::{Diagnostic, Reason};
use crate::import::findings::Findings;
use crate::import::magento::lowest;
use crate::import::money::FeedCurrency;
use crate::import::shown::{add_picture, set_link};
use crate::import::table::Row;
use crate::import::text::{description, plain, slug};
use kindred_core::feed::AttributeType;
use kindred_core::link::Relation;
use kindred_core::price::Price;
use kindred_core::rating::Rating;
use kindred_core::value::Value;

/// Reads a row, and adds what it says.
pub(super) fn read(
    map: &Map,
    plan: &Plan,
    row: &Row<'_>,
    found: &mut Found,
    currency: &mut FeedCurrency,
    out: &mut Vec<Diagnostic>,
) {
    let mut cells = Cells { map, row, found: Findings::default() };
    let item = cells.item(plan, currency, found);
    if !cells.found.report(out) {
        return;
    }
    if let Some(&first) = found.by_sku.get(&item.sku) {
        let reason = Reason::SecondProduct { sku: item.sku, first: Box::new(found.items[first].place.clone()) };
        out.push(row.skipped(&plan.sku.name(row), reason));
        return;
    }
    let index = found.items.len();
    if let Some((parent, column)) = plan.parent.find(row).filter(|(parent, _)| *parent != item.sku) {
        found.children.push((index, parent.to_owned(), row.place_of(&column.name)));
    }
    for (relation, field) in Relation::ALL.into_iter().zip(&plan.links) {
        let Some((cell, column)) = field.find(row) else { continue };
        for (position, sku) in (1..).zip(map.list(cell)) {
            let place = row.place_of(&column.name);
            let link = ItemLink { relation, sku: sku.to_owned(), position, place };
            found.links.push(StrayLink { source: item.sku.clone(), link });
        }
    }
    found.by_sku.insert(item.sku.clone(), index);
    found.items.push(item);
}

/// A row, and what is wrong with it so far.
struct Cells<'a, 'r> {
    map: &'a Map,
    row: &'a Row<'r>,
    found: Findings,
}

impl<'r> Cells<'_, 'r> {
    fn item(&mut self, plan: &Plan, currency: &mut FeedCurrency, found: &mut Found) -> Item {
        let sku = self.needed(&plan.sku, "a SKU");
        let mut item = Item::new(sku, self.row.place());
        item.name = plain(self.needed(&plan.name, "a name"));
        item.description = description(&self.with_lines(plan.description.text(self.row)));
        item.url_key = match plan.url_key.text(self.row) {
            "" => UrlKey::FromName(slug(&item.name)),
            key => UrlKey::Given(slug(key)),
        };
        let refused = set_link(&mut item, plan.url.text(self.row));
        self.remark(&plan.url, refused);
        self.read_pictures(&mut item, plan);
        (item.rating, item.reviews) = self.rating(plan);
        item.price = self.price(&plan.price, currency);
        item.regular_price = self.price(&plan.regular_price, currency);
        (item.in_stock, item.quantity) = self.stock(plan);
        item.categories = self.categories(&plan.categories, found);
        for attribute in &plan.attributes {
            if let Some(value) = self.value(attribute, found) {
                item.attributes.insert(attribute.name.clone(), value);
            }
        }
        item
    }

    /// The pictures, a second one right behind the first.
    fn read_pictures(&mut self, item: &mut Item, plan: &Plan) {
        let mut pictures: Vec<(&Field, &str)> =
            self.map.list(plan.image.text(self.row)).map(|picture| (&plan.image, picture)).collect();
        if let Some((second, _)) = plan.image_2.find(self.row) {
            pictures.insert(pictures.len().min(1), (&plan.image_2, second));
        }
        for (field, picture) in pictures {
            let refused = add_picture(item, picture);
            self.remark(field, refused);
        }
    }

    /// What shoppers think of it, and how many. A cell that says neither is left out, and the product stays.
    fn rating(&mut self, plan: &Plan) -> (Option<Rating>, u32) {
        let rating = self.number(plan.rating.text(self.row)).and_then(|stars| Rating::parse(&stars));
        let reviews = self.number(plan.reviews.text(self.row)).and_then(|count| count.parse().ok());
        if rating.is_none() {
            self.left_out(&plan.rating, "a rating from 0 to 5");
        }
        if reviews.is_none() {
            self.left_out(&plan.reviews, "a whole number");
        }
        (rating, reviews.unwrap_or(0))
    }

    /// Remarks that a cell is left out, if there is something in it.
    fn left_out(&mut self, field: &Field, expected: &'static str) {
        let found = field.text(self.row);
        if !found.is_empty() {
            self.remark(field, Err(Reason::Unexpected { expected, found: found.to_owned() }));
        }
    }

    fn needed(&mut self, field: &Field, expected: &'static str) -> &'r str {
        let text = field.text(self.row);
        if text.is_empty() {
            self.found.problems.push(self.row.skipped(&field.name(self.row), Reason::Missing { expected }));
        }
        text
    }

    fn remark(&mut self, field: &Field, refused: Result<(), Reason>) {
        let remark = refused.err().map(|reason| self.row.skipped(&field.name(self.row), reason));
        self.found.remarks.extend(remark);
    }

    fn unexpected<T>(&mut self, field: &Field, expected: &'static str) -> Option<T> {
        let reason = Reason::Unexpected { expected, found: field.text(self.row).to_owned() };
        self.found.problems.push(self.row.skipped(&field.name(self.row), reason));
        None
    }

    fn price(&mut self, field: &Field, currency: &mut FeedCurrency) -> Option<Price> {
        let (text, column) = field.find(self.row)?;
        match currency.price(text, self.map.decimal_mark()) {
            Ok(price) => Some(price),
            // The product is not sold in this currency, as far as the feed knows: nothing is wrong with it.
            Err(reason @ Reason::OtherCurrency { .. }) => {
                self.found.remarks.push(self.row.notice(&column.name, reason));
                None
            }
            Err(reason) => {
                self.found.problems.push(self.row.skipped(&column.name, reason));
                None
            }
        }
    }

    /// Whether it can be bought, and how many there are. The flag counts where there is one.
    fn stock(&mut self, plan: &Plan) -> (bool, Option<f64>) {
        let flag = match plan.in_stock.text(self.row) {
            "" => None,
            text => switch(text).or_else(|| self.unexpected(&plan.in_stock, "1 or 0, yes or no")),
        };
        let quantity = match plan.quantity.text(self.row) {
            "" => None,
            text => self.number(text).and_then(|number| number.parse().ok()),
        };
        let quantity = match plan.quantity.find(self.row) {
            Some(_) if quantity.is_none() => self.unexpected(&plan.quantity, "a quantity such as 2"),
            _ => quantity,
        };
        (flag.unwrap_or_else(|| quantity.is_none_or(|quantity: f64| quantity > 0.0)), quantity)
    }

    /// A number as rules compare it.
    fn number(&self, text: &str) -> Option<String> {
        let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
        self.map.decimal_mark().plain_number(digits).map(|number| format!("{sign}{number}"))
    }

    fn categories(&mut self, field: &Field, found: &mut Found) -> Vec<String> {
        let Some((cell, column)) = field.find(self.row) else {
            return Vec::new();
        };
        let mut paths = Vec::new();
        for written in self.map.list(cell) {
            match &self.map.codes.categories {
                Some(known) => match known.get(written) {
                    Some(path) => paths.push(path.clone()),
                    None if found.unknown_codes.insert(format!("category {written}")) => {
                        let reason = Reason::UnknownCategory { name: written.to_owned() };
                        self.found.remarks.push(self.row.skipped(&column.name, reason));
                    }
                    None => {}
                },
                None => paths.push(self.map.path(written)),
            }
        }
        paths.retain(|path| !path.is_empty());
        lowest(paths)
    }

    fn value(&mut self, attribute: &PlannedAttribute, found: &mut Found) -> Option<Value> {
        let (cell, column) = attribute.field.find(self.row)?;
        let labels = self.map.codes.labels.get(&attribute.name);
        let mut label = |written: &str| match labels.map(|labels| labels.get(written)) {
            Some(Some(label)) if !label.is_empty() => label.clone(),
            Some(None) => {
                if found.unknown_codes.insert(format!("{} {written}", attribute.name)) {
                    let message = format!("expected a code of the labels, found \"{written}\"");
                    self.found.remarks.push(self.row.notice(&column.name, Reason::shape(message)));
                }
                plain(written)
            }
            _ => plain(written),
        };
        match attribute.map.kind {
            Some(AttributeType::MultiSelect) => {
                let mut values: Vec<String> = Vec::new();
                for value in self.map.list(cell).map(&mut label) {
                    if !value.is_empty() && !values.contains(&value) {
                        values.push(value);
                    }
                }
                (!values.is_empty()).then_some(Value::Many(values))
            }
            Some(AttributeType::Boolean) => {
                found.yes_no_attributes.insert(attribute.name.clone());
                let digit = |is_so| if is_so { "1" } else { "0" };
                Some(Value::One(switch(cell).map_or_else(|| plain(cell), |is_so| digit(is_so).to_owned())))
            }
            Some(AttributeType::Number) => Some(Value::One(self.number(cell).unwrap_or_else(|| plain(cell)))),
            _ => Some(Value::One(label(cell))).filter(|value| *value != Value::One(String::new())),
        }
    }

    /// The text with its line breaks as markup has them.
    fn with_lines(&self, text: &str) -> String {
        self.map.written.line_break.as_ref().map_or_else(|| text.to_owned(), |mark| text.replace(mark, "<br>"))
    }
}

impl Map {
    /// The values of a cell.
    fn list<'c>(&'c self, cell: &'c str) -> impl Iterator<Item = &'c str> {
        let separator = self.written.list_separator.as_deref().unwrap_or(",");
        cell.split(separator).map(str::trim).filter(|value| !value.is_empty())
    }

    /// A category's path, with slashes between the names.
    fn path(&self, written: &str) -> String {
        let Some(separator) = self.written.path_separator.as_deref().filter(|separator| *separator != "/") else {
            return plain(written);
        };
        let names = written.split(separator).map(|name| plain(name).replace('/', "-"));
        names.filter(|name| !name.is_empty()).collect::<Vec<String>>().join("/")
    }
}

fn switch(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "1" | "yes" | "true" | "y" | "in stock" => Some(true),
        "0" | "no" | "false" | "n" | "out of stock" => Some(false),
        _ => None,
    }
}
