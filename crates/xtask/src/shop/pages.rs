//! The pages, from templates.

use super::artwork::Artwork;
use super::look::{Hero, Look, Selection, Story, Visitor};
use super::preview;
use super::shelf::{Article, Category, Shelf};
use super::spots::{self, Spot};
use super::theme;
use super::write;
use anyhow::{Context, Result};
use kindred_cli::learn::readiness::TypeReadiness;
use kindred_core::feed::FeedFile;
use minijinja::{Environment, Value, context};
use serde::Serialize;
use serde_json::json;
use std::path::Path;

const TEMPLATES: [(&str, &str); 11] = [
    ("page.html", include_str!("../../../../demo/templates/page.html")),
    ("parts.html", include_str!("../../../../demo/templates/parts.html")),
    ("home.html", include_str!("../../../../demo/templates/home.html")),
    ("category.html", include_str!("../../../../demo/templates/category.html")),
    ("product.html", include_str!("../../../../demo/templates/product.html")),
    ("cart.html", include_str!("../../../../demo/templates/cart.html")),
    ("thanks.html", include_str!("../../../../demo/templates/thanks.html")),
    ("recommendations.html", include_str!("../../../../demo/templates/recommendations.html")),
    ("theme.html", include_str!("../../../../demo/templates/theme.html")),
    ("layouts.html", include_str!("../../../../demo/templates/layouts.html")),
    ("404.html", include_str!("../../../../demo/templates/404.html")),
];
const STYLE: &str = concat!(include_str!("../../../../demo/shop.css"), "\n", include_str!("../../../../demo/buy.css"));
/// Scripts of every page.
const SCRIPTS: [(&str, &str); 2] = [
    ("shop.js", include_str!("../../../../demo/shop.js")),
    ("remember.js", include_str!("../../../../demo/remember.js")),
];

/// How many products the home page shows.
const N_SELECTED: usize = 8;

/// Writes pages.
pub(super) struct Pages<'a> {
    environment: Environment<'static>,
    shelf: &'a Shelf,
    look: &'a Look,
    feed: &'a FeedFile,
    shop: Value,
}

/// What every page knows of the shop.
#[derive(Serialize)]
struct Frame<'a> {
    name: &'a str,
    tagline: &'a str,
    description: &'a str,
    language: &'a str,
    currency: &'a str,
    hero: &'a Hero,
    selection: &'a Selection,
    story: &'a Option<Story>,
    notes: &'a [String],
    visitors: &'a [Visitor],
    departments: Vec<&'a Category>,
}

impl<'a> Pages<'a> {
    /// Pages of a shelf's products in a shop's look, with the units that a feed has something for.
    pub(super) fn new(shelf: &'a Shelf, look: &'a Look, feed: &'a FeedFile) -> Result<Pages<'a>> {
        let mut environment = Environment::new();
        for (name, source) in TEMPLATES {
            environment.add_template(name, source).with_context(|| format!("reading the template {name}"))?;
        }
        let frame = Frame {
            name: &look.name,
            tagline: &look.tagline,
            description: &look.description,
            language: &shelf.language,
            currency: &shelf.currency,
            hero: &look.hero,
            selection: &look.selection,
            story: &look.story,
            notes: &look.notes,
            visitors: &look.visitors,
            departments: shelf.departments(),
        };
        Ok(Pages { environment, shelf, look, feed, shop: Value::from_serialize(frame) })
    }

    /// Writes every page, style and script, and the pictures that are no product's.
    pub(super) fn write(&self, artwork: &mut Artwork<'_>, ready: &[TypeReadiness], out: &Path) -> Result<()> {
        artwork.furnish()?;
        write(&out.join("shop.css"), STYLE)?;
        for (name, script) in SCRIPTS {
            write(&out.join(name), script)?;
        }
        let page = |url: &str, template: &str, values: Value| -> Result<()> {
            let html = self.render(template, url, values)?;
            write(&out.join(url.trim_start_matches('/')), &html)
        };
        page("/index.html", "home.html", self.home())?;
        for category in &self.shelf.categories {
            page(&category.url, "category.html", self.category(category))?;
        }
        for product in &self.shelf.products {
            page(&product.url, "product.html", self.product(product))?;
        }
        let empty = context! { empty_image => "/img/empty.svg" };
        let places = &self.look.recommendations;
        let spots = self.ready(&places.cart);
        page("/cart.html", "cart.html", context! { spots => spots, ..empty.clone() })?;
        let spots = self.ready(&places.confirmation);
        page("/thanks.html", "thanks.html", context! { spots => spots, ..empty.clone() })?;
        preview::write_files(out)?;
        page("/recommendations.html", "recommendations.html", preview::values(self.shelf, ready))?;
        theme::write_files(out)?;
        page("/theme.html", "theme.html", theme::values(&self.samples(), out)?)?;
        let products = self.selection(&self.shelf.departments());
        page("/layouts.html", "layouts.html", context! { products => products })?;
        page("/404.html", "404.html", empty)
    }

    fn render(&self, template: &str, url: &str, values: Value) -> Result<String> {
        let context = context! { shop => self.shop, here => url, ..values };
        let rendered = self.environment.get_template(template).and_then(|template| template.render(context));
        rendered.with_context(|| format!("rendering {url}"))
    }

    fn home(&self) -> Value {
        let departments = self.shelf.departments();
        let hero = self.shelf.category(&self.look.hero.category).or(departments.first().copied());
        let story = self.look.story.as_ref().and_then(|story| self.shelf.product(&story.thing));
        context! {
            hero_url => hero.map(|category| &category.url),
            selection => self.selection(&departments),
            spots => self.ready(&self.look.recommendations.home),
            story_image => story.map_or("/img/empty.svg", |product| &product.image),
        }
    }

    /// The products that the look names; else some of each top category, those with a photograph first.
    fn selection(&self, departments: &[&Category]) -> Vec<&'a Article> {
        let named: Vec<&Article> = self.look.selection.skus.iter().filter_map(|sku| self.shelf.product(sku)).collect();
        if !named.is_empty() {
            return named;
        }
        let mut shelves: Vec<Vec<&Article>> =
            departments.iter().map(|category| self.shelf.products_in(&category.path)).collect();
        for shelf in &mut shelves {
            shelf.sort_by_key(|product| product.image.ends_with(".svg"));
        }
        let mut chosen: Vec<&Article> = Vec::new();
        for round in 0..N_SELECTED {
            for product in shelves.iter().filter_map(|shelf| shelf.get(round)) {
                if chosen.len() < N_SELECTED && !chosen.iter().any(|known| known.sku == product.sku) {
                    chosen.push(product);
                }
            }
        }
        chosen
    }

