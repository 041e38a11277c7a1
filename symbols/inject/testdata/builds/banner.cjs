/*! banner
 of two lines */ "use strict";

// src/cart.ts
var Cart = class {
  items = [];
  total() {
    return this.items.reduce((sum, item) => sum + item.price * item.count, 0);
  }
  pay() {
    throw new Error(`can't pay ${this.total()}`);
  }
};

// src/main.ts
var cart = new Cart();
cart.items.push({ price: 3, count: 2 });
try {
  cart.pay();
} catch (e) {
  console.log(e.message, /* @__PURE__ */ (function() {
    return this === void 0;
  })());
}
//# sourceMappingURL=banner.cjs.map
