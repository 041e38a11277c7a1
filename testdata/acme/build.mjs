// Builds three releases of the shop into builds/acme-web-VERSION. See ../README.md.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const pages = ["storefront", "cart", "search", "account", "reviews", "gift", "checkout"];
const injected = new Set(["cart", "reviews", "gift", "checkout"]); // have chunk ids

// An id as PostHog's tools give it to a script: a UUID of version 7, which begins
// with a time and is random else. Here it is made of the text, the same each time.
function chunkID(text) {
  const b = crypto.createHash("sha1").update(text).digest().subarray(0, 16);
  b.writeUInt16BE(0x0199, 0);
  b[6] = (b[6] & 0x0f) | 0x70;
  b[8] = (b[8] & 0x3f) | 0x80;
  return b.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// What those tools put before a script, so that its stack tells its id.
const snippet = (id) => `!function(){try{var e=globalThis;(e._posthogChunkIds=e._posthogChunkIds||{})[(new Error).stack]="${id}"}catch(e){}}();`;

// bundle gives a page's script and map.
async function bundle(page, src, version, id) {
  const server = page === "checkout";
  const made = await build({
    entryPoints: { [page]: `${src}/${page}.ts` }, outdir: "out", write: false, bundle: true, minify: true, sourcemap: "external",
    format: server ? "cjs" : "iife", platform: server ? "node" : "browser", target: "es2022",
    ...(server ? {} : { globalName: `acme_${page}` }),
    banner: { js: (id ? snippet(id) + "\n" : "") + `/*! acme-web ${version} */` },
  });
  const [map, js] = made.outputFiles.sort((a, b) => b.path.length - a.path.length);
  return { js: js.text, map: JSON.parse(map.text) };
}

async function release(version, src) {
  const dir = `builds/acme-web-${version}`;
  fs.mkdirSync(`${dir}/assets`, { recursive: true });
  fs.mkdirSync(`${dir}/server`, { recursive: true });
  for (const page of pages) {
    let made = await bundle(page, src, version);
    const id = injected.has(page) && chunkID(made.js);
    if (id) made = await bundle(page, src, version, id);
    const hash = crypto.createHash("sha256").update(made.js).digest("base64url").replace(/[-_]/g, "x").slice(0, 8);
    const name = `${page}-${hash}.js`;
    const file = `${dir}/${page === "checkout" ? "server" : "assets"}/${name}`;
    if (id) made.map.chunk_id = id;
    made.map.sources = made.map.sources.map((s) => s.replace(/^.*?src[^/]*\//, "../src/"));
    fs.writeFileSync(file, made.js + `//# sourceMappingURL=${name}.map\n` + (id ? `//# chunkId=${id}\n` : ""));
    fs.writeFileSync(file + ".map", JSON.stringify(made.map));
  }
}

await release("4.2.7", "src-4.2.7");
await release("4.2.8", "src-4.2.8");
await release("4.3.0", "src");

// The emitter is the work of others, and its map was never kept.
await build({
  entryPoints: { vendor: "mitt" }, outdir: "builds/acme-web-4.3.0/assets", entryNames: "[name]-[hash]",
  bundle: true, minify: true, format: "iife", globalName: "mittModule", footer: { js: "var mitt=mittModule.default;" },
});
