// What the shop has, and what a piece of it costs.
const stock = new Map([["bolt", { left: 120, price: 35 }], ["nut", { left: 80, price: 12 }]]);

export class OutOfStock extends Error {
  constructor(name, wanted) {
    super(`only ${stock.get(name).left} of ${name}, not ${wanted}`);
    this.name = "OutOfStock";
    this.wanted = wanted;
  }
}

export function take(name, count) {
  const item = stock.get(name);
  if (!item) throw new TypeError("no such item");
  if (count > item.left) throw new OutOfStock(name, count);
  item.left -= count;
  return item.price * count;
}
