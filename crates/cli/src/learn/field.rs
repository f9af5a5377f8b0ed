//! What a line of a log says, under whatever names, and the names under which the usual shop systems say it.

/// Which log a file belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// One line for each product of each order.
    Orders,
    /// One line for each thing that a visitor did.
    Events,
}

/// What Google Analytics 4 calls a session by, as [`plain`] has it.
const GA_SESSION: &str = "gasessionid";

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Field {
    Order,
    Sku,
    Time,
    Quantity,
    Price,
    Customer,
    Visitor,
    Session,
    Event,
    Status,
}

/// One thing for each field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct ByField<T>([T; Field::ALL.len()]);

impl Kind {
    /// The key of the config, which is the option's name too.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Orders => "orders",
            Kind::Events => "events",
        }
    }

    /// What its lines cannot be without.
    pub(super) fn needed(self) -> &'static [Field] {
        match self {
            Kind::Orders => &[Field::Order, Field::Sku, Field::Time],
            Kind::Events => &[Field::Event, Field::Sku, Field::Time],
        }
    }

    /// What its lines may say.
    pub(super) fn fields(self) -> &'static [Field] {
        use Field::{Customer, Event, Order, Price, Quantity, Session, Sku, Status, Time, Visitor};
        match self {
            Kind::Orders => &[Order, Sku, Time, Quantity, Price, Customer, Visitor, Session, Status],
            Kind::Events => &[Event, Sku, Time, Quantity, Customer, Visitor, Session, Order],
        }
    }

    /// The names of columns that hold a field, the likelier first, as [`plain`] has them.
    fn names(self, field: Field) -> &'static [&'static str] {
        match (self, field) {
            (Kind::Orders, Field::Order) => &[
                "orderid",
                "ordernumber",
                "orderno",
                "orderincrementid",
                "incrementid",
                "invoiceno",
                "invoicenumber",
                "invoiceid",
                "invoice",
                "transactionid",
                "receiptid",
                "basketid",
                "order",
            ],
            (Kind::Events, Field::Order) => &["orderid", "ordernumber", "transactionid", "ecommercetransactionid"],
            (_, Field::Sku) => &[
                "sku",
                "productsku",
                "itemsku",
                "lineitemsku",
                "stockcode",
                "itemssku",
                "itemsitemid",
                "productsproductsku",
                "articlenumber",
                "productcode",
                "itemcode",
                "productid",
                "itemid",
                "product",
            ],
            (Kind::Orders, Field::Time) => &[
                "createdat",
                "ordercreatedat",
                "orderdate",
                "invoicedate",
                "purchasedate",
                "purchasedon",
                "purchaseddate",
                "processedat",
                "placedat",
                "orderedat",
                "createdon",
                "ordertime",
                "datetime",
                "timestamp",
                "time",
                "date",
            ],
            (Kind::Events, Field::Time) => &[
                "eventtimestamp",
                "eventtime",
                "timestamp",
                "time",
                "datetime",
                "occurredat",
                "createdat",
                "date",
                "eventdate",
            ],
            (_, Field::Quantity) => &[
                "qtyordered",
                "quantityordered",
                "lineitemquantity",
                "itemquantity",
                "itemsquantity",
                "itemsqtyordered",
                "quantity",
                "qty",
                "units",
            ],
            (_, Field::Price) => &["unitprice", "lineitemprice", "itemprice", "itemsprice", "baseprice", "price"],
            (_, Field::Customer) => {
                &["customerid", "customeremail", "customer", "userid", "buyerid", "memberid", "accountid", "email"]
            }
            (_, Field::Visitor) => {
                &["userpseudoid", "fullvisitorid", "visitorid", "visitor", "clientid", "cookieid", "cookie"]
            }
            (_, Field::Session) => &["sessionid", GA_SESSION, "usersession", "session", "visitid"],
            (_, Field::Event) => &["eventname", "eventtype", "event", "action", "type"],
            (_, Field::Status) => &["orderstatus", "status", "financialstatus", "orderstate", "state"],
        }
    }

    /// The column that holds a field, among those that a file has.
    pub(super) fn recognise<'c>(self, field: Field, columns: &[&'c str]) -> Option<&'c str> {
        let whole: Vec<String> = columns.iter().map(|column| plain(column)).collect();
        // Shopify calls the order's number the order's name, which means something else in any other file.
        let shopify = ["name", "lineitemsku"].iter().all(|name| whole.iter().any(|column| column == name));
        let own: &[&str] = if shopify && (self, field) == (Kind::Orders, Field::Order) { &["name"] } else { &[] };
        // The second at which a session began is many sessions' number, where nothing says whose it is.
        let is_clear = |name: &&&str| **name != GA_SESSION || self.recognise(Field::Visitor, columns).is_some();
        let find = |columns: &[String]| {
            let mut names = own.iter().chain(self.names(field)).filter(is_clear);
            names.find_map(|name| columns.iter().position(|column| column == name))
        };
        // Whatever the list of an order's products is called, they are.
        let last = || -> Vec<String> {
            columns.iter().map(|column| plain(column.rsplit('.').next().unwrap_or_default())).collect()
        };
        let is_of_product = matches!(field, Field::Sku | Field::Quantity | Field::Price);
        let found = find(&whole).or_else(|| if is_of_product { find(&last()) } else { None });
        found.map(|column| columns[column])
    }
}

