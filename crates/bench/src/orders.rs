//! Order lines of an invented shop, as many as somebody wants: a few products sell by the thousand and most sell seldom,
//! what belongs together is bought together, and some of it comes back.

use crate::catalogue::dice::Dice;
use std::collections::VecDeque;
use std::io::{self, BufWriter, Write};

/// A log to write.
#[derive(Clone, Copy, Debug)]
pub struct Orders {
    /// Lines below the header.
    pub lines: usize,
    /// Products that are sold.
    pub products: usize,
    /// Customers who buy them.
    pub customers: usize,
    /// The same seed gives the same bytes.
    pub seed: u64,
}

/// 2026-01-01 00:00:00 UTC, and the seconds of the year after it.
const FIRST_SECOND: u64 = 1_767_225_600;
const YEAR: u64 = 365 * 86_400;
/// How many lines an order has, and how often.
const SIZES: [(usize, u32); 8] = [(1, 40), (2, 22), (3, 13), (4, 9), (6, 7), (9, 5), (20, 3), (60, 1)];
/// Of how many orders before something may come back.
const MOST_RECENT: usize = 1_000;
/// Products with neighbouring numbers belong together, so many at a time.
const FAMILY: usize = 8;

/// Writes the log as CSV.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(orders: Orders, to: impl Write) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(1 << 16, to);
    to.write_all(b"order_id,created_at,sku,qty_ordered,price,customer_id\n")?;
    let mut recent: VecDeque<(usize, usize, u32)> = VecDeque::new();
    let (mut line, mut order) = (0, 0);
    while line < orders.lines {
        let mut dice = Dice::at(orders.seed, &[order]);
        // Orders come evenly over the year.
        let time = FIRST_SECOND + (line as u64 * YEAR) / orders.lines as u64;
        let is_return = dice.chance(2, 100);
        let returned = if is_return { recent.pop_front() } else { None };
        if let Some((customer, product, quantity)) = returned {
            writeln!(to, "R{order},{time},{},-{quantity},{},{customer}", sku(product), price(product))?;
            line += 1;
        } else {
            let customer = dice.place(orders.customers) + 1;
            let size = dice.drawn(&SIZES).min(orders.lines - line);
            let first = popular(&mut dice, orders.products);
            for number in 0..size {
                let product = match number == 0 || dice.chance(1, 2) {
                    true if number > 0 => popular(&mut dice, orders.products),
                    true => first,
                    false => (first - first % FAMILY + dice.place(FAMILY)).min(orders.products - 1),
                };
                let quantity = 1 + dice.below(3);
                writeln!(to, "{order},{time},{},{quantity},{},{customer}", sku(product), price(product))?;
                if number == 0 {
                    recent.push_back((customer, product, quantity));
                    // What was bought long before stays bought.
                    if recent.len() > MOST_RECENT {
                        recent.pop_front();
                    }
                }
            }
            line += size;
        }
        order += 1;
    }
    to.flush()
}

/// A product; half of all sales are of a small part of them, however many there are.
fn popular(dice: &mut Dice, products: usize) -> usize {
    let mut of = products;
    while of > 64 && dice.chance(3, 5) {
        of /= 4;
    }
    dice.place(of.max(1))
}

fn sku(product: usize) -> String {
    format!("P-{product:06}")
}

fn price(product: usize) -> String {
    format!("{}.{:02}", 1 + product % 97, product * 7 % 100)
}

#[cfg(test)]
mod tests {
    use super::{Orders, write};
    use std::collections::BTreeSet;

    fn log(lines: usize, seed: u64) -> String {
        let mut bytes = Vec::new();
        write(Orders { lines, products: 500, customers: 900, seed }, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_seed_gives_the_same_bytes_and_as_many_lines_as_are_asked_for() {
        assert_eq!(log(10_000, 7), log(10_000, 7));
        assert_ne!(log(10_000, 7), log(10_000, 8));
        for lines in [0, 1, 10_000] {
            assert_eq!(log(lines, 7).lines().count(), lines + 1);
        }
    }

    #[test]
    fn a_few_products_sell_most_and_some_come_back() {
        let log = log(50_000, 1);
        let sold = |sku: &str| log.matches(sku).count();
        assert!(sold("P-000003") > 10 * sold("P-000400"), "{} {}", sold("P-000003"), sold("P-000400"));
        let returns = log.lines().filter(|line| line.starts_with('R')).count();
        let orders: BTreeSet<&str> = log.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert!((15..25).contains(&(returns * 1_000 / orders.len())), "{returns} of {}", orders.len());
        let skus: BTreeSet<&str> = log.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
        assert!(skus.len() > 450, "{}", skus.len());
    }
}
