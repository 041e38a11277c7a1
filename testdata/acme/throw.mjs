// Runs the pages of the newest build until they throw, and writes what was
// thrown as SDKs send it: events/NAME-N.json.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const dir = "builds/acme-web-4.3.0";
const origin = "https://acme.example/assets/";
const home = "/srv/acme-web/server/";
const files = Object.fromEntries(["assets", "server"].flatMap((d) => fs.readdirSync(`${dir}/${d}`).filter((f) => f.endsWith(".js")).map((f) => [f.split("-")[0], `${d}/${f}`])));
const chunks = {};

const page = vm.createContext({ console, setTimeout, Intl, document: { createElement: () => ({}) }, module: { exports: {} } });
vm.runInContext("Error.stackTraceLimit = 50", page);
const acme = {};
for (const name of ["vendor", "storefront", "cart", "search", "account", "reviews", "gift", "checkout"]) {
  const text = fs.readFileSync(`${dir}/${files[name]}`, "utf8");
  const filename = (name === "checkout" ? home : origin) + path.basename(files[name]);
  chunks[filename] = /^\/\/# chunkId=(.*)$/m.exec(text)?.[1];
  new vm.Script(text, { filename }).runInContext(page);
  acme[name] = name === "checkout" ? vm.runInContext("module.exports", page) : vm.runInContext(`globalThis.acme_${name} ?? {}`, page);
}

const eur = (amount) => ({ amount, currency: "EUR" });
const answers = (status, text) => async (path) => path.startsWith("/api/orders") ? { status, text } : { status: 200, text: '{"name":"Ada","orders":["o-1","o-2"]}' };
const long = (author) => ({ author, stars: 5, text: "The best beans I have had this year, and I had many" });

const runs = {
  storefront: [
    () => acme.storefront.open([{ name: "Espresso beans", offers: [{ price: eur(1450) }] }, { name: "Hario dripper", offers: [] }]),
    () => acme.storefront.open([{ name: "Gift card", offers: [{ price: undefined }] }]),
    () => acme.storefront.open([{ name: "Gift card", offers: [{ price: { amount: 50, currency: "points" } }] }]),
  ],
  cart: [
    () => acme.cart.open([eur(1450), eur(900)], "SPRING25.{off:0.25}"),
    () => acme.cart.open([eur(1450), { amount: 2900, currency: "JPY" }], 'SPRING25.{"off":0.25}'),
  ],
  search: [
    () => acme.search.open([{ title: "Espresso beans", tags: ["coffee"] }, { title: "Filter papers" }], "beans"),
    () => acme.search.open([{ title: null, tags: [] }], "beans"),
  ],
  account: [
    () => acme.account.open(answers(503, ""), "ada"),
    () => acme.account.open(answers(200, "<!doctype html>"), "grace"),
  ],
  reviews: [() => acme.reviews.open([{ author: { name: "Ada L" }, stars: 4, text: "Good" }, long(null)])],
  gift: [() => acme.gift.open({ to: "Grace", notes: [] })],
  checkout: [
    () => acme.checkout.open({ id: "A-1042", lines: [eur(90_000), eur(25_000)] }),
    () => acme.checkout.open({ id: "A-1043", lines: [eur(900), { amount: 2900, currency: "JPY" }] }),
  ],
};

fs.mkdirSync("events", { recursive: true });
for (const [name, list] of Object.entries(runs)) {
  for (const [i, run] of list.entries()) {
    let thrown;
    try { await run(); } catch (error) { thrown = error; }
    if (!thrown) throw new Error(`${name} ${i} did not throw`);
    fs.writeFileSync(`events/${name}-${i + 1}.json`, JSON.stringify(event(name, thrown), null, 1) + "\n");
  }
}

function event(name, error) {
  const chain = [];
  for (let e = error; e; e = e.cause) chain.push(e);
  const server = name === "checkout";
  return {
    event: "$exception",
    properties: {
      ...(server
        ? { $lib: "posthog-node", $lib_version: "5.9.0", $os: "Linux" }
        : { $lib: "web", $lib_version: "1.449.2", $current_url: `https://acme.example/${name === "storefront" ? "" : name}`, $host: "acme.example", $os: "Mac OS X", $device_type: "Desktop" }),
      $exception_level: "error",
      $exception_fingerprint: `acme-${name}`,
      $exception_list: chain.map((e, i) => ({
        type: e.name, value: e.message,
        mechanism: { type: "generic", handled: false, synthetic: false, ...(i ? { exception_id: i, parent_id: i - 1, source: "cause" } : {}) },
        stacktrace: { type: "raw", frames: e.stack.split("\n").filter((l) => /^\s+at /.test(l)).map(frame).filter(Boolean).reverse() },
      })),
    },
  };
}

// As the SDKs write V8's frames, without those of this script and of node.
function frame(line) {
  const m = /^\s+at (?:(.*) \()?(.*?)(?::(\d+):(\d+))?\)?$/.exec(line);
  const ours = m[2].includes(origin) || m[2].includes(home);
  if (!ours && m[2] !== "<anonymous>") return null;
  const filename = m[2].replace(/^async /, "");
  return {
    platform: filename.startsWith(home) ? "node:javascript" : "web:javascript", filename, function: m[1]?.replace(/^async /, "") ?? "?", in_app: true,
    ...(m[3] ? { lineno: +m[3], colno: +m[4] } : {}), ...(chunks[filename] ? { chunk_id: chunks[filename] } : {}),
  };
}
