//! Section 3.1 and section 4 of the reference as tables: each row becomes a feed with a product that has the value, and a
//! rule that shows it if the condition holds. The tables say in comments what is decided where the reference is silent.

mod case;
mod categories;
mod cells;
mod comparisons;
mod prices;
mod trees;
