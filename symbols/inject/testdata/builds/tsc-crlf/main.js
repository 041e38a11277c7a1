"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const cart_1 = require("./cart");
const cart = new cart_1.Cart();
cart.items.push({ price: 3, count: 2 });
try {
    cart.pay();
}
catch (e) {
    console.log(e.message, (function () { return this === undefined; })());
}
//# sourceMappingURL=main.js.map