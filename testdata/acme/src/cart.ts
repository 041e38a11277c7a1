import { formatPrice, sum, type Money } from "./lib/money";

export class VoucherError extends Error {
  override name = "VoucherError";
}

interface Voucher {
  code: string;
  off: number;
}

export class Cart {
  #prices: Money[] = [];

  add(price: Money): this {
    this.#prices.push(price);
    return this;
  }

  get total(): Money {
    return sum(this.#prices);
  }

  /** Takes a voucher as the shopper typed it. */
  redeem(typed: string): string {
    try {
      const voucher = read(typed);
      const total = this.total;
      return formatPrice({ ...total, amount: total.amount * (1 - voucher.off) });
    } catch (cause) {
      throw new VoucherError(`voucher ${typed.slice(0, 12)} can't be redeemed`, { cause });
    }
  }
}

function read(typed: string): Voucher {
  const [code, payload] = typed.split(".");
  return { code, ...JSON.parse(payload) };
}

export const open = (prices: Money[], typed: string) => {
  const cart = new Cart();
  prices.forEach((price) => cart.add(price));
  return cart.redeem(typed);
};
