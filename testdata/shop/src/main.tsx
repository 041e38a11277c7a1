import { render } from "preact";
import { bus } from "./bus";
import { Cart } from "./cart/cart";
import { Checkout } from "./checkout";
import { loadRates } from "./rates";
import { CartView } from "./ui/CartView";

const cart = new Cart({ EUR: { perEuro: 1, digits: 2 }, JPY: { perEuro: 162.4, digits: 0 } });

cart
  .add({ name: "Espresso beans", price: { amount: 14.5, currency: "EUR" }, quantity: 2 })
  .add({ name: "Hario dripper", price: { amount: 2900, currency: "JPY" }, quantity: 1 })
  .add({ name: "Gift card", price: { amount: 50, currency: "PTS" }, quantity: 1 });

new Checkout(cart, bus);

const shop = {
  async open(root: Element, get: Parameters<typeof loadRates>[0]) {
    render(<CartView cart={cart} bus={bus} />, root);
    await loadRates(get, "today");
  },
};

Object.assign(globalThis, { shop });
