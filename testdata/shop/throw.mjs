// Runs a bundle of the shop as a page would, until it throws, and writes what
// was thrown: pay.txt and load.txt as pasted traces, pay.json and load.json as
// the $exception events a browser sends. See ../README.md.
//
//   node throw.mjs dist-esbuild
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const dir = process.argv[2];
const origin = "https://corner.example/assets/";
const scripts = fs.readdirSync(dir).filter((f) => f.endsWith(".js")).sort().reverse(); // vendor before shop

// As much of a document as preact needs.
class HTMLElement {
  constructor(name) { Object.assign(this, { nodeName: name, localName: name, childNodes: [], listeners: {}, onclick: null, ownerDocument: document }); }
  get firstChild() { return this.childNodes[0] ?? null; }
  get nextSibling() { return this.parentNode?.childNodes[this.parentNode.childNodes.indexOf(this) + 1] ?? null; }
  insertBefore(child, before) {
    child.parentNode?.removeChild(child);
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }
  removeChild(child) { this.childNodes.splice(this.childNodes.indexOf(child), 1); child.parentNode = null; }
  contains(node) { return node === this || this.childNodes.some((c) => c.contains?.(node)); }
  setAttribute(name, value) { this[name] = value; }
  removeAttribute(name) { delete this[name]; }
  addEventListener(type, listener) { this.listeners[type] = listener; }
  find(name) { return this.nodeName === name ? this : this.childNodes.reduce((hit, c) => hit ?? c.find(name), undefined); }
  click() { this.listeners.click.call(this, { type: "click" }); }
}
const document = {
  createElement: (name) => new HTMLElement(name),
  createElementNS: (_, name) => new HTMLElement(name),
  createTextNode: (data) => Object.assign(new HTMLElement("#text"), { data }),
};

const page = vm.createContext({ document, console, setTimeout, clearTimeout, Intl });
vm.runInContext("Error.stackTraceLimit = 50", page);
for (const file of scripts) {
  new vm.Script(fs.readFileSync(path.join(dir, file), "utf8"), { filename: origin + file }).runInContext(page);
}

const root = new HTMLElement("main");
const down = async () => ({ status: 503, json: async () => ({}) });

let failed;
const opened = page.shop.open(root, down).catch((error) => { failed = error; });
let clicked;
try { root.find("button").click(); } catch (error) { clicked = error; }
await opened;

write("pay", clicked);
write("load", failed);

// A frame outside the page belongs to this script or to node, not to the shop.
function ours(line) { return !/^\s+at /.test(line) || line.includes(origin) || line.includes("(<anonymous>)"); }

function write(name, error) {
  const chain = [];
  for (let e = error; e; e = e.cause) chain.push(e);
  const text = chain.map((e) => e.stack.split("\n").filter(ours).join("\n")).join("\nCaused by: ");
  fs.writeFileSync(path.join(dir, name + ".txt"), text + "\n");
  fs.writeFileSync(path.join(dir, name + ".json"), JSON.stringify(event(chain), null, 1) + "\n");
}

function event(chain) {
  return {
    uuid: "0199b6f2-7c1e-7d43-9a51-3f1e8c5b2a90",
    event: "$exception",
    timestamp: "2026-11-20T09:41:07.312Z",
    distinct_id: "shopper-4711",
    properties: {
      $lib: "web", $lib_version: "1.449.2",
      $current_url: "https://corner.example/cart", $host: "corner.example", $pathname: "/cart",
      $browser: "Chrome", $browser_version: 141, $os: "Mac OS X", $device_type: "Desktop",
      $exception_level: "error",
      $exception_list: chain.map((e, i) => ({
        type: e.name, value: e.message,
        mechanism: { type: "generic", handled: false, synthetic: false, exception_id: i, ...(i ? { parent_id: i - 1, source: "cause" } : {}) },
        stacktrace: { type: "raw", frames: e.stack.split("\n").filter((l) => /^\s+at /.test(l) && ours(l)).map(frame).reverse() },
      })),
    },
  };
}

// As posthog-js writes V8's frames: outermost first, the throw last.
function frame(line) {
  const m = /^\s+at (?:(.*) \()?(.*?)(?::(\d+):(\d+))?\)?$/.exec(line);
  return {
    platform: "web:javascript", filename: m[2], function: m[1]?.replace(/^async /, "") ?? "?", in_app: true,
    ...(m[3] ? { lineno: +m[3], colno: +m[4] } : {}),
  };
}
