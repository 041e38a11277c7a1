import { useCallback } from "preact/hooks";
import type { Bus } from "../bus";
import type { Cart } from "../cart/cart";

interface Props {
  cart: Cart;
  bus: Bus;
}

export function CartView({ cart, bus }: Props) {
  const onPay = useCallback(() => {
    bus.emit("pay", "card");
  }, [bus]);

  return (
    <section>
      <ul>
        {cart.lines.map((line) => (
          <li key={line.name}>
            {line.quantity} × {line.name}
          </li>
        ))}
      </ul>
      <button onClick={onPay}>Pay</button>
    </section>
  );
}
