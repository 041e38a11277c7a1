/** An amount as the catalogue states it. */
export interface Price {
  amount: number;
  currency: string;
}

export interface Line {
  name: string;
  price: Price;
  quantity: number;
}

export interface Rate {
  perEuro: number;
  digits: number;
}

export type Rates = Record<string, Rate>;

/** What a line of the cart costs, in euros. */
export const inEuro = (line: Line, rates: Rates): number => {
  const { amount, currency } = line.price;
  const rate = rates[currency];
  // gift cards are priced in points, and there is no rate for those
  return (amount * line.quantity) / rate.perEuro;
};

/** An amount in euros, as the shopper reads it. */
export function format(euros: number, locale = "en"): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(euros);
}