    /// What the units of the theme page are about.
    fn samples(&self) -> Vec<&'a str> {
        let named = self.look.samples.iter().map(String::as_str).filter(|sku| self.shelf.product(sku).is_some());
        named.chain(self.shelf.products.iter().map(|product| product.sku.as_str())).collect()
    }

    fn category(&self, category: &Category) -> Value {
        let children: Vec<&Category> = self
            .shelf
            .categories
            .iter()
            .filter(|other| other.path.rsplit_once('/').is_some_and(|(parent, _)| parent == category.path))
            .collect();
        let is_department = !category.path.contains('/');
        let places = &self.look.recommendations;
        let best = self.look.categories.get(&category.path).and_then(|department| department.best.as_ref());
        context! {
            best => self.ready(best.map_or(&[], std::slice::from_ref)),
            spots => self.ready(if is_department { &places.department } else { &places.category }),
            category => category,
            children => children,
            crumbs => self.crumbs(&category.path),
            products => self.shelf.products_in(&category.path),
            department => self.department(&category.path),
        }
    }

    fn product(&self, product: &Article) -> Value {
        let path = product.categories.first().map(String::as_str).unwrap_or_default();
        context! {
            product => product,
            spots => Value::from_serialize(spots::ready(self.spots_of(product), self.feed, Some(&product.sku))),
            crumbs => self.crumbs(path),
            department => self.department(path),
            structured => Value::from_serialize(self.structured(product)),
        }
    }

    /// What is recommended on a product's page.
    fn spots_of(&self, product: &Article) -> &'a [Spot] {
        let places = &self.look.recommendations;
        if !product.in_stock {
            return &places.sold_out;
        }
        let top = product.categories.first().and_then(|path| path.split('/').next()).unwrap_or_default();
        let own = self.look.categories.get(top).map(|department| &department.recommendations);
        own.filter(|own| !own.is_empty()).unwrap_or(&places.product)
    }

    /// Those of the units that have something to show.
    fn ready(&self, spots: &[Spot]) -> Value {
        Value::from_serialize(spots::ready(spots, self.feed, None))
    }

    /// The product for search engines, and for Kindred, which reads the SKU from it.
    fn structured(&self, product: &Article) -> serde_json::Value {
        let availability = if product.in_stock { "InStock" } else { "OutOfStock" };
        let mut structured = json!({
            "@context": "https://schema.org",
            "@type": "Product",
            "sku": product.sku,
            "name": product.name,
            "image": product.image,
            "description": product.description.join("\n"),
        });
        if let Some(amount) = &product.amount {
            structured["offers"] = json!({
                "@type": "Offer",
                "price": amount,
                "priceCurrency": self.shelf.currency,
                "availability": format!("https://schema.org/{availability}"),
            });
        }
        structured
    }

    /// The category and those above it, from the top.
    fn crumbs(&self, path: &str) -> Vec<&'a Category> {
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        ends.filter_map(|end| self.shelf.category(&path[..end])).collect()
    }

    fn department(&self, path: &str) -> &'a str {
        self.crumbs(path).first().map_or("", |category| &category.url)
    }
}
