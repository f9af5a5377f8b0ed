// What a page may not write. Each line that ends in a comment must be refused, and no other.

kindred.setCart("24-UG04"); // wrong
kindred.setCart([{ name: "A bag" }]); // wrong
kindred.setCustomer({ segment: "vip" }); // wrong
kindred.setCustomer({ segments: "vip" }); // wrong
kindred.setOverlay(async () => ({ sku: "24-UG04" })); // wrong
kindred.setOverlay((skus) => skus.map((sku) => ({ sku, price: null }))); // wrong
kindred.refresh(); // wrong
kindred.setConsent({ history: "yes" }); // wrong
kindred.setOrder([{ name: "A bag" }]); // wrong
document.addEventListener("kindred:view", ({ detail }) => detail.code); // wrong
document.addEventListener("kindred:error", ({ detail }) => detail.items); // wrong
document.addEventListener("kindred:click", ({ detail }) => (detail.items[0].sku = "other")); // wrong
document.createElement("kindred-up-sell").limit = 4; // wrong
const relation: KindredRelation = "upsell"; // wrong
const attributes: KindredAttributes = { sku: 5 }; // wrong
console.log(relation, attributes);
