// Builds src with several tools, once as it is and once for each edit of one
// line, and writes every build into a folder beside this file:
//   npm i esbuild@0.28 rollup@4 @rollup/plugin-terser@1 @swc/core@1 uglify-js@3 terser@5 && node build.mjs
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import terser from "@rollup/plugin-terser";
import * as swc from "@swc/core";
import uglify from "uglify-js";
import { minify } from "terser";
import fs from "node:fs";

const edits = {
  right: [],
  number: ["main.js", "204", "205"],
  string: ["main.js", "trying again", "trying agaim"],
  property: ["main.js", "headers.location", "headers.locatiom"],
  operator: ["stock.js", "item.price * count", "item.price + count"],
  longer: ["main.js", "the order was not taken", "the order was not taken at all"],
  inserted: ["main.js", "  return sum;", "  order.sum = sum;\n  return sum;"],
  key: ["main.js", "retries: 3", "retriez: 3"],
  step: ["main.js", "attempt++", "attempt--"],
  removed: ["stock.js", "    this.wanted = wanted;\n", ""],
};

async function bundle(options) {
  const r = await esbuild.build({ entryPoints: ["work/main.js"], bundle: true, format: "esm", write: false, sourcemap: "external", outfile: "work/out/main.js", ...options });
  return { code: r.outputFiles.find((f) => f.path.endsWith(".js")).text, map: r.outputFiles.find((f) => f.path.endsWith(".map")).text };
}

const tools = {
  esbuild: () => bundle({ minify: true }),
  plain: () => bundle({}),
  async rollup() {
    const b = await rollup({ input: "work/main.js" });
    const { output } = await b.generate({ format: "es", sourcemap: true, file: "work/out/main.js", plugins: [terser()] });
    return { code: output[0].code, map: output[0].map.toString() };
  },
  async umd() { // shortened behind the map's back, as Microbundle does
    const b = await rollup({ input: "work/main.js" });
    const { output } = await b.generate({ format: "umd", name: "shop", sourcemap: true, file: "work/out/main.js", plugins: [terser()] });
    const code = output[0].code.replace(/(\w+)="undefined"!=typeof globalThis\?globalThis:\1\|\|self/, "$1||self");
    if (code === output[0].code) throw new Error("nothing to shorten");
    return { code, map: output[0].map.toString() };
  },
  async swc() {
    const { code } = await bundle({});
    const r = await swc.minify(code, { sourceMap: true, compress: true, mangle: true, module: true });
    return { code: r.code, map: JSON.stringify({ ...JSON.parse(r.map), sourcesContent: [code] }) };
  },
  async uglify() {
    const { code } = await bundle({ target: "es2017" });
    const r = uglify.minify({ "bundle.js": code }, { sourceMap: { includeSources: true, filename: "main.js" } });
    if (r.error) throw r.error;
    return r;
  },
  async names() { // no texts of the sources
    const { code } = await bundle({});
    return minify({ "bundle.js": code }, { module: true, sourceMap: { filename: "main.js" } });
  },
};

for (const [edit, change] of Object.entries(edits)) {
  fs.cpSync("src", "work", { recursive: true });
  if (change.length) {
    const [file, from, to] = change;
    const text = fs.readFileSync("work/" + file, "utf8");
    if (!text.includes(from)) throw new Error("no " + from);
    fs.writeFileSync("work/" + file, text.replace(from, to));
  }
  for (const [tool, build] of Object.entries(tools)) {
    const { code, map } = await build();
    fs.mkdirSync(`${tool}/${edit}`, { recursive: true });
    fs.writeFileSync(`${tool}/${edit}/main.js`, code);
    fs.writeFileSync(`${tool}/${edit}/main.js.map`, map);
  }
}
fs.rmSync("work", { recursive: true });
