import type { Cart } from "./cart/cart";
import { format } from "./cart/price";
import type { Bus } from "./bus";

export class CheckoutError extends Error {
  override name = "CheckoutError";
}

/** Turns a cart into a payment when the shopper says so. */
export class Checkout {
  constructor(private readonly cart: Cart, bus: Bus) {
    bus.on("pay", (method) => this.pay(method));
  }

  pay(method: string): string {
    const count = this.cart.lines.length;
    try {
      return `${format(this.cart.total)} by ${method}`;
    } catch (cause) {
      throw new CheckoutError(`cannot charge ${count} items by ${method}`, { cause });
    }
  }
}
