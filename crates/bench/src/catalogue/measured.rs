//! What real catalogues are like: the figures that the generated ones keep.
//!
//! Counted in two public catalogues, of which nothing else is in this repository: the fixtures of Magento's sample data
//! ("Luma": magento/magento2-sample-data, commit 53807565ba9f) and the products of Akeneo's demo ("Icecat":
//! akeneo/IcecatDemoBundle, commit 885e52729bc5). A test counts again where they lie beside the checkout.

mod families;

pub(crate) use families::FAMILIES;

/// SKUs of Luma: pages with their variants, and gear.
pub(crate) const LUMA_ROWS: usize = 2_046;
/// Products of Icecat.
pub(crate) const ICECAT_ROWS: usize = 4_898;
/// Brands of Icecat.
pub(crate) const N_BRANDS: usize = 85;

/// How many products have how many sizes and colours to choose from.
pub(crate) type Choices = (usize, usize, usize);

/// One of Luma's categories of clothes.
pub(crate) struct Shelf {
    /// Its path below the line.
    pub(crate) path: &'static str,
    /// What its products are called, and the two letters that their SKUs begin with.
    pub(crate) kind: &'static str,
    /// See [`kind`](Shelf::kind).
    pub(crate) code: &'static str,
    /// Its products.
    pub(crate) choices: &'static [Choices],
}

/// The categories of clothes, in two departments of six.
pub(crate) const CLOTHES: [[Shelf; 6]; 2] = [
    [
        Shelf { path: "Hers/Tops/Jumpers", kind: "Jumper", code: "HJ", choices: &[(11, 5, 3), (1, 5, 1)] },
        Shelf { path: "Hers/Tops/Coats", kind: "Coat", code: "HC", choices: &[(11, 5, 3), (1, 3, 3)] },
        Shelf { path: "Hers/Tops/Shirts", kind: "Shirt", code: "HS", choices: &[(12, 5, 3)] },
        Shelf { path: "Hers/Tops/Singlets", kind: "Singlet", code: "HI", choices: &[(14, 5, 3)] },
        Shelf { path: "Hers/Legs/Trousers", kind: "Trousers", code: "HT", choices: &[(13, 2, 3)] },
        Shelf { path: "Hers/Legs/Bermudas", kind: "Bermudas", code: "HB", choices: &[(6, 5, 3), (5, 2, 3), (1, 5, 1)] },
    ],
    [
        Shelf { path: "His/Tops/Jumpers", kind: "Jumper", code: "MJ", choices: &[(13, 5, 3)] },
        Shelf { path: "His/Tops/Coats", kind: "Coat", code: "MC", choices: &[(11, 5, 3)] },
        Shelf { path: "His/Tops/Shirts", kind: "Shirt", code: "MS", choices: &[(12, 5, 3)] },
        Shelf { path: "His/Tops/Singlets", kind: "Singlet", code: "MI", choices: &[(3, 5, 3), (9, 5, 1)] },
        Shelf { path: "His/Legs/Trousers", kind: "Trousers", code: "MT", choices: &[(12, 4, 3)] },
        Shelf { path: "His/Legs/Bermudas", kind: "Bermudas", code: "MB", choices: &[(11, 4, 3), (1, 4, 1)] },
    ],
];

/// Luma's gear: path below the line, kind, code, number of SKUs. In the first one are, behind the
/// [parts](N_GEAR_PARTS), a bundle and a grouped product.
pub(crate) const GEAR: [(&str, &str, &str, usize); 4] = [
    ("Exercise", "Trainer", "GE", 23),
    ("Carrying", "Sack", "GC", 14),
    ("Timing", "Timer", "GT", 9),
    ("Lessons", "Lesson", "GL", 6),
];
/// How many SKUs of the gear have no page of their own.
pub(crate) const N_GEAR_PARTS: usize = 12;

/// Luma's pages.
pub(crate) const N_PAGES: u32 = 187;
/// How many pages have related products chosen by hand.
pub(crate) const RELATED_SOURCES: u32 = 127;
/// How many related products these have; one has five.
pub(crate) const RELATED_PER_SOURCE: usize = 4;
/// How often a page is chosen as a related product, and how many pages are chosen so often. Every one stays in its
/// department, and one in ten in its category.
pub(crate) const RELATED_TARGETS: [(u32, u32); 12] =
    [(12, 1), (10, 1), (9, 3), (8, 4), (7, 11), (6, 10), (5, 13), (4, 20), (3, 19), (2, 34), (1, 21), (0, 50)];
/// How many pages have cross-sells chosen by hand, four each.
pub(crate) const CROSS_SELL_SOURCES: u32 = 184;
/// See [`CROSS_SELL_SOURCES`].
pub(crate) const CROSS_SELLS_PER_SOURCE: usize = 4;
/// How often each of all products that are chosen as a cross-sell is: all of them are gear.
pub(crate) const CROSS_SELL_TARGETS: [u32; 18] =
    [84, 48, 46, 46, 46, 44, 42, 42, 41, 40, 39, 39, 39, 37, 36, 34, 32, 1];