impl Field {
    pub(super) const ALL: [Field; 10] = [
        Field::Order,
        Field::Sku,
        Field::Time,
        Field::Quantity,
        Field::Price,
        Field::Customer,
        Field::Visitor,
        Field::Session,
        Field::Event,
        Field::Status,
    ];

    /// The key of the config.
    pub(super) fn name(self) -> &'static str {
        match self {
            Field::Order => "order",
            Field::Sku => "sku",
            Field::Time => "time",
            Field::Quantity => "quantity",
            Field::Price => "price",
            Field::Customer => "customer",
            Field::Visitor => "visitor",
            Field::Session => "session",
            Field::Event => "event",
            Field::Status => "status",
        }
    }
}

impl<T> ByField<T> {
    pub(super) fn of(make: impl FnMut(Field) -> T) -> ByField<T> {
        ByField(Field::ALL.map(make))
    }

    pub(super) fn get(&self, field: Field) -> &T {
        &self.0[field as usize]
    }

    pub(super) fn set(&mut self, field: Field, value: T) {
        self.0[field as usize] = value;
    }
}

/// A name as far as it matters: `Order ID`, `order_id` and `orderId` are one, and so are `items.sku` and `items_sku`.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Field, Kind};

    fn recognised(kind: Kind, header: &str) -> Vec<(Field, &str)> {
        let columns: Vec<&str> = header.split(',').collect();
        let found = kind.fields().iter().filter_map(|field| Some((*field, kind.recognise(*field, &columns)?)));
        found.collect()
    }

    #[test]
    fn the_columns_of_well_known_exports_are_recognised() {
        use Field::{Customer, Event, Order, Price, Quantity, Session, Sku, Status, Time, Visitor};
        let online_retail = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
        let expected = [
            (Order, "InvoiceNo"),
            (Sku, "StockCode"),
            (Time, "InvoiceDate"),
            (Quantity, "Quantity"),
            (Price, "UnitPrice"),
            (Customer, "CustomerID"),
        ];
        assert_eq!(recognised(Kind::Orders, online_retail), expected);
        let shopify =
            "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku";
        let expected = [
            (Order, "Name"),
            (Sku, "Lineitem sku"),
            (Time, "Created at"),
            (Quantity, "Lineitem quantity"),
            (Price, "Lineitem price"),
            (Customer, "Email"),
            (Status, "Financial Status"),
        ];
        assert_eq!(recognised(Kind::Orders, shopify), expected);
        let magento = "order_id,increment_id,created_at,sku,qty_ordered,price,customer_email,status,name";
        assert_eq!(recognised(Kind::Orders, magento).len(), 7);
        let analytics = "event_date,event_timestamp,event_name,user_pseudo_id,ga_session_id,items.item_id";
        let expected = [
            (Event, "event_name"),
            (Sku, "items.item_id"),
            (Time, "event_timestamp"),
            (Visitor, "user_pseudo_id"),
            (Session, "ga_session_id"),
        ];
        assert_eq!(recognised(Kind::Events, analytics), expected);
    }

    #[test]
    fn the_second_at_which_a_session_began_is_no_session_without_whose_it_is() {
        assert_eq!(Kind::Events.recognise(Field::Session, &["event_name", "ga_session_id"]), None);
        let with_visitor = ["ga_session_id", "client_id"];
        assert_eq!(Kind::Events.recognise(Field::Session, &with_visitor), Some("ga_session_id"));
    }

    #[test]
    fn the_products_of_an_order_are_found_in_a_list_of_any_name() {
        let columns = ["order_id", "payment.status", "line_items.sku", "line_items.quantity"];
        let found = |field| Kind::Orders.recognise(field, &columns);
        assert_eq!((found(Field::Sku), found(Field::Quantity)), (Some(columns[2]), Some(columns[3])));
        assert_eq!(found(Field::Status), None, "the state of something else");
    }

    #[test]
    fn a_column_called_name_is_an_order_in_no_other_file() {
        assert_eq!(Kind::Orders.recognise(Field::Order, &["name", "sku", "date"]), None);
    }
}
