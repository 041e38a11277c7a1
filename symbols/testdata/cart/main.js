var t=class{items=[];total(){return this.items.map(r=>o(r)).reduce((r,n)=>r+n,0)}};function o(e){if(e<0)throw new RangeError(`negative price ${e}`);return e}function u(){let e=new t;return e.items.push(-1),e.total()}u();export{u as open};
//# sourceMappingURL=main.js.map
