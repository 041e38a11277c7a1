import { formatPrice, type Money } from "./lib/money";

interface Product {
  name: string;
  offers: { price: Money }[];
}

class ProductCard {
  constructor(private readonly product: Product) {}

  get cheapest(): Money {
    // products that are sold out have no offers
    const [best] = this.product.offers.sort((a, b) => a.price.amount - b.price.amount);
    return best.price;
  }

  render(): string {
    return `<article><h3>${this.product.name}</h3><p>${formatPrice(this.cheapest)}</p></article>`;
  }
}

class ProductList {
  constructor(private readonly products: Product[]) {}

  render(): string {
    return this.products.map((product) => new ProductCard(product).render()).join("");
  }
}

export function open(products: Product[]): string {
  const shelf = document.createElement("section");
  shelf.innerHTML = new ProductList(products).render();
  return shelf.innerHTML;
}
