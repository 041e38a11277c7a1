var o="no such thing",n="in "+o+" 2";function p(t){if(t.length>250)throw new Error(o);if(t.unit)throw new TypeError("not counted: "+n);return t.map(e=>e.note(250,"at "+o))}export{p as check};
