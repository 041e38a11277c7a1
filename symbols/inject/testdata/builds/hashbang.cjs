#!/usr/bin/env node
var e=class{items=[];total(){return this.items.reduce((o,r)=>o+r.price*r.count,0)}pay(){throw new Error(`can't pay ${this.total()}`)}};var n=new e;n.items.push({price:3,count:2});try{n.pay()}catch(t){console.log(t.message,(function(){return this===void 0})())}
//# sourceMappingURL=hashbang.cjs.map
