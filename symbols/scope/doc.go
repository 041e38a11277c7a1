// Package scope names the functions around positions of minified JavaScript as
// the people who wrote them would.
//
// The convention, for a class Cart and an object rules:
//
//	add                     function add() {}, const add = () => {}, x = function add() {}
//	Cart.add                a method, a static method, a getter, a setter, a field's function,
//	                        Cart.prototype.add = …, this.add = … in Cart
//	Cart.#check             a private one
//	new Cart                its constructor, written or not, and the values of its fields
//	static Cart             its static blocks, and the values of its static fields
//	rules.async.settle      a function in an object, by the keys that lead to it
//	onClick                 in an object that nothing names, as an argument; a JSX attribute
//	Panel                   const Panel = memo(() => …): what a wrapper returns goes by the
//	                        name of what it was given
//	default                 export default () => {}
//	<anonymous>             a callback, and every other function that nothing names
//	(empty)                 code outside of functions, and in a bundler's module wrapper
//
// Async functions and generators have no prefix. A function in a function is
// named for itself alone. What compilers make of a function, helpers that run
// its body among them, goes by the function's name.
//
// [Scan] finds functions without a syntax tree: it reads tokens and keeps a
// stack of open brackets, which is enough to tell what a '/', a '{' or a '<'
// means and what becomes of the value of each expression. So it reads what it
// does not know, and TypeScript and JSX well enough to tell their functions.
package scope
