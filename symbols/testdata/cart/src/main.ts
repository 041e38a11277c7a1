import { Cart } from "./cart";
export function open() {
  const cart = new Cart();
  cart.items.push(-1);
  return cart.total();
}
open();
