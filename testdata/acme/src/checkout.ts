import { sum, type Money } from "./lib/money";

export class PaymentError extends Error {
  override name = "PaymentError";
}

interface Order {
  id: string;
  lines: Money[];
}

/** Runs on the server: charges orders as they come in. */
export class Checkout {
  readonly #limits = new Map<string, number>([["EUR", 1_000_00], ["USD", 1_100_00]]);

  async charge(order: Order): Promise<string> {
    try {
      const total = sum(order.lines);
      await this.within(total);
      return `charged ${total.amount}`;
    } catch (cause) {
      throw new PaymentError(`order ${order.id} was not charged`, { cause });
    }
  }

  private async within(total: Money): Promise<void> {
    const limit = await Promise.resolve(this.#limits.get(total.currency));
    if (total.amount > limit!) throw new RangeError(`${total.amount} is over the limit of ${limit}`);
  }
}

export const open = (order: Order) => new Checkout().charge(order);
