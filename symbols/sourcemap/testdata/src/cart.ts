export interface Item { name: string; price: number; count: number }

// Adds up what is in the cart — “ünïcode” and 🛒 included.
export class Cart {
  #items: Item[] = []

  add(item: Item): this {
    if (!(item.price >= 0)) {
      throw new RangeError(`bad price for 🛒 ${item.name}: ${item.price}`)
    }
    this.#items.push(item)
    return this
  }

  get total(): number {
    return this.#items.reduce((sum, { price, count }) => sum + price * count, 0)
  }
}
