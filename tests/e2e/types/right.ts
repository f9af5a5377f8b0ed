// What a page may write. It must compile; tests/e2e/types.spec.mjs sees to that.

kindred.setCart(["24-UG04", { sku: "24-MB01" }]);
kindred.setCart();
kindred.setCustomer({ segments: ["vip"], group: "trade", bought: ["24-UG04"] });
window.kindred.setCustomer(null);

kindred.setOverlay(async (skus) => {
  const answer = await fetch("/api/prices?skus=" + skus.map(encodeURIComponent).join());
  return answer.json();
});
kindred.setOverlay((skus) => skus.map((sku) => ({ sku, price: "12.50", regularPrice: 15, inStock: true })));
kindred.setOverlay();
kindred.setConsent({ history: true });
kindred.setOrder(["24-UG04", { sku: "24-MB01" }]);
kindred.clearHistory();

document.addEventListener("kindred:add-to-cart", ({ detail }) => {
  for (const { sku, quantity, price } of detail.items) {
    const amount: number | undefined = price && price * quantity;
    console.log(detail.relation.toUpperCase(), sku, amount?.toFixed(2), detail.currency);
  }
});

const unit = document.createElement("kindred-related");
unit.setAttribute("sku", "24-MB01");
unit.addEventListener("kindred:error", ({ detail: { code, message } }) => console.log(code, message));
unit.addEventListener("kindred:click", function (event) {
  const source: "viewed" | "link" | "bundle" | "rule" | "list" | "history" | "backup" = event.detail.items[0].source;
  console.log(this.hidden, source);
});
unit.addEventListener("scroll", () => {});
document.querySelector("kindred-cross-sell")?.addEventListener("kindred:view", ({ detail }) => detail.skus.length);

const attributes: KindredAttributes = { sku: "24-MB01", limit: 4, type: "bought-bought" };
const card: KindredEventMap["kindred:render"]["detail"]["items"][number] = {
  sku: "24-MB01",
  name: "A bag",
  position: 1,
  quantity: 1,
  source: "rule",
  rule: "Bags",
};
const labelled: KindredAttributes = { heading: "Goes with it", "label-add-to-cart": "Into the basket" };
console.log(attributes, labelled, card);
