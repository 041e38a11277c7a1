"use client";
class Cart {
  items = [];
  total() {
    return this.items.reduce((sum, item) => sum + item.price * item.count, 0);
  }
  pay() {
    throw new Error(`can't pay ${this.total()}`);
  }
}

const cart = new Cart();
cart.items.push({ price: 3, count: 2 });
try {
  cart.pay();
} catch (e) {
  console.log(e.message, /* @__PURE__ */ (function() {
    return this === void 0;
  })());
}
//# debugId=7a972600-d368-49f8-9224-c37d4b8c578e
//# sourceMappingURL=debugid.mjs.map
