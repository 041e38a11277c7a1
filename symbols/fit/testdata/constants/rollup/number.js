const n="no such thing",t="in "+n+" 2";function o(o){if(o.length>350)throw new Error(n);if(o.unit)throw new TypeError("not counted: "+t);return o.map(t=>t.note(350,"at "+n))}export{o as check};
//# sourceMappingURL=out.js.map
