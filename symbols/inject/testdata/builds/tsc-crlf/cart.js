"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Cart = void 0;
class Cart {
    constructor() {
        this.items = [];
    }
    total() { return this.items.reduce((sum, item) => sum + item.price * item.count, 0); }
    pay() { throw new Error(`can't pay ${this.total()}`); }
}
exports.Cart = Cart;
//# sourceMappingURL=cart.js.map