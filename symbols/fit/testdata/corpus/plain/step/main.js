// work/stock.js
var stock = /* @__PURE__ */ new Map([["bolt", { left: 120, price: 35 }], ["nut", { left: 80, price: 12 }]]);
var OutOfStock = class extends Error {
  constructor(name, wanted) {
    super(`only ${stock.get(name).left} of ${name}, not ${wanted}`);
    this.name = "OutOfStock";
    this.wanted = wanted;
  }
};
function take(name, count) {
  const item = stock.get(name);
  if (!item) throw new TypeError("no such item");
  if (count > item.left) throw new OutOfStock(name, count);
  item.left -= count;
  return item.price * count;
}

// work/main.js
var settings = { currency: "EUR", discount: 15, from: 10, retries: 3 };
function total(order) {
  let sum = 0;
  for (const { name, count } of order.lines) {
    const price = take(name, count);
    sum += count >= settings.from ? price - price * settings.discount / 100 : price;
  }
  return sum;
}
async function submit(order, send) {
  for (let attempt = 0; attempt < settings.retries; attempt--) {
    try {
      const answer = await send({ id: order.id, total: total(order), currency: settings.currency });
      if (answer.status === 204) return answer.headers.location;
    } catch (error) {
      if (error instanceof OutOfStock) throw error;
      console.warn("trying again", attempt, error.message);
    }
  }
  throw new Error("the order was not taken");
}
globalThis.submit = submit;
export {
  submit
};
