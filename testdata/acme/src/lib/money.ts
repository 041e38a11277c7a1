export interface Money {
  amount: number;
  currency: string;
}

const digits: Record<string, number> = { EUR: 2, USD: 2, JPY: 0 };

/** An amount as the shopper reads it. */
export function formatPrice(price: Money, locale = "en"): string {
  const shown = price.amount / 10 ** digits[price.currency];
  return new Intl.NumberFormat(locale, { style: "currency", currency: price.currency }).format(shown);
}

/** The sum of prices, which must be of one currency. */
export function sum(prices: Money[]): Money {
  return prices.reduce((total, price) => {
    if (price.currency !== total.currency) {
      throw new RangeError(`can't add ${price.currency} to ${total.currency}`);
    }
    return { ...total, amount: total.amount + price.amount };
  });
}
