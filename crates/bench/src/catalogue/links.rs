//! Links chosen by hand, as Luma has them: related products from all over the department, up-sells mostly from the
//! category, cross-sells from a few things that go with everything.

use super::clothes;
use super::dice::Dice;
use super::gear;
use super::measured::{
    CLOTHES, CROSS_SELL_SOURCES, CROSS_SELL_TARGETS, CROSS_SELLS_PER_SOURCE, GEAR, N_PAGES, RELATED_PER_SOURCE,
    RELATED_SOURCES, RELATED_TARGETS, UP_SELL_SOURCES, UP_SELL_TARGETS, UP_SELLS_IN_CATEGORY,
};
use super::plan::Stand;
use super::row::{Cell, Row};

/// The department of gear, behind those of clothes.
pub(super) const GEAR_DEPARTMENT: usize = CLOTHES.len();
const N_DEPARTMENTS: usize = CLOTHES.len() + 1;

/// The pages of a line, among which its links stay.
pub(super) struct Line {
    number: usize,
    departments: [Department; N_DEPARTMENTS],
    /// What is offered with everything.
    small_things: Vec<String>,
}

#[derive(Default)]
struct Department {
    pages: Vec<Page>,
    /// How likely each page is to be chosen as a related product.
    related: Vec<u32>,
    /// How likely each page is to be chosen as an up-sell.
    up_sell: Vec<u32>,
}

struct Page {
    sku: String,
    shelf: usize,
}

impl Line {
    /// The line of that number, in the catalogue of that plan.
    pub(super) fn of(seed: u64, number: usize, plan: &[Stand]) -> Line {
        let mut departments: [Department; N_DEPARTMENTS] = Default::default();
        for stand in plan {
            match stand {
                Stand::Gear(stand) if stand.line == number => {
                    let skus = gear::pages(stand).map(|sku| Page { sku, shelf: stand.shelf });
                    departments[GEAR_DEPARTMENT].pages.extend(skus);
                }
                Stand::Clothes(stand) if stand.line == number => {
                    let skus = clothes::pages(stand).map(|sku| Page { sku, shelf: stand.shelf });
                    departments[stand.department].pages.extend(skus);
                }
                _ => {}
            }
        }
        for (department_idx, department) in departments.iter_mut().enumerate() {
            let mut dice = Dice::at(seed, &[1, number, department_idx]);
            department.related = department.pages.iter().map(|_| dice.drawn(&RELATED_TARGETS)).collect();
            department.up_sell = department.pages.iter().map(|_| dice.drawn(&UP_SELL_TARGETS)).collect();
        }
        let small_things = small_things(number, &departments[GEAR_DEPARTMENT].pages);
        Line { number, departments, small_things }
    }

    /// Whether it is the line of that number.
    pub(super) fn is(&self, number: usize) -> bool {
        self.number == number
    }

    /// Writes the links of one of its pages.
    pub(super) fn write(&self, seed: u64, department_idx: usize, sku: &str, row: &mut Row) {
        let department = &self.departments[department_idx];
        let Some(own_idx) = department.pages.iter().position(|page| page.sku == sku) else {
            return;
        };
        let mut dice = Dice::at(seed, &[2, self.number, department_idx, own_idx]);
        if dice.chance(RELATED_SOURCES, N_PAGES) {
            let mut weights = department.related.clone();
            weights[own_idx] = 0;
            department.choose(RELATED_PER_SOURCE, &mut weights, |_, weight| weight, &mut dice, row.cell(Cell::Related));
        }
        let mut weights = department.up_sell.clone();
        weights[own_idx] = 0;
        let shelf = department.pages[own_idx].shelf;
        for _ in 0..dice.drawn(&UP_SELL_SOURCES) {
            let in_category = dice.chance(UP_SELLS_IN_CATEGORY, 100);
            let only = |page: &Page, weight| if (page.shelf == shelf) == in_category { weight } else { 0 };
            department.choose(1, &mut weights, only, &mut dice, row.cell(Cell::UpSell));
        }
        if dice.chance(CROSS_SELL_SOURCES, N_PAGES) {
            self.write_cross_sells(sku, &mut dice, row.cell(Cell::CrossSell));
        }
    }

    fn write_cross_sells(&self, sku: &str, dice: &mut Dice, out: &mut String) {
        let mut weights = CROSS_SELL_TARGETS[..self.small_things.len()].to_vec();
        for _ in 0..CROSS_SELLS_PER_SOURCE {
            let Some(chosen) = dice.weighted(&weights) else { return };
            weights[chosen] = 0;
            if self.small_things[chosen] != sku {
                append(out, &self.small_things[chosen]);
            }
        }
    }
}

impl Department {
    /// Chooses so many pages, each as likely as it is heavy, and none twice.
    fn choose(
        &self,
        n: usize,
        weights: &mut [u32],
        only: impl Fn(&Page, u32) -> u32,
        dice: &mut Dice,
        out: &mut String,
    ) {
        for _ in 0..n {
            let fitting: Vec<u32> =
                self.pages.iter().zip(weights.iter()).map(|(page, weight)| only(page, *weight)).collect();
            // Where nothing is left that fits, whatever is left does.
            let Some(chosen) = dice.weighted(&fitting).or_else(|| dice.weighted(weights)) else { return };
            weights[chosen] = 0;
            append(out, &self.pages[chosen].sku);
        }
    }
}

fn append(out: &mut String, sku: &str) {
    if !out.is_empty() {
        out.push(',');
    }
    out.push_str(sku);
}

/// Two parts of the bundle, which have no page, and the first pages of the gear: the real ones are as mixed.
fn small_things(line: usize, pages: &[Page]) -> Vec<String> {
    if pages.is_empty() {
        return Vec::new();
    }
    let parts = [0, 3].map(|part| gear::sku(GEAR[0].2, line, part));
    let pages = pages.iter().map(|page| page.sku.clone());
    pages.take(CROSS_SELL_TARGETS.len() - parts.len()).chain(parts).collect()
}
