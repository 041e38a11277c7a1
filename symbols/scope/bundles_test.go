package scope

import (
	"testing"

	"symset/symbols/sourcemap"
)

// What bundlers wrap around modules is nobody's function; what is inside keeps
// its name. There is no map.
func TestBundles(t *testing.T) {
	for _, c := range []struct{ tool, code, want string }{
		{"rollup, iife", `var Shop=(function(e){'use strict';function load(a){¦}e.load=load;return e})({});`, "load"},
		{"rollup, iife", `var Shop=(function(e){'use strict';¦;return e})({});`, ""},
		{"rollup, umd", `(function(g,f){typeof exports==='object'?f(exports):(g=globalThis,f(g.Shop={}))})(this,(function(exports){'use strict';¦;exports.load=load}));`, ""},
		{"rollup, umd", `(function(g,f){f(g.Shop={})})(this,(function(exports){'use strict';class Cart{total(a){¦}}exports.Cart=Cart}));`, "Cart.total"},
		{"rollup, umd", `(function(g,f){f(g.Shop={})})(this,(function(exports){exports.load=function(){¦}}));`, "load"},
		{"rollup, amd", `define(['exports','./b'],(function(exports,b){'use strict';¦}));`, ""},
		{"rollup, amd", `define(['exports'],(function(exports){'use strict';const load=()=>{¦};exports.load=load}));`, "load"},
		{"rollup, system", `System.register('Shop',[],(function(exports){'use strict';return{execute:(function(){¦;function load(){}})}}));`, ""},
		{"rollup, system", `System.register('Shop',[],(function(exports){'use strict';return{execute:(function(){function load(){¦}})}}));`, "load"},
		{"rollup, system", `System.register([],(function(exports){return{execute:(function(){const rules=exports("rules",{async check(a){¦}})})}}));`, "rules.check"},
		{"TypeScript, system", `System.register(["a"],function(exports_1,context_1){"use strict";return{setters:[],execute:function(){exports_1("load",load=()=>{¦})}}});`, "load"},
		{"an object of somebody's", `const command={execute(){¦}};`, "command.execute"},
		{"an object of somebody's", `commands.add(function(){return{execute(){¦}}});`, "execute"},
		{"webpack 4", `!function(e){var t={};function n(r){}n(0)}([function(e,t,n){¦},function(e,t){}]);`, ""},
		{"webpack 4", `!function(e){function n(r){¦}n(0)}([function(e,t,n){}]);`, "n"},
		{"webpack 4", `(window.webpackJsonp=window.webpackJsonp||[]).push([[1],{12:function(e,t,n){"use strict";¦}}]);`, ""},
		{"webpack 4", `(window.webpackJsonp=window.webpackJsonp||[]).push([["main"],{"./src/a.js":function(e,t,n){t.load=function(){¦}}}]);`, "t.load"},
		{"webpack 5", `(()=>{"use strict";var e={12:(e,t,n)=>{¦}},t={};function n(r){}n(12)})();`, ""},
		{"webpack 5", `(()=>{var e={"./w/d.js"(e,t){t.run=function(a){¦}}};})();`, "t.run"},
		{"webpack 5", `(()=>{var e={"./w/d.js"(e,t){¦}};})();`, ""},
		{"webpack 5", `(self.webpackChunkshop=self.webpackChunkshop||[]).push([[42],{7:(e,t,n)=>{n.d(t,{a:()=>r});const r=a=>{¦}}}]);`, "r"},
		{"webpack 5", `(self.webpackChunkshop=self.webpackChunkshop||[]).push([[42],{7:(e,t,n)=>{¦}}]);`, ""},
		{"Turbopack", `(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(["static/a.js",12,(e,t,r)=>{"use strict";¦}]);`, ""},
		{"esbuild, __commonJS", `var require_d=__commonJS({"w/d.js"(exports){¦}});`, ""},
		{"esbuild, __commonJS", `var require_d=__commonJS({"w/d.js"(exports2){exports2.run=function(a){¦}}});`, "run"},
		{"esbuild, __commonJS", `var require_d=__commonJS({"w/d.js"(exports2,module2){module2.exports.run=function(a){¦}}});`, "run"},
		{"esbuild, __esm", `var load;var init_a=__esm({"w/a.js"(){load=()=>{¦}}});`, "load"},
		{"esbuild, __esm", `var load;var init_a=__esm({"w/a.js"(){¦}});`, ""},
		{"Parcel", `parcelRegister("aBcD3",function(module,exports){¦});`, ""},
		{"Parcel", `parcelRegister("aBcD3",function(module,exports){module.exports.load=function(){¦}});`, "load"},
		{"Parcel, scopes hoisted", `(function(){function $5ebf7e8c$export$load(a){¦}$5ebf7e8c$export$load(1)})();`, "$5ebf7e8c$export$load"},
		{"Metro", `__d(function(g,r,i,a,m,e,d){"use strict";¦},12,[3,4]);`, ""},
		{"Metro", `__d((function(g,r,i,a,m,e,d){e.default=function(t){¦}}),12,[]);`, "e.default"},
		{"Metro", `__d(function(global,_$$_REQUIRE,i,a,module,exports,_d){exports.load=()=>{¦}},12,[]);`, "load"},
		{"Browserify", `(function e(t,n,r){function s(o,u){}return s})({1:[function(require,module,exports){¦},{"./b":2}]},{},[1]);`, ""},
		{"Closure Compiler", `function load$$module$w$b(a){¦}`, "load"},
		{"Closure Compiler", `var Cart$$module$w$a=function(){};Cart$$module$w$a.prototype.total=function(a){¦};`, "Cart.total"},
		{"Closure Compiler", `var rules={check:function(a){return $jscomp.asyncExecutePromiseGeneratorProgram(function(b){¦})}};`, "rules.check"},
		{"Closure Compiler", `function walk(){return $jscomp.generator.createGenerator(walk,function(a){¦})}`, "walk"},
		{"Babel", `class C{constructor(){var _this2=this;_this2.load=function(){¦}}}`, "C.load"},
	} {
		src, at := mark(t, c.code)
		got, err := Names([]byte(src), []sourcemap.Position{{Column: at}}, nil)
		if err != nil || got[0] != c.want {
			t.Errorf("%s: %s\n\tis %q, %v; want %q", c.tool, c.code, got, err, c.want)
		}
	}
}
