import { inEuro, type Line, type Rates } from "./price";

/** What a shopper wants to buy. */
export class Cart {
  #lines: Line[] = [];

  constructor(private readonly rates: Rates) {}

  get lines(): readonly Line[] {
    return this.#lines;
  }

  add(line: Line): this {
    const known = this.#lines.find((other) => other.name === line.name);
    if (known) known.quantity += line.quantity;
    else this.#lines.push({ ...line });
    return this;
  }

  /** The sum of all lines, in euros. */
  get total(): number {
    return this.#lines.reduce((sum, line) => sum + inEuro(line, this.rates), 0);
  }
}
