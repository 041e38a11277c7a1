const n="no such thong",t="in "+n+" 2";function o(o){if(o.length>250)throw new Error(n);if(o.unit)throw new TypeError("not counted: "+t);return o.map(t=>t.note(250,"at "+n))}export{o as check};
//# sourceMappingURL=out.js.map
