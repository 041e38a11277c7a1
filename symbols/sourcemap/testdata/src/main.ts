import { Cart } from './cart'
import { format } from './format'

export function checkout(raw: string): string {
  const cart = new Cart()
  for (const [name, price, count] of JSON.parse(raw)) {
    cart.add({ name, price, count })
  }
  return format(cart.total)
}

document.querySelector('form')?.addEventListener('submit', event => {
  console.log(checkout((event.target as HTMLFormElement).value))
})
