function _define_property(obj, key, value) {
    if (key in obj) {
        Object.defineProperty(obj, key, {
            value: value,
            enumerable: true,
            configurable: true,
            writable: true
        });
    } else obj[key] = value;
    return obj;
}
class Cart {
    total() {
        return this.items.reduce((sum, item)=>sum + item.price * item.count, 0);
    }
    pay() {
        throw new Error(`can't pay ${this.total()}`);
    }
    constructor(){
        _define_property(this, "items", []);
    }
}

const cart = new Cart();
cart.items.push({
    price: 3,
    count: 2
});
try {
    cart.pay();
} catch (e) {
    console.log(e.message, function() {
        return this === undefined;
    }());
}
//# sourceMappingURL=rollup.mjs.map