/// How many up-sells are chosen by hand, and for how many pages.
#[rustfmt::skip]
pub(crate) const UP_SELL_SOURCES: [(usize, u32); 13] = [
    (0, 131), (1, 3), (2, 10), (3, 6), (4, 3), (5, 3), (6, 3), (7, 11), (8, 5), (9, 2), (10, 7), (11, 2), (12, 1),
];
/// How often a page is chosen as an up-sell, and how many pages are chosen so often.
#[rustfmt::skip]
pub(crate) const UP_SELL_TARGETS: [(u32, u32); 14] = [
    (13, 1), (12, 1), (11, 4), (10, 5), (9, 3), (8, 5), (7, 7), (6, 3), (5, 8), (4, 3), (3, 4), (2, 1), (1, 6),
    (0, 136),
];
/// How many of a hundred up-sells stay in their category; the others stay in their department.
pub(crate) const UP_SELLS_IN_CATEGORY: u32 = 82;

/// Luma's categories across the others, and how many products are in them.
pub(crate) const OFFERS: [(&str, u32); 8] = [
    ("Week's end", 25),
    ("Stillness", 24),
    ("Clever cloth", 23),
    ("Our favourites", 21),
    ("Kind to the earth", 18),
    ("Bargains", 14),
    ("Samples", 12),
    ("Last pieces", 3),
];
/// In how many of them a product is, and how many of the 147 are in so many.
pub(crate) const OFFERS_PER_PRODUCT: [(usize, u32); 4] = [(0, 58), (1, 44), (2, 39), (3, 6)];

/// An attribute of several values: its name, how many values there are, and how many products name how many.
pub(crate) type Several = (&'static str, usize, &'static [(usize, u32)]);

/// How many values an attribute of clothes has, and how many products name so many of them; a product that is missing
/// does not have the attribute.
pub(crate) const SEVERAL: [Several; 4] = [
    ("material", 21, &[(1, 13), (2, 58), (3, 63), (4, 10), (5, 3)]),
    ("pattern", 6, &[(1, 145), (2, 2)]),
    ("weather", 11, &[(1, 3), (2, 34), (3, 51), (4, 22), (5, 30), (6, 6), (8, 1)]),
    ("cut", 19, &[(0, 13), (1, 49), (2, 11), (3, 5), (4, 4), (5, 10), (6, 4), (7, 2)]),
];
/// The same for what only trousers and their like have.
pub(crate) const FIT: Several = ("fit", 11, &[(1, 13), (2, 18), (3, 15), (4, 1), (5, 2)]);
/// Attributes that are yes or no, and for how many of the 147 they are yes.
pub(crate) const FLAGS: [(&str, u32); 5] =
    [("eco", 28), ("technical", 42), ("staff_pick", 31), ("new", 36), ("sale", 27)];

/// Quantiles of Luma's clothes, at equal steps: prices, and how long names and descriptions are.
pub(crate) const CLOTHES_PRICES: [u32; 11] = [18, 24, 29, 32, 39, 42, 48, 52, 59, 69, 99];
/// See [`CLOTHES_PRICES`].
pub(crate) const CLOTHES_NAMES: [u32; 11] = [8, 13, 16, 17, 19, 20, 21, 22, 25, 28, 40];
/// See [`CLOTHES_PRICES`].
pub(crate) const CLOTHES_DESCRIPTIONS: [u32; 11] = [228, 314, 332, 349, 368, 389, 408, 420, 438, 458, 571];
/// The same of Luma's gear, at quarters.
pub(crate) const GEAR_PRICES: [u32; 5] = [4, 14, 19, 45, 92];
/// See [`GEAR_PRICES`].
pub(crate) const GEAR_DESCRIPTIONS: [u32; 5] = [265, 378, 408, 478, 542];

/// Quantiles of Icecat's names, at twentieths. Prices are spread evenly from 2 to 1,000 there.
pub(crate) const DEVICE_NAMES: [u32; 21] =
    [7, 11, 13, 14, 15, 16, 17, 18, 18, 19, 19, 21, 22, 24, 25, 26, 29, 33, 37, 41, 96];
/// See [`DEVICE_NAMES`].
pub(crate) const DEVICE_PRICES: [u32; 2] = [2, 1_000];

/// One of Icecat's families.
pub(crate) struct Family {
    /// What ours is called.
    pub(crate) name: &'static str,
    /// The file that the real ones stand in.
    #[cfg_attr(not(test), expect(dead_code, reason = "says where it was counted"))]
    pub(crate) file: &'static str,
    /// How many products there are.
    pub(crate) n_products: usize,
    /// The second category of them all: four families share one. Their third category is their brand; without a
    /// department the brand is the only one.
    pub(crate) department: Option<&'static str>,
    /// Attributes: how many products have it, how many values there are, and how long these are on average.
    pub(crate) attributes: &'static [(&'static str, u32, u32, u32)],
    /// Numbers of brands, the largest brand of all being 0, and how many products are theirs.
    pub(crate) brands: &'static [(usize, u32)],
    /// Deciles of the lengths of descriptions.
    pub(crate) descriptions: [u32; 11],
}
