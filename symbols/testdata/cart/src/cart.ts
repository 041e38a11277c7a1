export class Cart {
  items: number[] = [];
  total(): number {
    return this.items.map((price) => check(price)).reduce((a, b) => a + b, 0);
  }
}

function check(price: number): number {
  if (price < 0) throw new RangeError(`negative price ${price}`);
  return price;
}
