// Builds main.js with several tools, as it is and with one condition turned
// around for each edit, and writes the builds beside this file:
//   npm i esbuild@0.28 @swc/core@1 uglify-js@3 terser@5 && node build.mjs
import * as esbuild from "esbuild";
import * as swc from "@swc/core";
import uglify from "uglify-js";
import { minify } from "terser";
import fs from "node:fs";

const edits = {
  right: ["", ""],
  negated: ["if (node.hidden)", "if (!node.hidden)"],
  affirmed: ["if (!this.running)", "if (this.running)"],
  unequal: ['node.kind === "text"', 'node.kind !== "text"'],
};

const source = fs.readFileSync("main.js", "utf8");
const tools = {
  esbuild: (code) => esbuild.transformSync(code, { minify: true, sourcemap: "external", sourcefile: "main.js", format: "esm" }),
  plain: (code) => esbuild.transformSync(code, { sourcemap: "external", sourcefile: "main.js", format: "esm" }),
  terser: (code) => minify({ "main.js": code }, { module: true, sourceMap: { includeSources: true } }),
  uglify: (code) => uglify.minify({ "main.js": code }, { module: true, sourceMap: { includeSources: true } }),
  async swc(code) {
    const r = await swc.minify(code, { sourceMap: true, compress: true, mangle: true, module: true });
    return { code: r.code, map: JSON.stringify({ ...JSON.parse(r.map), sourcesContent: [code] }) };
  },
};
for (const [edit, [from, to]] of Object.entries(edits)) {
  if (!source.includes(from)) throw new Error("no " + from);
  for (const [tool, build] of Object.entries(tools)) {
    const { code, map } = await build(source.replace(from, to));
    fs.mkdirSync(tool, { recursive: true });
    fs.writeFileSync(`${tool}/${edit}.js`, code);
    fs.writeFileSync(`${tool}/${edit}.js.map`, map);
  }
}
